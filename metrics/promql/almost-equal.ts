const SMALLEST_NORMAL = 2.2250738585072014e-308

/** Equal up to a share of the size of both; NaN equals NaN. */
export function almostEqual(a: number, b: number, tolerance: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  const size = Math.abs(a) + Math.abs(b)
  const difference = Math.abs(a - b)
  if (a === 0 || b === 0 || size < SMALLEST_NORMAL) return difference < tolerance * SMALLEST_NORMAL
  return difference / Math.min(size, Number.MAX_VALUE) < tolerance
}
