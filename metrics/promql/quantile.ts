/**
 * The quantile of some values, interpolated between neighbours.
 * @returns NaN without values or with a quantile that is NaN; an infinity for a quantile outside 0 to 1.
 */
export function quantile(q: number, values: readonly number[] | Float64Array): number {
  if (values.length === 0 || Number.isNaN(q)) return Number.NaN
  if (q < 0) return Number.NEGATIVE_INFINITY
  if (q > 1) return Number.POSITIVE_INFINITY
  const sorted = [...values].sort(nanFirst)
  const rank = q * (sorted.length - 1)
  const lower = Math.floor(rank)
  const weight = rank - lower
  const below = sorted[lower] ?? Number.NaN
  const above = sorted[Math.min(sorted.length - 1, lower + 1)] ?? Number.NaN
  return below * (1 - weight) + above * weight
}

/** Ascending, NaN before everything. */
export function nanFirst(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1
  if (Number.isNaN(b)) return 1
  return a - b || (a === b ? 0 : a < b ? -1 : 1)
}
