import { confirmationAt, firstOffsetOf, offsetOf, slotAfter } from './model/check-times.ts'

/** Runs something later, once. @returns what takes it back. */
export type RunLater = (delayMs: number, run: () => void) => () => void

export interface Turn {
  /** False for a confirmation: it stands outside the grid (reliability.md 10). */
  onGrid: boolean
}

/** Something that is looked at again and again. */
interface Recurring {
  readonly intervalMs: number
}

export interface ScheduleDeps<L extends Recurring> {
  looks: readonly L[]
  /** Looks once, within the look's timeout. @returns how many looks in a row have failed by now; 0 needs no confirming. */
  look: (look: L, turn: Turn) => Promise<number>
  /** How late a look began, milliseconds. */
  onLag: (lagMs: number) => void
  now: () => number
  later: RunLater
}

/**
 * Looks at everything again and again: starts spread over the interval, each look on a grid of its own that does not
 * drift, failures confirmed after 1 s and 2 s, and never two looks at one thing at once.
 *
 * @returns stops it; a look under way ends by itself.
 */
export function startSchedule<L extends Recurring>(deps: ScheduleDeps<L>): () => void {
  const stops = [...groupByInterval(deps.looks)].flatMap(([intervalMs, looks]) =>
    looks.map((look, place) => {
      const origin = deps.now() + offsetOf(place, looks.length, intervalMs)
      const firstAt = deps.now() + firstOffsetOf(place, looks.length, intervalMs)
      return keepLooking(look, { origin, firstAt }, deps)
    }),
  )
  return () => {
    for (const stop of stops) stop()
  }
}

interface Place {
  origin: number
  firstAt: number
}

function keepLooking<L extends Recurring>(look: L, { origin, firstAt }: Place, deps: ScheduleDeps<L>): () => void {
  const { now, later, onLag } = deps
  let stopped = false
  let cancel = () => {}

  const plan = (at: number, turn: Turn) => {
    cancel = later(Math.max(0, at - now()), () => void take(at, turn))
  }
  const take = async (plannedAt: number, turn: Turn) => {
    onLag(Math.max(0, now() - plannedAt))
    const failures = await deps.look(look, turn)
    if (stopped) return
    const endedAt = now()
    const slot = slotAfter(endedAt, origin, look.intervalMs)
    const confirmation = confirmationAt(failures, endedAt, slot)
    plan(confirmation ?? slot, { onGrid: confirmation === null })
  }

  plan(firstAt, { onGrid: true })
  return () => {
    stopped = true
    cancel()
  }
}

function groupByInterval<L extends Recurring>(looks: readonly L[]): Map<number, L[]> {
  return Map.groupBy(looks, ({ intervalMs }) => intervalMs)
}
