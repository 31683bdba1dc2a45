import type { SyntaxNode } from '@lezer/common'
import { NAME_LABEL } from '../model/labels.ts'
import { equalTo, type Matcher, type MatchOperator } from '../model/matcher.ts'
import {
  type Aggregation,
  type AggregationName,
  aggregations,
  type Call,
  type Expr,
  type VectorSelector,
} from './ast.ts'
import { errorAt } from './error.ts'
import { readSeconds } from './literals.ts'
import { createMatcher, isPatternError } from './matchers.ts'
import { applyPostfix, postfixes } from './modifiers.ts'
import { type Operation, readGrouping, readOperation, SIGN_STRENGTH, strengthOf } from './operators.ts'
import { childrenOf, part, readSyntaxTree, textOf, unquote } from './syntax-tree.ts'

/**
 * Reads PromQL. The tree of the official grammar is taken apart into operands and operators and put together again:
 * that grammar is made for highlighting and binds modifiers and signs otherwise than Prometheus does.
 * @throws PromqlError with a position.
 */
export function parse(text: string): Expr {
  return readExpr(text, readSyntaxTree(text))
}

type Item =
  | { readonly kind: 'operand'; readonly node: SyntaxNode }
  | { readonly kind: 'postfix'; readonly node: SyntaxNode }
  | { readonly kind: 'sign'; readonly sign: '+' | '-'; readonly from: number }
  | { readonly kind: 'operation'; readonly operation: Operation }

function readExpr(text: string, node: SyntaxNode): Expr {
  const items = [...flatten(text, node)]
  let next = 0

  const readOperand = (): Expr => {
    const item = items[next++]
    if (item?.kind === 'sign') return readSigned(item.sign, item.from)
    if (item?.kind !== 'operand') throw errorAt('syntax', text, node.from, 'expected an expression')
    let expr = readAtom(text, item.node)
    for (let after = items[next]; after?.kind === 'postfix'; after = items[++next]) {
      expr = applyPostfix(text, after.node, expr)
    }
    return expr
  }

  const readSigned = (operator: '+' | '-', from: number): Expr => {
    const expr = readFrom(SIGN_STRENGTH + 1)
    const span = { from, to: expr.span.to }
    if (expr.kind !== 'number') return { kind: 'unary', span, operator, expr }
    return { kind: 'number', span, value: operator === '-' ? -expr.value : expr.value }
  }

  const readFrom = (weakest: number): Expr => {
    let left = readOperand()
    for (let item = items[next]; item?.kind === 'operation'; item = items[next]) {
      const strength = strengthOf(item.operation.operator)
      if (strength < weakest) break
      next++
      // Only ^ leans to the right.
      const right = readFrom(item.operation.operator === '^' ? strength : strength + 1)
      left = { kind: 'binary', span: { from: left.span.from, to: right.span.to }, ...item.operation, left, right }
    }
    return left
  }

  return readFrom(0)
}

/** The operands and operators of an expression in the order in which they are written. */
function* flatten(text: string, node: SyntaxNode): Generator<Item> {
  const children = childrenOf(node)
  const [first, second] = children
  const last = children.at(-1)
  if (node.name === 'BinaryExpr' && first !== undefined && last !== undefined) {
    yield* flatten(text, first)
    yield { kind: 'operation', operation: readOperation(text, node) }
    yield* flatten(text, last)
  } else if (node.name === 'UnaryExpr' && first !== undefined && second !== undefined) {
    yield { kind: 'sign', sign: textOf(text, first) === '-' ? '-' : '+', from: first.from }
    yield* flatten(text, second)
  } else if (postfixes.includes(node.name) && first !== undefined) {
    yield* flatten(text, first)
    yield { kind: 'postfix', node }
  } else {
    const sign = node.name === 'NumberDurationLiteral' ? text[node.from] : undefined
    if (sign === '-' || sign === '+') yield { kind: 'sign', sign, from: node.from }
    yield { kind: 'operand', node }
  }
}

