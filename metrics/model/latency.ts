/** Milliseconds. Counts under the same bounds can be added up, of minutes to hours and of hours to years. */
export const latencyBoundsMs = [2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const

/**
 * The latency that so large a part of the checks stayed under, as the counts tell it.
 *
 * @param counts one a bound, each of what stayed under it and not under the one before; the last of what was slower.
 * @param most the greatest that was seen: no answer is above it.
 * @returns null when nothing was counted.
 */
export function latencyQuantile(quantile: number, counts: readonly number[], most: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const rank = quantile * total
  let below = 0
  for (const [i, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) return Math.min(most, within(i, (rank - below) / count, most))
    below += count
  }
  return most
}

/** As Prometheus does it: latencies are taken to lie evenly between two bounds. */
function within(place: number, part: number, most: number): number {
  const low = latencyBoundsMs[place - 1] ?? 0
  const high = latencyBoundsMs[place] ?? most
  return low + (high - low) * Math.max(0, part)
}
