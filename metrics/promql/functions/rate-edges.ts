import { indexAfter, type Sample } from '../../model/sample.ts'
import type { Window } from './function.ts'

/**
 * The change between the edges of a range, with samples from outside of it.
 * `anchored`: from the last sample at or before the start; `smoothed`: between values interpolated at both edges.
 * @see https://prometheus.io/docs/prometheus/latest/feature_flags/#extended-range-selectors
 */
export function extendedIncrease(window: Window, isCounter: boolean, perSecond: boolean): number | undefined {
  const { times, values, start, end } = window
  const bounds = boundsOf(window)
  if (!(timeOf(times, bounds.last) > start)) return undefined
  const left = leftValue(window, bounds.first, isCounter)
  const right = rightValue(window, bounds.last, isCounter)
  const from = timeOf(times, bounds.first) <= start ? bounds.first + 1 : bounds.first
  const to = timeOf(times, bounds.last) >= end ? bounds.last : bounds.last + 1
  const lost = isCounter ? lostInResets(left, right, values.subarray(from, Math.max(from, to))) : 0
  const change = right - left + lost
  return perSecond ? change / ((end - start) / 1_000) : change
}

/** The samples nearest to the edges: at or before the start, and the last one or, for smoothed edges, at or after the end. */
function boundsOf({ times, start, end, edges }: Window): { first: number; last: number } {
  const allButLast = times.subarray(0, -1)
  const first = Math.max(0, indexAfter(allButLast, start) - 1)
  return { first, last: edges === 'smoothed' ? firstFrom(allButLast, end) : times.length - 1 }
}

function leftValue(window: Window, first: number, isCounter: boolean): number {
  const { times, values, start, edges } = window
  const isBefore = edges === 'smoothed' && timeOf(times, first) < start
  return isBefore ? interpolated(window, first, start, isCounter) : (values[first] ?? 0)
}

function rightValue(window: Window, last: number, isCounter: boolean): number {
  const { times, values, end, edges } = window
  const isAfter = edges === 'smoothed' && last > 0 && timeOf(times, last) > end
  return isAfter ? interpolated(window, last - 1, end, isCounter) : (values[last] ?? 0)
}

function timeOf(times: Float64Array, index: number): number {
  return times[index] ?? Number.NaN
}

/** The samples of the range and the last one before it; none when the range itself is empty. */
export function anchoredValues({ times, values, start }: Window): Float64Array {
  if ((times.at(-1) ?? start) <= start) return values.subarray(0, 0)
  return values.subarray(Math.max(0, indexAfter(times.subarray(0, -1), start) - 1))
}

function firstFrom(times: Float64Array, at: number): number {
  const after = indexAfter(times, at)
  return times[after - 1] === at ? after - 1 : after
}

/** The value at `at` on the line from a sample to the next; a counter that was reset between them rises from 0. */
function interpolated({ times, values }: Window, index: number, at: number, isCounter: boolean): number {
  const [fromAt = 0, toAt = 0] = times.subarray(index, index + 2)
  const [from = 0, to = 0] = values.subarray(index, index + 2)
  const base = isCounter && to < from ? 0 : from
  return base + ((to - base) * (at - fromAt)) / (toAt - fromAt)
}

function lostInResets(left: number, right: number, between: Float64Array): number {
  let lost = 0
  let before = left
  for (const value of between) {
    if (value < before) lost += before
    before = value
  }
  return right < before ? lost + before : lost
}

/** The samples of the range between a value at its start and one at its end. */
export function edgedSamples(window: Window): Sample[] {
  const { times, values, start, end } = window
  const bounds = boundsOf(window)
  if (!(timeOf(times, bounds.last) > start)) return []
  const inside = Array.from(times, (at, i) => ({ at, value: values[i] ?? Number.NaN }))
  return [
    { at: start, value: leftValue(window, bounds.first, false) },
    ...inside.filter(({ at }) => at > start && at < end),
    { at: end, value: rightValue(window, bounds.last, false) },
  ]
}
