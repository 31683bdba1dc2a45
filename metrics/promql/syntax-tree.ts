import type { SyntaxNode } from '@lezer/common'
import { parser } from '@prometheus-io/lezer-promql'
import { errorAt, type PromqlError } from './error.ts'
import { readText } from './literals.ts'

/** What may stand where an error was found, by the construct around it. */
const WANTED: Readonly<Record<string, string>> = {
  PromQL: 'one expression',
  BinaryExpr: 'an expression after the operator',
  UnaryExpr: 'an expression after the sign',
  ParenExpr: 'an expression and ")"',
  FunctionCall: 'arguments in parentheses',
  FunctionCallBody: 'an argument, "," or ")"',
  AggregateExpr: '"(", "by" or "without"',
  AggregateModifier: 'labels in parentheses',
  GroupingLabels: 'a label name, "," or ")"',
  MatchingModifierClause: 'labels in parentheses',
  LabelMatchers: 'a label matcher, "," or "}"',
  UnquotedLabelMatcher: '"=", "!=", "=~" or "!~" and a text in quotes',
  QuotedLabelMatcher: '"=", "!=", "=~" or "!~" and a text in quotes',
  MatrixSelector: 'a duration and "]"',
  SubqueryExpr: 'a duration or "]"',
  OffsetExpr: 'a duration after "offset"',
  StepInvariantExpr: 'a time, start() or end() after "@"',
}

/**
 * The tree of a query, proved to be free of syntax errors.
 * @throws PromqlError with the place of the first error and what was wanted there.
 */
export function readSyntaxTree(text: string): SyntaxNode {
  if (/^(\s|#.*)*$/.test(text)) throw errorAt('syntax', text, 0, 'no expression found in input')
  const tree = parser.parse(withoutLonePoints(text))
  const found: PromqlError[] = []
  tree.iterate({
    enter: ({ node }) => {
      const fault = found.length > 0 ? undefined : faultOf(text, node)
      if (fault !== undefined) found.push(fault)
    },
  })
  if (found[0] !== undefined) throw found[0]
  return only(text, tree.topNode)
}

const LONE_POINT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#.*|(?<![\w.:])\d[\d_]*\.(?![\d\w])/g

/** Prometheus reads `2.` as 2, the grammar does not; the length stays, and with it every position. */
function withoutLonePoints(text: string): string {
  return text.replace(LONE_POINT, (found) => (/^\d/.test(found) ? found.replace('.', ' ') : found))
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') children.push(child)
  }
  return children
}

/** A part that the grammar promises. */
export function part(node: SyntaxNode, name: string): SyntaxNode {
  const child = childrenOf(node).find((candidate) => candidate.name === name)
  if (child === undefined) throw new Error(`the grammar gave ${node.name} without ${name}`)
  return child
}

export function textOf(text: string, node: SyntaxNode): string {
  return text.slice(node.from, node.to)
}

/** The value of a quoted text. */
export function unquote(text: string, node: SyntaxNode): string {
  const value = readText(textOf(text, node))
  if (value === undefined) throw errorAt('syntax', text, node.from, `error unquoting string ${textOf(text, node)}`)
  return value
}

function only(text: string, top: SyntaxNode): SyntaxNode {
  const [root] = childrenOf(top)
  if (root === undefined) throw errorAt('syntax', text, 0, 'no expression found in input')
  return root
}

function faultOf(text: string, node: SyntaxNode): PromqlError | undefined {
  if (node.name === 'StringLiteral' && !isClosed(textOf(text, node))) {
    return errorAt('syntax', text, node.from, 'unterminated quoted string')
  }
  return node.type.isError ? errorAt('syntax', text, ...complaintOf(text, node)) : undefined
}

function isClosed(literal: string): boolean {
  return literal.length > 1 && literal.at(-1) === literal[0] && !/\n/.test(literal[0] === '`' ? '' : literal)
}

function complaintOf(text: string, error: SyntaxNode): [offset: number, complaint: string] {
  const unknown = /([a-zA-Z_][\w:]*)\s*$/.exec(text.slice(0, error.from))
  if (text[error.from] === '(' && unknown?.[1] !== undefined) {
    return [unknown.index, `unknown function with name ${JSON.stringify(unknown[1])}`]
  }
  const wanted = WANTED[error.parent?.name ?? 'PromQL'] ?? WANTED.PromQL
  return [error.from, `unexpected ${tokenAt(text, error.from)}, expected ${wanted}`]
}

function tokenAt(text: string, offset: number): string {
  const token = /^\s*([\w:.]+|\S)/.exec(text.slice(offset))?.[1]
  return token === undefined ? 'end of input' : JSON.stringify(token)
}
