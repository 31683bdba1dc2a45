import type { TargetStatus } from '../../alerts/model/overview.ts'
import { confirmedAfter } from './check-times.ts'
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
  /** Whether a check has passed since the probe began. */
  readonly hasPassed: boolean
}

export const unseen: TargetState = {
  checkedAt: null,
  seen: 'unknown',
  failuresInARow: 0,
  latencyMs: null,
  hasPassed: false,
}

/**
 * A target's state after one more check.
 *
 * @param graceUntil failures before the first success say nothing until then: what starts together starts in its own time.
 */
export function advanceTarget(state: TargetState, result: Result, graceUntil: number): TargetState {
  const { endedAt: checkedAt, failure, phases } = result
  if (failure === null) {
    const latencyMs = phases.total ?? checkedAt - result.startedAt
    return { checkedAt, seen: 'up', failuresInARow: 0, latencyMs, hasPassed: true }
  }
  const excused = state.seen === 'unknown' && checkedAt < graceUntil
  if (excused) return { ...unseen, checkedAt }
  return { ...state, checkedAt, seen: 'down', failuresInARow: state.failuresInARow + 1, latencyMs: null }
}

/**
 * Whether the failures in a row may be told to the rules. A row that begins with the probe counts from nothing: until a
 * check passed or the failure is confirmed, a small number would end the incident that an earlier probe opened.
 */
export function countSpeaks({ hasPassed, failuresInARow }: TargetState): boolean {
  return hasPassed || failuresInARow >= confirmedAfter
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
