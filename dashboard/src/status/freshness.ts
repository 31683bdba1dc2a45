import type { TargetStatus, TargetView } from '../../../alerts/model/overview.ts'

/** Time since the last check, never below zero; null when there was none. */
export function ageMs({ checkedAt }: Pick<TargetView, 'checkedAt'>, now: number): number | null {
  return checkedAt === null ? null : Math.max(0, now - checkedAt)
}

/** The status that may still be shown: older than two intervals it speaks no longer. */
export function currentStatus(target: TargetView, now: number): TargetStatus {
  const age = ageMs(target, now)
  return age === null || age > 2 * target.intervalMs ? 'unknown' : target.status
}

/** A live probe says something more often than this. */
const overviewSpeaksMs = 30_000

/** True when the whole board is so old that it must say so: no probe was heard since. */
export function isOldOverview({ saidAt }: { saidAt: number }, now: number): boolean {
  return now - saidAt > overviewSpeaksMs
}

/** How far the server's clock is ahead of this one, and when that was last measured on this one. */
export interface ClockOffset {
  offsetMs: number
  measuredAt: number
}

/** So much the offset may fall in a second: a clock that is slewed heals, a delta told late does little harm. */
const fallMsPerMs = 1 / 60

/**
 * A message was sent before it arrived, so the largest difference is the nearest to the truth. A snapshot is made when
 * it is sent and sets the offset; a delta may be told again long after and so can only raise it, or lower it slowly.
 */
export function nextOffset(
  known: ClockOffset | null,
  message: { type: 'snapshot' | 'delta'; at: number },
  receivedAt: number,
): ClockOffset {
  const seen = message.at - receivedAt
  if (known === null || message.type === 'snapshot') return { offsetMs: seen, measuredAt: receivedAt }
  const lowest = known.offsetMs - Math.max(0, receivedAt - known.measuredAt) * fallMsPerMs
  return { offsetMs: Math.max(seen, lowest), measuredAt: receivedAt }
}
