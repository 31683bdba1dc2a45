import { type Labels, withoutName } from '../metrics/model/labels.ts'
import { type Binary, type Expr, isComparison, unwrap, type VectorSelector } from '../metrics/promql/ast.ts'
import { PromqlError } from '../metrics/promql/error.ts'
import { type LabelledValue, type Query, readQuery } from '../metrics/promql/query.ts'
import type { Evidence } from './model/verdict.ts'

/** A rule's expression and the questions that tell clear from unknown. */
export interface Condition {
  readonly breached: Query
  /** Its root comparison as a number for each label set; null when the root is no comparison. */
  readonly compared: Query | null
  /** Every selector outside `absent()`; asked only where there is no comparison. */
  readonly selectors: readonly Query[]
}

/** The elements of an instant vector at a time (Unix milliseconds). May throw or reject; the rule then knows nothing. */
export type AskQuery = (query: Query, at: number) => readonly LabelledValue[] | Promise<readonly LabelledValue[]>

/** @throws PromqlError when the text is no PromQL of an instant vector. */
export function readCondition(text: string): Condition {
  const breached = readQuery(text)
  if (breached.type !== 'vector') {
    throw new PromqlError('type', `a rule needs an instant vector, got ${breached.type}`)
  }
  const root = unwrap(breached.expr)
  if (root.kind === 'binary' && isComparison(root.operator) && !root.bool) {
    return { breached, compared: readQuery(comparedText(text, root)), selectors: [] }
  }
  const selectors = selectorsOf(breached.expr).map(({ span }) => readQuery(text.slice(span.from, span.to)))
  return { breached, compared: null, selectors }
}

/** Asks everything about one moment, so that the answers belong together. */
export async function gather(condition: Condition, ask: AskQuery, at: number): Promise<Evidence> {
  const breached = await ask(condition.breached, at)
  const compared = condition.compared && (await ask(condition.compared, at))
  const fresh = await Promise.all(condition.selectors.map((selector) => ask(selector, at)))
  return {
    breached: breached.map(({ labels, value }) => ({ labels: withoutName(labels), value })),
    compared: compared?.map(({ labels }): Labels => withoutName(labels)) ?? null,
    selectorsFresh: fresh.every(({ length }) => length > 0),
  }
}

/** With `bool` a comparison keeps the label sets that it refuses otherwise. */
function comparedText(text: string, { operatorSpan, span }: Binary): string {
  return `${text.slice(span.from, operatorSpan.to)} bool${text.slice(operatorSpan.to, span.to)}`
}

function selectorsOf(expr: Expr): VectorSelector[] {
  switch (expr.kind) {
    case 'selector':
      return [expr]
    case 'matrix':
      return [expr.selector]
    case 'subquery':
    case 'unary':
    case 'paren':
      return selectorsOf(expr.expr)
    case 'aggregation':
      return [...(expr.param ? selectorsOf(expr.param) : []), ...selectorsOf(expr.expr)]
    case 'call':
      return expr.name.startsWith('absent') ? [] : expr.args.flatMap(selectorsOf)
    case 'binary':
      return [...selectorsOf(expr.left), ...selectorsOf(expr.right)]
    default:
      return []
  }
}
