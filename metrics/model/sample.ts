import type { Labels } from './labels.ts'

/** One number at one time. */
export interface Sample {
  /** Unix milliseconds. */
  readonly at: number
  readonly value: number
}

/** Samples of one series in columns, oldest first. A stale marker says that the series ended there. */
export interface Points {
  /** Unix milliseconds. */
  readonly times: Float64Array
  readonly values: Float64Array
}

export interface SeriesPoints {
  readonly labels: Labels
  readonly points: Points
}

/** The two halves of Prometheus's stale marker: a NaN that no computation makes. */
const STALE_HIGH = 0x7ff00000
const STALE_LOW = 0x00000002
const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** Copies of the column made with `set`, `slice` or `subarray` keep the marker; single numbers read from it do not. */
export function markStaleAt(values: Float64Array, index: number): void {
  const halves = halvesAt(values, index)
  halves[littleEndian ? 1 : 0] = STALE_HIGH
  halves[littleEndian ? 0 : 1] = STALE_LOW
}

export function isStaleAt(values: Float64Array, index: number): boolean {
  const value = values[index]
  if (value === undefined || !Number.isNaN(value)) return false
  const halves = halvesAt(values, index)
  return halves[littleEndian ? 1 : 0] === STALE_HIGH && halves[littleEndian ? 0 : 1] === STALE_LOW
}

/** The points without stale markers; the same object when there are none. */
export function withoutStale(points: Points): Points {
  const { times, values } = points
  let kept = 0
  for (let i = 0; i < values.length; i++) if (!isStaleAt(values, i)) kept++
  if (kept === values.length) return points
  const fresh = { times: new Float64Array(kept), values: new Float64Array(kept) }
  for (let from = 0, to = 0; from < values.length; from++) {
    if (isStaleAt(values, from)) continue
    fresh.times[to] = times[from] ?? Number.NaN
    fresh.values[to++] = values[from] ?? Number.NaN
  }
  return fresh
}

/** @returns the first index whose time is later than `at`; `times.length` when none is. */
export function indexAfter(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

function halvesAt(values: Float64Array, index: number): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset + index * 8, 2)
}
