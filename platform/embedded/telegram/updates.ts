import type { Update } from 'grammy/types'
import type { Clock } from '../../clock.ts'
import type { Changes } from './changes.ts'
import type { PendingUpdate, WorldState } from './state.ts'

/** Telegram keeps an undelivered update no longer than this, milliseconds. */
const keepMs = 24 * 3600_000

/** Kinds a bot does not get unless it asks for them. */
const unasked = ['chat_member', 'message_reaction', 'message_reaction_count']

export type Happening = Omit<Update, 'update_id'>

/** The updates that the bot has not taken yet, oldest first. */
export function createUpdates(deps: { state: WorldState; clock: Clock; changes: Changes }) {
  const { state, clock, changes } = deps

  function isWanted(happening: Happening): boolean {
    const kinds = Object.keys(happening)
    const asked = state.allowedUpdates
    if (asked.length === 0) return kinds.every((kind) => !unasked.includes(kind))
    return kinds.some((kind) => (asked as string[]).includes(kind))
  }

  /** @param lane the chat (or person) whose updates keep their order. */
  function push(lane: number, happening: Happening): void {
    if (!isWanted(happening)) return
    // A deep copy: a message that is edited later must not change what was already told.
    const update = structuredClone({ update_id: state.nextUpdateId++, ...happening })
    state.pending.push({ update, lane, atMs: clock() })
    changes.emit({ type: 'updates' })
  }

  function pending(): readonly PendingUpdate[] {
    state.pending = state.pending.filter(({ atMs }) => clock() - atMs < keepMs)
    return state.pending
  }

  function settle(updateId: number): void {
    state.pending = state.pending.filter(({ update }) => update.update_id !== updateId)
    changes.emit({ type: 'updates' })
  }

  /** Forgets every update before `offset`; a negative one keeps the last that many. */
  function confirm(offset: number): void {
    const first = offset < 0 ? (pending().at(offset)?.update.update_id ?? 0) : offset
    state.pending = pending().filter(({ update }) => update.update_id >= first)
    changes.emit({ type: 'updates' })
  }

  function drop(): void {
    state.pending = []
    changes.emit({ type: 'updates' })
  }

  return { push, pending, settle, confirm, drop }
}

export type Updates = ReturnType<typeof createUpdates>
