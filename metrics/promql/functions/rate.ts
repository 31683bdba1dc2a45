import { type FunctionTable, overRange, type Window } from './function.ts'
import { anchoredValues, extendedIncrease } from './rate-edges.ts'

/** What happened to a counter or a gauge within a range. */
export const rateFunctions: FunctionTable = {
  rate: overRange((window) => extrapolated(window, true, true)),
  increase: overRange((window) => extrapolated(window, true, false)),
  delta: overRange((window) => extrapolated(window, false, false)),
  irate: overRange((window) => instantChange(window, true)),
  idelta: overRange((window) => instantChange(window, false)),
  resets: overRange((window) => countPairs(window, (before, after) => after < before)),
  changes: overRange((window) => countPairs(window, differs)),
}

/** A first or last sample closer to the edge than this many average gaps is taken to reach to the edge. */
const REACH = 1.1

function extrapolated(window: Window, isCounter: boolean, perSecond: boolean): number | undefined {
  if (window.edges !== 'plain') return extendedIncrease(window, isCounter, perSecond)
  const { times, values } = window
  const [firstAt] = times
  const lastAt = times.at(-1)
  if (values.length < 2 || firstAt === undefined || lastAt === undefined) return undefined

  const change = isCounter ? counterIncrease(values) : (values.at(-1) ?? 0) - (values[0] ?? 0)
  const sampled = (lastAt - firstAt) / 1_000
  const averageGap = sampled / (values.length - 1)
  const toStart = reach((firstAt - window.start) / 1_000, averageGap)
  const toEnd = reach((window.end - lastAt) / 1_000, averageGap)
  const toZero = isCounter ? secondsToZero(values[0] ?? 0, change, sampled) : toStart
  const factor = (sampled + Math.min(toStart, toZero) + toEnd) / sampled
  return change * (perSecond ? factor / ((window.end - window.start) / 1_000) : factor)
}

/** How far to extrapolate past a sample that is `distance` seconds from the edge. */
function reach(distance: number, averageGap: number): number {
  return distance >= averageGap * REACH ? averageGap / 2 : distance
}

/** A counter is never negative: seconds back to where it must have been 0. */
function secondsToZero(first: number, increase: number, sampled: number): number {
  return increase > 0 && first >= 0 ? sampled * (first / increase) : Number.POSITIVE_INFINITY
}

/** A counter that falls was reset and counted on from 0. */
function counterIncrease(values: Float64Array): number {
  let increase = (values.at(-1) ?? 0) - (values[0] ?? 0)
  let before = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < before) increase += before
    before = value
  }
  return increase
}

/** From the last two samples alone. */
function instantChange({ times, values }: Window, isCounter: boolean): number | undefined {
  const [before, last] = values.subarray(-2)
  if (before === undefined || last === undefined) return undefined
  const seconds = ((times.at(-1) ?? 0) - (times.at(-2) ?? 0)) / 1_000
  const change = isCounter && last < before ? last : last - before
  return isCounter ? change / seconds : change
}

function countPairs(window: Window, counts: (before: number, after: number) => boolean): number | undefined {
  const values = window.edges === 'anchored' ? anchoredValues(window) : window.values
  let before = values[0]
  if (before === undefined) return undefined
  let count = 0
  for (const value of values) {
    if (counts(before, value)) count++
    before = value
  }
  return count
}

function differs(before: number, after: number): boolean {
  return before !== after && !(Number.isNaN(before) && Number.isNaN(after))
}