function readAtom(text: string, node: SyntaxNode): Expr {
  const span = { from: node.from, to: node.to }
  switch (node.name) {
    case 'NumberDurationLiteral':
      return { kind: 'number', span, value: readUnsigned(text, node) }
    case 'StringLiteral':
      return { kind: 'string', span, value: unquote(text, node), written: textOf(text, node) }
    case 'ParenExpr':
      return { kind: 'paren', span, expr: readExpr(text, childrenOf(node)[0] ?? node) }
    case 'VectorSelector':
      return readSelector(text, node)
    case 'FunctionCall':
      return readCall(text, node)
    case 'AggregateExpr':
      return readAggregation(text, node)
    default:
      throw errorAt('unsupported', text, node.from, `${node.name} is not supported`)
  }
}

function readUnsigned(text: string, node: SyntaxNode): number {
  const literal = textOf(text, node).replace(/^[+-]\s*/, '')
  const value = readSeconds(literal)
  if (value === undefined)
    throw errorAt('syntax', text, node.from, `bad number or duration syntax: ${JSON.stringify(literal)}`)
  return value
}

function readSelector(text: string, node: SyntaxNode): VectorSelector {
  const children = childrenOf(node)
  const name = children.find((child) => child.name === 'Identifier')
  const metric = name === undefined ? '' : textOf(text, name)
  const braces = children.find((child) => child.name === 'LabelMatchers')
  const matchers = braces === undefined ? [] : childrenOf(braces).map((matcher) => readMatcher(text, matcher))
  const span = { from: node.from, to: node.to }
  const all = metric === '' ? matchers : [...matchers, equalTo(NAME_LABEL, metric)]
  return { kind: 'selector', span, metric, matchers: all, edges: 'plain', offset: undefined, instant: undefined }
}

function readMatcher(text: string, node: SyntaxNode): Matcher {
  if (node.name === 'QuotedLabelName') return equalTo(NAME_LABEL, unquote(text, part(node, 'StringLiteral')))
  const [label, operator, literal] = childrenOf(node)
  if (label === undefined || operator === undefined || literal === undefined)
    throw errorAt('syntax', text, node.from, 'expected a label matcher')
  const name = label.name === 'QuotedLabelName' ? unquote(text, part(label, 'StringLiteral')) : textOf(text, label)
  try {
    return createMatcher(name, textOf(text, operator) as MatchOperator, unquote(text, literal))
  } catch (error) {
    if (!isPatternError(error)) throw error
    throw errorAt('syntax', text, literal.from, error.message, error)
  }
}

function readArguments(text: string, node: SyntaxNode): Expr[] {
  return childrenOf(part(node, 'FunctionCallBody')).map((argument) => readExpr(text, argument))
}

function readCall(text: string, node: SyntaxNode): Call {
  const name = textOf(text, part(node, 'FunctionIdentifier'))
  return { kind: 'call', span: { from: node.from, to: node.to }, name, args: readArguments(text, node) }
}

const withParameter: readonly AggregationName[] = [
  'quantile',
  'topk',
  'bottomk',
  'limitk',
  'limit_ratio',
  'count_values',
]

function readAggregation(text: string, node: SyntaxNode): Aggregation {
  const written = textOf(text, part(node, 'AggregateOp')).toLowerCase()
  const name = aggregations.find((candidate) => candidate === written)
  if (name === undefined) throw errorAt('unsupported', text, node.from, `aggregation ${written} is not supported`)
  const modifier = childrenOf(node).find((child) => child.name === 'AggregateModifier')
  const grouping = modifier === undefined ? [] : readGrouping(text, part(modifier, 'GroupingLabels'))
  const without = modifier !== undefined && childrenOf(modifier)[0]?.name === 'Without'
  const args = readArguments(text, node)
  const wanted = withParameter.includes(name) ? 2 : 1
  const expr = args.at(-1)
  if (expr === undefined) throw errorAt('type', text, node.from, 'no arguments for aggregate expression provided')
  if (args.length !== wanted) {
    throw errorAt(
      'type',
      text,
      node.from,
      `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`,
    )
  }
  return {
    kind: 'aggregation',
    span: { from: node.from, to: node.to },
    name,
    param: wanted === 2 ? args[0] : undefined,
    expr,
    without,
    grouping,
  }
}
