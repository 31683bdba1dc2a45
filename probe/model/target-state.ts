import type { TargetStatus } from '../../alerts/model/overview.ts'
import type { Result } from './result.ts'
import type { Target } from './target.ts'

/** What is known of a target. Times are Unix milliseconds. */
export interface TargetState {
  /** When the last check ended; null before the first. */
  readonly checkedAt: number | null
  /** What that check saw; `unknown` before the first, and for failures within the grace. */
  readonly seen: 'up' | 'down' | 'unknown'
  readonly failuresInARow: number
  /** Of the last check when it passed. */
  readonly latencyMs: number | null
}

export const unseen: TargetState = { checkedAt: null, seen: 'unknown', failuresInARow: 0, latencyMs: null }

/**
 * A target's state after one more check.
 *
 * @param graceUntil failures before the first success say nothing until then: what starts together starts in its own time.
 */
export function advanceTarget(state: TargetState, result: Result, graceUntil: number): TargetState {
  const { endedAt, failure, phases } = result
  if (failure === null) {
    return { checkedAt: endedAt, seen: 'up', failuresInARow: 0, latencyMs: phases.total ?? endedAt - result.startedAt }
  }
  const excused = state.seen === 'unknown' && endedAt < graceUntil
  if (excused) return { checkedAt: endedAt, seen: 'unknown', failuresInARow: 0, latencyMs: null }
  return { checkedAt: endedAt, seen: 'down', failuresInARow: state.failuresInARow + 1, latencyMs: null }
}

/** A state older than two intervals speaks for nothing. */
export function isOverdue(
  { checkedAt }: TargetState,
  { intervalMs }: Pick<Target, 'intervalMs'>,
  now: number,
): boolean {
  return checkedAt !== null && now - checkedAt > 2 * intervalMs
}

export function statusOf(state: TargetState, target: Pick<Target, 'intervalMs'>, now: number): TargetStatus {
  return isOverdue(state, target, now) ? 'unknown' : state.seen
}
