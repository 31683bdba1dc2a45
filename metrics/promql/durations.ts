import type { SyntaxNode } from '@lezer/common'
import type { DurationExpr } from './ast.ts'
import { errorAt, executionError } from './error.ts'
import { readSeconds } from './literals.ts'
import { childrenOf, textOf } from './syntax-tree.ts'

/** The query around a duration; an instant query has a range and a step of 0. */
export interface QueryTimes {
  readonly stepMs: number
  readonly rangeMs: number
}

const OPERATORS = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
  Pow: '^',
  DurationMinOf: 'min',
  DurationMaxOf: 'max',
} as const

/** Reads what stands in brackets or after `offset`. */
export function readDurationExpr(text: string, node: SyntaxNode): DurationExpr {
  const children = childrenOf(node)
  const [first, second] = children
  if (first === undefined) return { kind: 'seconds', value: secondsOf(text, node) }
  if (first.name === 'DurationStep') return { kind: 'step' }
  if (first.name === 'DurationRange') return { kind: 'range' }
  if (first.name === 'UnaryOp' && second !== undefined) return signed(text, first, second)
  const operator = children.find(isOperator)
  const operands = children.filter((child) => child !== operator)
  const [left, right] = operands.map((operand) => readDurationExpr(text, operand))
  if (left === undefined) throw errorAt('syntax', text, node.from, 'expected a duration')
  if (operator === undefined || right === undefined) return left
  return { kind: OPERATORS[operator.name as keyof typeof OPERATORS], left, right }
}

/**
 * @returns milliseconds, rounded toward zero as Prometheus does.
 * @throws PromqlError when a duration that must be positive is not.
 */
export function durationMs(expr: DurationExpr, query: QueryTimes, sign: 'positive' | 'any'): number {
  const seconds = evaluate(expr, query)
  if (!(seconds > 0) && sign === 'positive') throw executionError('duration must be greater than 0')
  if (!(Math.abs(seconds) < 2 ** 63 / 1e9)) throw executionError('duration is out of range')
  return Math.trunc(seconds * 1_000)
}

function secondsOf(text: string, node: SyntaxNode): number {
  const literal = textOf(text, node)
  const seconds = readSeconds(literal)
  if (seconds === undefined)
    throw errorAt('syntax', text, node.from, `not a valid duration string: ${JSON.stringify(literal)}`)
  return seconds
}

function signed(text: string, sign: SyntaxNode, operand: SyntaxNode): DurationExpr {
  const of = readDurationExpr(text, operand)
  return textOf(text, sign) === '-' ? { kind: 'negated', of } : of
}

function isOperator(node: SyntaxNode): boolean {
  return Object.hasOwn(OPERATORS, node.name)
}

function evaluate(expr: DurationExpr, query: QueryTimes): number {
  switch (expr.kind) {
    case 'seconds':
      return expr.value
    case 'step':
      return query.stepMs / 1_000
    case 'range':
      return query.rangeMs / 1_000
    case 'negated':
      return -evaluate(expr.of, query)
    default:
      return combine(expr.kind, evaluate(expr.left, query), evaluate(expr.right, query))
  }
}

function combine(operator: (typeof OPERATORS)[keyof typeof OPERATORS], left: number, right: number): number {
  if (operator === '/' && right === 0) throw executionError('division by zero')
  if (operator === '%' && right === 0) throw executionError('modulo by zero')
  return arithmetic[operator](left, right)
}

const arithmetic = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '^': (a: number, b: number) => a ** b,
  min: Math.min,
  max: Math.max,
}
