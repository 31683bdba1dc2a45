import { type BinaryOperator, type ComparisonOperator, isComparison } from './ast.ts'
import { goPower } from './go-math.ts'

type Compute = (left: number, right: number) => number

const arithmetic: Readonly<Record<string, Compute>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': goPower,
  atan2: Math.atan2,
}

const comparisons: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
}

/** What an operator makes of two numbers; undefined when a comparison without `bool` filters them out. */
export type Combine = (left: number, right: number) => number | undefined

/** @param bool compares to 1 and 0 instead of filtering. */
export function combiner(operator: BinaryOperator, bool: boolean): Combine {
  if (!isComparison(operator)) return computation(operator)
  const compare = comparisons[operator]
  if (bool) return (left, right) => (compare(left, right) ? 1 : 0)
  return (left, right) => (compare(left, right) ? left : undefined)
}

function computation(operator: BinaryOperator): Compute {
  const compute = arithmetic[operator]
  if (compute === undefined) throw new Error(`${operator} does not work on numbers`)
  return compute
}
