import { aggregate, countValues } from './aggregate/aggregate.ts'
import type { Aggregation, Binary, Expr, Unary } from './ast.ts'
import { distinct, evaluateBinary } from './binary.ts'
import { evaluateCall } from './call.ts'
import { textOf } from './functions/function.ts'
import { functionNamed } from './functions/table.ts'
import { countSamples, derivedLabels, type Evaluation, type Row, scalarRow } from './rows.ts'
import { selectInstant } from './select.ts'

/** The rows of an instant vector or a scalar (one row, a value at every step). The expression must have passed the check. */
export function evaluate(evaluation: Evaluation, expr: Expr): Row[] {
  const { budget } = evaluation
  budget.checkTime()
  const before = budget.held
  const rows = evaluateKind(evaluation, expr)
  // Whatever was needed on the way is let go; the result is what counts.
  budget.settle(before + countSamples(rows))
  return rows
}

function evaluateKind(evaluation: Evaluation, expr: Expr): Row[] {
  switch (expr.kind) {
    case 'number':
      return [scalarRow(evaluation.grid, () => expr.value)]
    case 'paren':
      return evaluateKind(evaluation, expr.expr)
    case 'selector':
      return selectInstant(evaluation, expr, 'value')
    case 'unary':
      return evaluateUnary(evaluation, expr)
    case 'binary':
      return evaluateSides(evaluation, expr)
    case 'aggregation':
      return evaluateAggregation(evaluation, expr)
    case 'call':
      return evaluateCall(evaluation, expr, evaluate)
    default:
      throw new Error(`a ${expr.kind} cannot be evaluated by itself`)
  }
}

function evaluateUnary(evaluation: Evaluation, { operator, expr }: Unary): Row[] {
  const rows = evaluate(evaluation, expr)
  if (operator === '+') return rows
  const negated = rows.map((row) => ({
    ...row,
    labels: derivedLabels(evaluation, row.labels),
    nameDropped: true,
    values: row.values.map((value) => -value),
  }))
  return distinct(evaluation, negated)
}

function evaluateSides(evaluation: Evaluation, binary: Binary): Row[] {
  return evaluateBinary(evaluation, binary, {
    left: evaluate(evaluation, binary.left),
    right: evaluate(evaluation, binary.right),
    leftIsScalar: isScalar(binary.left),
    rightIsScalar: isScalar(binary.right),
  })
}

/** The check has proved the rest of the types. */
function isScalar(expr: Expr): boolean {
  switch (expr.kind) {
    case 'number':
      return true
    case 'paren':
    case 'unary':
      return isScalar(expr.expr)
    case 'binary':
      return isScalar(expr.left) && isScalar(expr.right)
    case 'call':
      return functionNamed(expr.name)?.signature.returns === 'scalar'
    default:
      return false
  }
}

function evaluateAggregation(evaluation: Evaluation, aggregation: Aggregation): Row[] {
  const { name, param, expr } = aggregation
  if (name === 'count_values')
    return countValues(evaluation, aggregation, evaluate(evaluation, expr), textOf(param), writtenText(param))
  const params = param === undefined ? [] : (evaluate(evaluation, param)[0]?.values ?? [])
  return aggregate(evaluation, aggregation, evaluate(evaluation, expr), params)
}

/** A text as the query has it, in its quotes. */
function writtenText(expr: Expr | undefined): string {
  if (expr?.kind === 'paren') return writtenText(expr.expr)
  return expr?.kind === 'string' ? expr.written : ''
}
