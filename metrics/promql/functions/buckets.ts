import { almostEqual } from '../almost-equal.ts'

/** A bucket counts what is at most its upper bound, so the buckets below it are counted in it too. */
export interface Bucket {
  readonly upperBound: number
  readonly count: number
}

/** Counts that differ by less than this share are the same count after a rounding error. */
const SMALL_DIFFERENCE = 1e-12

/**
 * The quantile of a histogram, interpolated within its bucket; the lowest bucket starts at 0 unless its bound is not positive.
 * @returns NaN without observations, without a bucket for all (`+Inf`), or with fewer than two buckets.
 */
export function bucketQuantile(q: number, unsorted: readonly Bucket[]): number {
  if (Number.isNaN(q)) return Number.NaN
  if (q < 0) return Number.NEGATIVE_INFINITY
  if (q > 1) return Number.POSITIVE_INFINITY
  const buckets = monotonic(coalesced(unsorted))
  const all = buckets.at(-1)
  if (all?.upperBound !== Number.POSITIVE_INFINITY || buckets.length < 2 || all.count === 0) return Number.NaN
  return interpolate(buckets, q * all.count)
}

/**
 * The share of observations between two bounds.
 * @returns NaN where the share cannot be known, 0 when the bounds enclose nothing.
 */
export function bucketFraction(lower: number, upper: number, unsorted: readonly Bucket[]): number {
  const buckets = coalesced(unsorted)
  const all = buckets.at(-1)
  if (all?.upperBound !== Number.POSITIVE_INFINITY || all.count === 0) return Number.NaN
  if (Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN
  if (lower >= upper) return 0
  const below = Math.min(rankOf(buckets, lower), all.count)
  return (Math.min(rankOf(buckets, upper), all.count) - below) / all.count
}

function interpolate(buckets: readonly Bucket[], rank: number): number {
  const found = buckets.findIndex(({ count }, i) => i === buckets.length - 1 || count >= rank)
  const { upperBound, count } = buckets[found] ?? { upperBound: Number.NaN, count: Number.NaN }
  const below = buckets[found - 1]
  if (found === buckets.length - 1) return below?.upperBound ?? Number.NaN
  if (below === undefined) return upperBound <= 0 ? upperBound : upperBound * (rank / count)
  return below.upperBound + (upperBound - below.upperBound) * ((rank - below.count) / (count - below.count))
}

/** How many observations are at most `value`. */
function rankOf(buckets: readonly Bucket[], value: number): number {
  let rank = 0
  let lowerBound = (buckets[0]?.upperBound ?? 0) > 0 ? 0 : Number.NEGATIVE_INFINITY
  for (const { upperBound, count } of buckets) {
    if (lowerBound >= value) return rank
    if (upperBound > value) return rank + ((count - rank) * (value - lowerBound)) / (upperBound - lowerBound)
    rank = count
    lowerBound = upperBound
  }
  return Number.POSITIVE_INFINITY
}

/** Sorted by bound, one bucket per bound. */
function coalesced(buckets: readonly Bucket[]): Bucket[] {
  const byBound = new Map<number, number>()
  for (const { upperBound, count } of buckets) byBound.set(upperBound, (byBound.get(upperBound) ?? 0) + count)
  return [...byBound]
    .map(([upperBound, count]) => ({ upperBound, count }))
    .sort((a, b) => (a.upperBound < b.upperBound ? -1 : 1))
}

/** Counts that fall from one bucket to the next are wrong: the buckets were not read at the same moment. */
function monotonic(buckets: readonly Bucket[]): Bucket[] {
  let highest = buckets[0]?.count ?? 0
  return buckets.map(({ upperBound, count }) => {
    if (count > highest && !almostEqual(count, highest, SMALL_DIFFERENCE)) highest = count
    return { upperBound, count: count < highest || almostEqual(count, highest, SMALL_DIFFERENCE) ? highest : count }
  })
}
