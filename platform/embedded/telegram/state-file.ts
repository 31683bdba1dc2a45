import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Log } from '../../log.ts'
import type { Changes } from './changes.ts'
import type { WorldState } from './state.ts'
import type { Schedule } from './time.ts'

/** How long changes are gathered before they are written, milliseconds. */
const gatherMs = 100

/** After a kill the last ids may not have been written: the new ones start beyond them. */
const skip = { updates: 1000, messages: 10 }

/**
 * Reads the world of the last run. A file that is not ours is set aside under another name, not lost.
 * @returns undefined when there is nothing to go on from.
 */
export function readState(path: string, botId: number, log: Log): WorldState | undefined {
  const text = readIfThere(path)
  if (text === undefined) return undefined
  const state = asState(text)
  if (state?.version !== 1 || state.botId !== botId) {
    renameSync(path, `${path}.set-aside`)
    log.warn({ path }, 'the state of the Telegram simulator is not of this version and bot; it was set aside')
    return undefined
  }
  if (state.clean) return state
  for (const room of state.rooms) room.nextMessageId += skip.messages
  return { ...state, nextUpdateId: state.nextUpdateId + skip.updates }
}

/** Writes the world a moment after it changed, and at `close`. */
export function createKeeper(deps: { path: string; state: WorldState; changes: Changes; schedule: Schedule }) {
  const { path, state, changes, schedule } = deps
  let cancel: (() => void) | undefined

  function write(): void {
    cancel = undefined
    writeWhole(path, JSON.stringify(state))
  }

  state.clean = false
  write()
  const unsubscribe = changes.subscribe(() => {
    cancel ??= schedule(gatherMs, write)
  })

  return {
    close(): void {
      unsubscribe()
      cancel?.()
      state.clean = true
      write()
    },
  }
}

/** All of the text or none of it, whenever the process ends. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeFileSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Error(`the state of the Telegram simulator cannot be read: ${path}`, { cause: error })
  }
}

function asState(text: string): WorldState | undefined {
  try {
    return JSON.parse(text) as WorldState
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
