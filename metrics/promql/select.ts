import { indexAfter, isStaleAt, type SeriesPoints, withoutStale } from '../model/sample.ts'
import type { Instant, MatrixSelector, Shift, VectorSelector } from './ast.ts'
import { durationMs, type QueryTimes } from './durations.ts'
import type { Window } from './functions/function.ts'
import { type Evaluation, endOf, type Row, timeAt } from './rows.ts'

export function queryTimes({ query }: Evaluation): QueryTimes {
  return { stepMs: query.stepMs, rangeMs: query.end - query.start }
}

/** The time that a selector looks at when it is evaluated at `at`. */
export function createReference(evaluation: Evaluation, { offset, instant }: Shift): (at: number) => number {
  const offsetMs = offset === undefined ? 0 : durationMs(offset, queryTimes(evaluation), 'any')
  const fixed = instant === undefined ? undefined : fixedTime(evaluation, instant)
  return (at) => (fixed ?? at) - offsetMs
}

function fixedTime({ query }: Evaluation, instant: Instant): number {
  if (instant.kind === 'at') return instant.at
  return instant.kind === 'start' ? query.start : query.end
}

/** The newest value of each series at every step, if it is fresh. @param column what to take of the sample; times in seconds. */
export function selectInstant(evaluation: Evaluation, selector: VectorSelector, column: 'value' | 'time'): Row[] {
  const { grid, lookbackMs } = evaluation
  const reference = createReference(evaluation, selector)
  const [first, last] = [reference(grid.start), reference(endOf(grid))]
  const smoothed = selector.edges === 'smoothed'
  const series = fetch(evaluation, selector, first - lookbackMs + 1, smoothed ? last + lookbackMs : last)
  const pick = column === 'time' ? newestTime : smoothed ? smoothedValue : newestValue
  return series.flatMap((found) => {
    const row = rowOf(evaluation, found, (at) => pick(found, reference(at), lookbackMs))
    return row.steps.length === 0 ? [] : [row]
  })
}

function rowOf(evaluation: Evaluation, { labels }: SeriesPoints, valueAt: (at: number) => number | undefined): Row {
  const row: Row = { labels, nameDropped: false, steps: [], values: [] }
  for (let step = 0; step < evaluation.grid.count; step++) {
    const value = valueAt(timeAt(evaluation.grid, step))
    if (value === undefined) continue
    row.steps.push(step)
    row.values.push(value)
  }
  evaluation.budget.checkTime()
  return row
}

/** The index of the sample that speaks for `at`, or -1: none within the lookback, or the series ended. */
function freshIndex({ times, values }: SeriesPoints['points'], at: number, lookbackMs: number): number {
  const index = indexAfter(times, at) - 1
  const age = at - (times[index] ?? Number.NEGATIVE_INFINITY)
  return age < lookbackMs && !isStaleAt(values, index) ? index : -1
}

function newestValue({ points }: SeriesPoints, at: number, lookbackMs: number): number | undefined {
  return points.values[freshIndex(points, at, lookbackMs)]
}

function newestTime({ points }: SeriesPoints, at: number, lookbackMs: number): number | undefined {
  const time = points.times[freshIndex(points, at, lookbackMs)]
  return time === undefined ? undefined : time / 1_000
}

/** On the line between the samples around `at`; after the last one, its value. */
function smoothedValue({ points }: SeriesPoints, at: number, lookbackMs: number): number | undefined {
  const { times, values } = withoutStale(points)
  const after = indexAfter(times, at)
  const [beforeAt, afterAt] = [times[after - 1], times[after]]
  const [before, next] = [values[after - 1], values[after]]
  if (beforeAt === undefined || before === undefined || beforeAt <= at - lookbackMs) return undefined
  if (afterAt === undefined || next === undefined || afterAt > at + lookbackMs || beforeAt === at) return before
  return before + ((next - before) * (at - beforeAt)) / (afterAt - beforeAt)
}

/** Everything that windows are cut from: what was selected and where its windows lie. */
export interface RangeSource {
  readonly series: readonly SeriesPoints[]
  readonly rangeMs: number
  readonly edges: Window['edges']
  /** The end of the window of a step at `at`. */
  readonly reference: (at: number) => number
}

export function selectRange(evaluation: Evaluation, { selector, range }: MatrixSelector): RangeSource {
  const { grid, lookbackMs } = evaluation
  const { edges } = selector
  const rangeMs = durationMs(range, queryTimes(evaluation), 'positive')
  const reference = createReference(evaluation, selector)
  const from = reference(grid.start) - rangeMs + 1 - (edges === 'plain' ? 0 : lookbackMs)
  const to = reference(endOf(grid)) + (edges === 'smoothed' ? lookbackMs : 0)
  const found = fetch(evaluation, selector, from, to)
  const series = found.map(({ labels, points }) => ({ labels, points: withoutStale(points) }))
  return { series, rangeMs, edges, reference }
}

function fetch(
  { storage, budget }: Evaluation,
  { matchers }: VectorSelector,
  from: number,
  to: number,
): readonly SeriesPoints[] {
  budget.checkTime()
  const series = storage.select(matchers, from, to)
  budget.take(series.reduce((sum, { points }) => sum + points.times.length, 0))
  return series
}

/** The samples of one series that a step at `at` sees. */
export function windowAt(source: RangeSource, { points }: SeriesPoints, at: number, lookbackMs: number): Window {
  const end = source.reference(at)
  const start = end - source.rangeMs
  const { edges } = source
  const from = indexAfter(points.times, edges === 'plain' ? start : start - lookbackMs)
  const to = indexAfter(points.times, edges === 'smoothed' ? end + lookbackMs : end)
  return { times: points.times.subarray(from, to), values: points.values.subarray(from, to), start, end, at, edges }
}
