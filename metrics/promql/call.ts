import { type Call, type Expr, type MatrixSelector, type Subquery, unwrap } from './ast.ts'
import { distinct, scalarAt } from './binary.ts'
import { executionError } from './error.ts'
import type { PromqlFunction, Window } from './functions/function.ts'
import { functionNamed } from './functions/table.ts'
import { derivedLabels, type Evaluation, perStep, type Row, refuseSameLabels, scalarRow, timeAt } from './rows.ts'
import { type RangeSource, selectInstant, selectRange, windowAt } from './select.ts'
import { evaluateSubquery } from './subquery.ts'

export type Evaluate = (evaluation: Evaluation, expr: Expr) => Row[]
type FunctionOf<Kind> = Extract<PromqlFunction, { kind: Kind }>

/** Calls a function on its evaluated arguments. */
export function evaluateCall(evaluation: Evaluation, call: Call, evaluate: Evaluate): Row[] {
  const called = functionNamed(call.name)
  if (called === undefined) throw new Error(`there is no function ${call.name}`)
  switch (called.kind) {
    case 'element':
      return callOnElements(evaluation, called, call, evaluate)
    case 'window':
      return callOnWindows(evaluation, called, call, evaluate)
    case 'step':
      return callOnSteps(evaluation, called, call, evaluate)
    case 'rows':
      return called.apply({ args: call.args, rows: firstArgument(evaluation, call, evaluate), evaluation })
  }
}

function callOnElements(
  evaluation: Evaluation,
  called: FunctionOf<'element'>,
  { args }: Call,
  evaluate: Evaluate,
): Row[] {
  const [first, ...others] = args
  if (first === undefined) return [callOnTime(evaluation, called)]
  const scalarsAt = scalarArguments(evaluation, others, evaluate)
  const results = evaluate(evaluation, first).map((row) => {
    const result: Row = { labels: derivedLabels(evaluation, row.labels), nameDropped: true, steps: [], values: [] }
    for (const [i, step] of row.steps.entries()) {
      put(result, step, called.apply(row.values[i] ?? Number.NaN, scalarsAt(step)))
    }
    return result
  })
  const present = results.filter((row) => row.steps.length > 0)
  return distinct(evaluation, present)
}

/** Without an argument, functions of dates look at the time of the step, in whole seconds. */
function callOnTime({ grid }: Evaluation, called: FunctionOf<'element'>): Row {
  return scalarRow(grid, (step) => called.apply(Math.floor(timeAt(grid, step) / 1_000), []) ?? Number.NaN)
}

/** The values of scalar arguments at a step. */
function scalarArguments(
  evaluation: Evaluation,
  args: readonly Expr[],
  evaluate: Evaluate,
): (step: number) => number[] {
  const rows = args.map((arg) => evaluate(evaluation, arg)[0])
  return (step) => rows.map((row) => scalarAt(row, step))
}

function callOnWindows(evaluation: Evaluation, called: FunctionOf<'window'>, call: Call, evaluate: Evaluate): Row[] {
  const scalars = call.args.filter((arg) => !isRange(unwrap(arg)))
  const scalarsAt = scalarArguments(evaluation, scalars, evaluate)
  const source = rangeSource(evaluation, call, evaluate)
  const apply = (window: Window, step: number): number | undefined => called.apply(window, scalarsAt(step))
  const rows = overWindows(evaluation, source, called.keepsName, apply)
  if (!evaluation.keepNames) refuseSameLabels(rows)
  return rows
}

function overWindows(
  evaluation: Evaluation,
  source: RangeSource,
  keepsName: boolean,
  apply: (window: Window, step: number) => number | undefined,
): Row[] {
  const { grid, lookbackMs } = evaluation
  const rows: Row[] = []
  for (const series of source.series) {
    const labels = keepsName ? series.labels : derivedLabels(evaluation, series.labels)
    const row: Row = { labels, nameDropped: !keepsName, steps: [], values: [] }
    for (let step = 0; step < grid.count; step++) {
      evaluation.budget.checkTime()
      const window = windowAt(source, series, timeAt(grid, step), lookbackMs)
      if (window.values.length > 0) put(row, step, apply(window, step))
    }
    if (row.steps.length > 0) rows.push(row)
    evaluation.budget.take(row.steps.length)
  }
  return rows
}

/** Functions that make sense of samples outside of their range. */
const withEdges: Readonly<Record<Exclude<Window['edges'], 'plain'>, readonly string[]>> = {
  anchored: ['changes', 'delta', 'increase', 'rate', 'resets'],
  smoothed: ['delta', 'increase', 'rate'],
}

/** What the windows of the range argument are cut from. */
function rangeSource(evaluation: Evaluation, { name, args }: Call, evaluate: Evaluate): RangeSource {
  const range = args.map(unwrap).find(isRange)
  if (range === undefined) throw new Error(`${name} was called without a range`)
  if (range.kind === 'subquery') return evaluateSubquery(evaluation, range, evaluate)
  const { edges } = range.selector
  if (edges !== 'plain' && !withEdges[edges].includes(name)) {
    throw executionError(`${edges} modifier can only be used with: ${withEdges[edges].join(', ')} - not with ${name}`)
  }
  return selectRange(evaluation, range)
}

function callOnSteps(
  evaluation: Evaluation,
  called: FunctionOf<'step'>,
  { name, args }: Call,
  evaluate: Evaluate,
): Row[] {
  const [only] = args.map(unwrap)
  if (name === 'timestamp' && only?.kind === 'selector')
    return timestamps(evaluation, selectInstant(evaluation, only, 'time'))
  const inputs = args.map((arg) => (unwrap(arg).kind === 'string' ? [] : evaluate(evaluation, arg)))
  return perStep(evaluation, inputs, (vectors, step) =>
    called.apply({ args, inputs: vectors, at: timeAt(evaluation.grid, step), evaluation }),
  )
}

/** Only a selector knows when its samples were taken; everything else has the time of its step. */
function timestamps(evaluation: Evaluation, rows: Row[]): Row[] {
  const renamed = rows.map((row) => ({ ...row, labels: derivedLabels(evaluation, row.labels), nameDropped: true }))
  return distinct(evaluation, renamed)
}

/** A range is handed over as the steps at which it holds anything. */
function firstArgument(evaluation: Evaluation, call: Call, evaluate: Evaluate): Row[] {
  const [first] = call.args
  if (first === undefined) return []
  if (!isRange(unwrap(first))) return evaluate(evaluation, first)
  return overWindows(evaluation, rangeSource(evaluation, call, evaluate), true, () => 1)
}

function isRange(expr: Expr): expr is MatrixSelector | Subquery {
  return expr.kind === 'matrix' || expr.kind === 'subquery'
}

function put(row: Row, step: number, value: number | undefined): void {
  if (value === undefined) return
  row.steps.push(step)
  row.values.push(value)
}
