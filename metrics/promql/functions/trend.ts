import { executionError } from '../error.ts'
import { addKahan, type KahanSum } from '../kahan.ts'
import { type FunctionTable, overRange, type Window } from './function.ts'

/** Where the values of a range are going. */
export const trendFunctions: FunctionTable = {
  deriv: overRange((window) => (window.values.length < 2 ? undefined : regression(window, window.times[0] ?? 0).slope)),
  predict_linear: overRange(predict, ['matrix', 'scalar']),
  double_exponential_smoothing: overRange(smooth, ['matrix', 'scalar', 'scalar']),
}

function predict(window: Window, [seconds = Number.NaN]: readonly number[]): number | undefined {
  if (window.values.length < 2) return undefined
  const { slope, intercept } = regression(window, window.at)
  return slope * seconds + intercept
}

interface Line {
  /** Per second. */
  readonly slope: number
  /** The value at the time of origin. */
  readonly intercept: number
}

/** Least squares. Times count from `origin`, near the samples, because large numbers lose precision. */
function regression({ times, values }: Window, origin: number): Line {
  const [first = Number.NaN] = values
  if (values.every((value) => value === first)) {
    return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN }
  }
  const sums = { x: zero(), y: zero(), xy: zero(), xx: zero() }
  for (const [i, y] of values.entries()) {
    const x = ((times[i] ?? 0) - origin) / 1_000
    addKahan(sums.x, x)
    addKahan(sums.y, y)
    addKahan(sums.xy, x * y)
    addKahan(sums.xx, x * x)
  }
  const n = values.length
  const [x, y, xy, xx] = [total(sums.x), total(sums.y), total(sums.xy), total(sums.xx)]
  const slope = (xy - (x * y) / n) / (xx - (x * x) / n)
  return { slope, intercept: y / n - (slope * x) / n }
}

function zero(): KahanSum {
  return { sum: 0, rest: 0 }
}

function total({ sum, rest }: KahanSum): number {
  return sum + rest
}

/** Holt's linear method: a smoothed value and a smoothed trend. */
function smooth(
  { values }: Window,
  [smoothing = Number.NaN, trending = Number.NaN]: readonly number[],
): number | undefined {
  requireFactor('smoothing', 'sf', smoothing)
  requireFactor('trend', 'tf', trending)
  const [first, second] = values
  if (first === undefined || second === undefined) return undefined
  let before = 0
  let level = first
  let trend = second - first
  for (let i = 1; i < values.length; i++) {
    if (i > 1) trend = trending * (level - before) + (1 - trending) * trend
    const next = smoothing * (values[i] ?? Number.NaN) + (1 - smoothing) * (level + trend)
    before = level
    level = next
  }
  return level
}

function requireFactor(name: string, short: string, factor: number): void {
  if (factor > 0 && factor < 1) return
  if (Number.isNaN(factor)) return
  throw executionError(`invalid ${name} factor. Expected: 0 < ${short} < 1, got: ${factor.toFixed(6)}`)
}
