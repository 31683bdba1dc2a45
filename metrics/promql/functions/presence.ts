import { type Labels, labelsOf, NAME_LABEL, noLabels } from '../../model/labels.ts'
import { type Expr, unwrap } from '../ast.ts'
import { derivedLabels, type Row, scalarRow } from '../rows.ts'
import { type FunctionTable, overRows, perVector, type RowsCall, scalarOf } from './function.ts'

/** Functions about whether there is something, and when. */
export const presenceFunctions: FunctionTable = {
  absent: perVector(['vector'], 'vector', ({ args, inputs }) =>
    inputs[0]?.length === 0 ? [{ labels: labelsAskedFor(args[0]), nameDropped: false, value: 1 }] : [],
  ),
  absent_over_time: overRows(['matrix'], absentSteps),
  scalar: perVector(['vector'], 'scalar', ({ inputs }) => [
    one(inputs[0]?.length === 1 ? scalarOf(inputs[0]) : Number.NaN),
  ]),
  vector: perVector(['scalar'], 'vector', ({ inputs }) => [one(scalarOf(inputs[0]))]),
  timestamp: perVector(['vector'], 'vector', ({ inputs, at, evaluation }) =>
    (inputs[0] ?? []).map(({ labels }) => ({
      labels: derivedLabels(evaluation, labels),
      nameDropped: true,
      value: at / 1_000,
    })),
  ),
  time: perVector([], 'scalar', ({ at }) => [one(at / 1_000)]),
  pi: perVector([], 'scalar', () => [one(Math.PI)]),
  start: perVector([], 'scalar', ({ evaluation }) => [one(evaluation.query.start / 1_000)]),
  end: perVector([], 'scalar', ({ evaluation }) => [one(evaluation.query.end / 1_000)]),
  range: perVector([], 'scalar', ({ evaluation }) => [one((evaluation.query.end - evaluation.query.start) / 1_000)]),
  step: perVector([], 'scalar', ({ evaluation }) => [one(evaluation.query.stepMs / 1_000)]),
}

function one(value: number) {
  return { labels: noLabels, nameDropped: false, value }
}

/** Has a value where none of the rows has one. */
function absentSteps({ args, rows, evaluation: { grid } }: RowsCall): Row[] {
  const present = new Set(rows.flatMap((row) => row.steps))
  const steps = scalarRow(grid, () => 1).steps.filter((step) => !present.has(step))
  if (steps.length === 0) return []
  return [{ labels: labelsAskedFor(args[0]), nameDropped: true, steps, values: steps.map(() => 1) }]
}

/** The labels that a missing series would surely have: those that the selector wants equal, and asks about once. */
function labelsAskedFor(arg: Expr | undefined): Labels {
  const expr = arg === undefined ? undefined : unwrap(arg)
  const selector = expr?.kind === 'matrix' ? expr.selector : expr
  if (selector?.kind !== 'selector') return noLabels
  const wanted = new Map<string, string>()
  const seen = new Set<string>()
  for (const { name, operator, value } of selector.matchers) {
    if (name === NAME_LABEL) continue
    if (operator === '=' && !seen.has(name)) {
      wanted.set(name, value)
      seen.add(name)
    } else wanted.delete(name)
  }
  return labelsOf(wanted)
}
