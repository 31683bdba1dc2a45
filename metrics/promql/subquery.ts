import type { SeriesPoints } from '../model/sample.ts'
import type { Expr, Subquery } from './ast.ts'
import { durationMs } from './durations.ts'
import { type Evaluation, endOf, type Grid, type Row, timeAt } from './rows.ts'
import { createReference, queryTimes, type RangeSource } from './select.ts'

/** Evaluates an expression at its own steps, so that windows can be cut from the results. */
export function evaluateSubquery(
  evaluation: Evaluation,
  subquery: Subquery,
  evaluate: (evaluation: Evaluation, expr: Expr) => Row[],
): RangeSource {
  const times = queryTimes(evaluation)
  const rangeMs = durationMs(subquery.range, times, 'positive')
  const stepMs = subquery.step === undefined ? evaluation.subqueryStepMs : durationMs(subquery.step, times, 'positive')
  const reference = createReference(evaluation, subquery)
  const grid = alignedGrid(reference(evaluation.grid.start) - rangeMs, reference(endOf(evaluation.grid)), stepMs)
  const rows = grid.count > 0 ? evaluate({ ...evaluation, grid }, subquery.expr) : []
  return { series: rows.map((row) => pointsOf(row, grid)), rangeMs, edges: 'plain', reference }
}

/** The multiples of the step in (after, end]. */
function alignedGrid(after: number, end: number, stepMs: number): Grid {
  const start = (Math.floor(after / stepMs) + 1) * stepMs
  return { start, stepMs, count: Math.max(0, Math.floor((end - start) / stepMs) + 1) }
}

function pointsOf({ labels, steps, values }: Row, grid: Grid): SeriesPoints {
  const times = Float64Array.from(steps, (step) => timeAt(grid, step))
  return { labels, points: { times, values: Float64Array.from(values) } }
}
