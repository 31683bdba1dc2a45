import type { Matcher } from '../model/matcher.ts'

export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix'

/** Characters of the query text, from 0; `to` is the first one after. */
interface Span {
  readonly from: number
  readonly to: number
}

interface Node {
  readonly span: Span
}

interface NumberLiteral extends Node {
  readonly kind: 'number'
  readonly value: number
}

interface StringLiteral extends Node {
  readonly kind: 'string'
  readonly value: string
  /** With its quotes and escapes. */
  readonly written: string
}

/** A duration as written: a number of seconds, or arithmetic on such numbers and on the query's own step and range. */
export type DurationExpr =
  | { readonly kind: 'seconds'; readonly value: number }
  | { readonly kind: 'step' }
  | { readonly kind: 'range' }
  | { readonly kind: 'negated'; readonly of: DurationExpr }
  | {
      readonly kind: '+' | '-' | '*' | '/' | '%' | '^' | 'min' | 'max'
      readonly left: DurationExpr
      readonly right: DurationExpr
    }

/** The `@` modifier: a fixed time, or an end of the query. */
export type Instant =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }

/** How a selector sees the edges of its window (experimental in Prometheus). */
type Edges = 'plain' | 'anchored' | 'smoothed'

export interface Shift {
  readonly offset: DurationExpr | undefined
  readonly instant: Instant | undefined
}

export interface VectorSelector extends Node, Shift {
  readonly kind: 'selector'
  /** The name before the braces; '' when there is none. */
  readonly metric: string
  readonly matchers: readonly Matcher[]
  readonly edges: Edges
}

export interface MatrixSelector extends Node {
  readonly kind: 'matrix'
  readonly selector: VectorSelector
  readonly range: DurationExpr
}

export interface Subquery extends Node, Shift {
  readonly kind: 'subquery'
  readonly expr: Expr
  readonly range: DurationExpr
  /** undefined: the default step of the engine. */
  readonly step: DurationExpr | undefined
}

export interface Call extends Node {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expr[]
}

export const aggregations = [
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'group',
  'stddev',
  'stdvar',
  'quantile',
  'topk',
  'bottomk',
  'limitk',
  'limit_ratio',
  'count_values',
] as const
export type AggregationName = (typeof aggregations)[number]

export interface Aggregation extends Node {
  readonly kind: 'aggregation'
  readonly name: AggregationName
  readonly param: Expr | undefined
  readonly expr: Expr
  readonly without: boolean
  readonly grouping: readonly string[]
}

export interface Unary extends Node {
  readonly kind: 'unary'
  readonly operator: '+' | '-'
  readonly expr: Expr
}

interface Paren extends Node {
  readonly kind: 'paren'
  readonly expr: Expr
}

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2'
export type ComparisonOperator = '==' | '!=' | '>' | '<' | '>=' | '<='
export type SetOperator = 'and' | 'or' | 'unless'
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator

/** Which series of the two sides belong together. */
export interface Matching {
  readonly on: boolean
  readonly labels: readonly string[]
  /** `many-to-one` is group_left, `one-to-many` group_right. */
  readonly cardinality: 'one-to-one' | 'many-to-one' | 'one-to-many'
  /** Labels taken over from the one side. */
  readonly include: readonly string[]
  /** What stands in for a missing series (experimental in Prometheus). */
  readonly fillLeft: number | undefined
  readonly fillRight: number | undefined
}

export interface Binary extends Node {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly operatorSpan: Span
  readonly left: Expr
  readonly right: Expr
  readonly bool: boolean
  readonly matching: Matching
}

export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Unary
  | Paren
  | Binary

export function isComparison(operator: BinaryOperator): operator is ComparisonOperator {
  return ['==', '!=', '>', '<', '>=', '<='].includes(operator)
}

export function isSetOperator(operator: BinaryOperator): operator is SetOperator {
  return operator === 'and' || operator === 'or' || operator === 'unless'
}

/** The expression without the parentheses around it. */
export function unwrap(expr: Expr): Expr {
  return expr.kind === 'paren' ? unwrap(expr.expr) : expr
}
