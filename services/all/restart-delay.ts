const firstDelayMs = 15_000
const longestDelayMs = 60_000
/** A child that lived this long has recovered: its next death is a first one. */
const recoveredAfterMs = 5 * 60_000

/**
 * How long a dead child stays dead: 15 s, doubling to 60 s (contracts.md).
 * The first pause is long enough for the probe to see the death and tell it.
 */
export function nextRestartDelay(lastDelayMs: number | null, livedMs: number): number {
  if (lastDelayMs === null || livedMs >= recoveredAfterMs) return firstDelayMs
  return Math.min(lastDelayMs * 2, longestDelayMs)
}
