import { addKahan, createKahanMean, type KahanSum } from '../kahan.ts'
import { quantile } from '../quantile.ts'
import { type FunctionTable, overRange, type Window } from './function.ts'

/** Summaries of the samples of a range. They are never asked about an empty one. */
export const overTimeFunctions: FunctionTable = {
  sum_over_time: overRange(({ values }) => sum(values)),
  avg_over_time: overRange(({ values }) => mean(values)),
  count_over_time: overRange(({ values }) => values.length),
  min_over_time: overRange(({ values }) => values[extreme(values, (value, best) => value < best)]),
  max_over_time: overRange(({ values }) => values[extreme(values, (value, best) => value > best)]),
  first_over_time: overRange(({ values }) => values[0], ['matrix'], true),
  last_over_time: overRange(({ values }) => values.at(-1), ['matrix'], true),
  present_over_time: overRange(() => 1),
  stddev_over_time: overRange(({ values }) => Math.sqrt(variance(values))),
  stdvar_over_time: overRange(({ values }) => variance(values)),
  quantile_over_time: overRange(({ values }, [q = Number.NaN]) => quantile(q, values), ['scalar', 'matrix']),
  mad_over_time: overRange(({ values }) => medianDeviation(values)),
  ts_of_first_over_time: overRange(({ times }) => secondsOf(times[0])),
  ts_of_last_over_time: overRange(({ times }) => secondsOf(times.at(-1))),
  ts_of_min_over_time: overRange((window) => timeOf(window, (value, best) => value <= best)),
  ts_of_max_over_time: overRange((window) => timeOf(window, (value, best) => value >= best)),
}

function sum(values: Float64Array): number {
  const state: KahanSum = { sum: 0, rest: 0 }
  for (const value of values) addKahan(state, value)
  return Number.isFinite(state.sum) ? state.sum + state.rest : state.sum
}

function mean(values: Float64Array): number {
  const state = createKahanMean()
  for (const value of values) state.add(value)
  return state.mean()
}

/** Welford's variance of the whole range, with compensated sums. */
function variance(values: Float64Array): number {
  const average: KahanSum = { sum: 0, rest: 0 }
  const squares: KahanSum = { sum: 0, rest: 0 }
  let count = 0
  for (const value of values) {
    count++
    const distance = value - (average.sum + average.rest)
    addKahan(average, distance / count)
    addKahan(squares, distance * (value - (average.sum + average.rest)))
  }
  return (squares.sum + squares.rest) / count
}

function medianDeviation(values: Float64Array): number {
  const median = quantile(0.5, values)
  return quantile(
    0.5,
    values.map((value) => Math.abs(value - median)),
  )
}

/** NaN gives way to everything. */
function extreme(values: Float64Array, isBetter: (value: number, best: number) => boolean): number {
  let found = 0
  let best = values[0] ?? Number.NaN
  for (const [i, value] of values.entries()) {
    if (!isBetter(value, best) && !Number.isNaN(best)) continue
    found = i
    best = value
  }
  return found
}

function timeOf({ times, values }: Window, isBetter: (value: number, best: number) => boolean): number {
  return secondsOf(times[extreme(values, isBetter)])
}

function secondsOf(at: number | undefined): number {
  return (at ?? Number.NaN) / 1_000
}
