import type { SyntaxNode } from '@lezer/common'
import type { Expr, Instant, MatrixSelector, Shift, Subquery, VectorSelector } from './ast.ts'
import { readDurationExpr } from './durations.ts'
import { errorAt, type PromqlError } from './error.ts'
import { readSeconds } from './literals.ts'
import { childrenOf, part, textOf } from './syntax-tree.ts'

/** Constructs that follow their operand; the grammar lets them swallow whole sums, Prometheus only the nearest operand. */
export const postfixes = [
  'OffsetExpr',
  'StepInvariantExpr',
  'MatrixSelector',
  'SubqueryExpr',
  'AnchoredExpr',
  'SmoothedExpr',
]

const SELECTORS = 'an instant vector selector or range vector selector or a subquery'

/** Puts what follows an operand onto it. */
export function applyPostfix(text: string, node: SyntaxNode, expr: Expr): Expr {
  switch (node.name) {
    case 'OffsetExpr':
      return withOffset(text, node, expr)
    case 'StepInvariantExpr':
      return withInstant(text, node, expr)
    case 'MatrixSelector':
      return withRange(text, node, expr)
    case 'SubqueryExpr':
      return asSubquery(text, node, expr)
    default:
      return withEdges(text, node, expr)
  }
}

function withOffset(text: string, node: SyntaxNode, expr: Expr): Expr {
  const offset = readDurationExpr(text, part(node, 'OffsetDurationExpr'))
  const complain = (complaint: string): PromqlError => errorAt('syntax', text, expr.span.from, complaint)
  return shift(
    expr,
    node,
    complain(`offset modifier must be preceded by ${SELECTORS}, but follows a ${expr.kind} instead`),
    (before) => {
      if (before.offset !== undefined) throw complain('offset may not be set multiple times')
      return { ...before, offset }
    },
  )
}

function withInstant(text: string, node: SyntaxNode, expr: Expr): Expr {
  const instant = readInstant(text, node)
  const complain = (complaint: string): PromqlError => errorAt('syntax', text, expr.span.from, complaint)
  return shift(
    expr,
    node,
    complain(`@ modifier must be preceded by ${SELECTORS}, but follows a ${expr.kind} instead`),
    (before) => {
      if (before.instant !== undefined) throw complain('@ <timestamp> may not be set multiple times')
      return { ...before, instant }
    },
  )
}

function shift(expr: Expr, node: SyntaxNode, otherwise: PromqlError, change: (before: Shift) => Shift): Expr {
  const span = { from: expr.span.from, to: node.to }
  switch (expr.kind) {
    case 'selector':
    case 'subquery':
      return { ...expr, ...change(expr), span } satisfies VectorSelector | Subquery
    case 'matrix':
      return { ...expr, span, selector: { ...expr.selector, ...change(expr.selector) } }
    default:
      throw otherwise
  }
}

function readInstant(text: string, node: SyntaxNode): Instant {
  const [, , time] = childrenOf(node)
  if (time?.name === 'AtModifierPreprocessors') {
    return { kind: textOf(text, time).toLowerCase() === 'start' ? 'start' : 'end' }
  }
  const literal = time === undefined ? '' : textOf(text, time)
  const seconds = readSeconds(literal.replace(/^[+-]\s*/, (sign) => sign.trim()))
  if (seconds === undefined || !(Math.abs(seconds) < 2 ** 63 / 1_000)) {
    throw errorAt('syntax', text, time?.from ?? node.from, `timestamp out of bounds for @ modifier: ${literal}`)
  }
  return { kind: 'at', at: Math.round(seconds * 1_000) }
}

function withRange(text: string, node: SyntaxNode, expr: Expr): MatrixSelector {
  const complain = (complaint: string): PromqlError => errorAt('syntax', text, expr.span.to, complaint)
  if (expr.kind !== 'selector') throw complain('ranges only allowed for vector selectors')
  if (expr.offset !== undefined) throw complain('no offset modifiers allowed before range')
  if (expr.instant !== undefined) throw complain('no @ modifiers allowed before range')
  const range = readDurationExpr(text, part(node, 'DurationExpr'))
  if (range.kind === 'seconds' && !(range.value > 0)) throw complain('duration must be greater than 0')
  return { kind: 'matrix', span: { from: expr.span.from, to: node.to }, selector: expr, range }
}

function asSubquery(text: string, node: SyntaxNode, expr: Expr): Subquery {
  const durations = childrenOf(node).filter((child) => child.name === 'DurationExpr')
  const [range, step] = durations.map((duration) => readDurationExpr(text, duration))
  for (const duration of [range, step]) {
    if (duration?.kind === 'seconds' && !(duration.value > 0)) {
      throw errorAt('syntax', text, expr.span.to, 'duration must be greater than 0')
    }
  }
  if (range === undefined) throw errorAt('syntax', text, expr.span.to, 'expected a duration')
  const span = { from: expr.span.from, to: node.to }
  return { kind: 'subquery', span, expr, range, step, offset: undefined, instant: undefined }
}

function withEdges(text: string, node: SyntaxNode, expr: Expr): Expr {
  const edges = node.name === 'AnchoredExpr' ? 'anchored' : 'smoothed'
  const span = { from: expr.span.from, to: node.to }
  const selector = expr.kind === 'matrix' ? expr.selector : expr
  if (selector.kind !== 'selector') {
    throw errorAt(
      'syntax',
      text,
      expr.span.from,
      `${edges} modifier must be preceded by ${SELECTORS}, but follows a ${expr.kind} instead`,
    )
  }
  if (selector.edges !== 'plain')
    throw errorAt('syntax', text, expr.span.from, `${edges} modifier may not be set after ${selector.edges}`)
  return expr.kind === 'matrix' ? { ...expr, span, selector: { ...selector, edges } } : { ...selector, span, edges }
}
