/** The quick checks after a failed one: they come so much after its end (reliability.md 9). */
const confirmationGapsMs = [1000, 2000]
/** So many failures in a row are a failure that was confirmed. */
export const confirmedAfter = confirmationGapsMs.length + 1

/**
 * When to confirm a failure, Unix milliseconds; null when nothing needs confirming or the next grid check does it.
 *
 * @param failuresInARow counting the one that has just ended.
 * @param endedAt when that check ended.
 * @param nextSlot when the next check of the grid begins.
 */
export function confirmationAt(failuresInARow: number, endedAt: number, nextSlot: number): number | null {
  const gapMs = confirmationGapsMs[failuresInARow - 1]
  if (gapMs === undefined) return null
  const at = endedAt + gapMs
  return at < nextSlot ? at : null
}

/** The first slot of a grid that is later than `now`. */
export function slotAfter(now: number, origin: number, intervalMs: number): number {
  return origin + (Math.floor((now - origin) / intervalMs) + 1) * intervalMs
}

/** Checks that share an interval begin evenly over it: `place` of `count`. Milliseconds after the start. */
export function offsetOf(place: number, count: number, intervalMs: number): number {
  return Math.floor((intervalMs * place) / count)
}

/** Pause between the very first checks: all is looked at soon, and not all at once. */
const firstPauseMs = 25

/** When the first check of all begins, milliseconds after the start; it stands outside the grid. */
export function firstOffsetOf(place: number, count: number, intervalMs: number): number {
  return Math.floor(place * Math.min(firstPauseMs, intervalMs / count))
}
