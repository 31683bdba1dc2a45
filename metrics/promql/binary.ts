import { type Combine, combiner } from './arithmetic.ts'
import { type Binary, isComparison, isSetOperator } from './ast.ts'
import {
  derivedLabels,
  type Evaluation,
  mergeSameLabels,
  perStep,
  type Row,
  refuseSameLabels,
  scalarRow,
} from './rows.ts'
import { combineSets } from './set-operators.ts'
import { matchVectors } from './vector-match.ts'

/** The sides of an operation, evaluated; a scalar is one row with a value at every step. */
export interface Sides {
  readonly left: readonly Row[]
  readonly right: readonly Row[]
  readonly leftIsScalar: boolean
  readonly rightIsScalar: boolean
}

export function evaluateBinary(evaluation: Evaluation, binary: Binary, sides: Sides): Row[] {
  const { left, right, leftIsScalar, rightIsScalar } = sides
  const { operator } = binary
  if (leftIsScalar && rightIsScalar) return [combineScalars(evaluation, binary, left[0], right[0])]
  if (rightIsScalar) return combineWithScalar(evaluation, binary, left, right[0], 'right')
  if (leftIsScalar) return combineWithScalar(evaluation, binary, right, left[0], 'left')
  if (isSetOperator(operator)) return combineSets(evaluation, operator, binary.matching, left, right)
  const match = matchVectors(binary, left, right, evaluation.keepNames)
  return perStep(evaluation, [left, right], ([onLeft = [], onRight = []]) => match(onLeft, onRight))
}

function combineScalars(
  { grid }: Evaluation,
  { operator, bool }: Binary,
  left: Row | undefined,
  right: Row | undefined,
): Row {
  const combine = combiner(operator, bool)
  return scalarRow(grid, (step) => combine(scalarAt(left, step), scalarAt(right, step)) ?? Number.NaN)
}

function combineWithScalar(
  evaluation: Evaluation,
  { operator, bool }: Binary,
  rows: readonly Row[],
  scalar: Row | undefined,
  scalarSide: 'left' | 'right',
): Row[] {
  const combine = keepingVector(combiner(operator, bool), isComparison(operator) && !bool, scalarSide)
  const derived = !isComparison(operator) || bool
  const combined = rows.map((row) => {
    const labels = derived ? derivedLabels(evaluation, row.labels) : row.labels
    const result: Row = { labels, nameDropped: derived || row.nameDropped, steps: [], values: [] }
    for (const [i, step] of row.steps.entries()) {
      const value = combine(row.values[i] ?? Number.NaN, scalarAt(scalar, step))
      if (value === undefined) continue
      result.steps.push(step)
      result.values.push(value)
    }
    return result
  })
  return distinct(
    evaluation,
    combined.filter((row) => row.steps.length > 0),
  )
}

/** A comparison that filters gives the value of the vector, on whichever side it stands. */
function keepingVector(combine: Combine, filters: boolean, scalarSide: 'left' | 'right'): Combine {
  if (scalarSide === 'right') return combine
  if (!filters) return (value, scalar) => combine(scalar, value)
  return (value, scalar) => (combine(scalar, value) === undefined ? undefined : value)
}

/** Rows that lost their names may have become the same series. */
export function distinct(evaluation: Evaluation, rows: Row[]): Row[] {
  if (evaluation.keepNames) return rows
  if (evaluation.grid.count > 1) return mergeSameLabels(rows)
  refuseSameLabels(rows)
  return rows
}

export function scalarAt(scalar: Row | undefined, step: number): number {
  return scalar?.values[step] ?? Number.NaN
}
