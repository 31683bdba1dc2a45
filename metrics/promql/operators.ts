import type { SyntaxNode } from '@lezer/common'
import type { Binary, BinaryOperator, Matching } from './ast.ts'
import { errorAt } from './error.ts'
import { readSeconds } from './literals.ts'
import { childrenOf, part, textOf, unquote } from './syntax-tree.ts'

const OPERATORS: Readonly<Record<string, BinaryOperator>> = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
  Pow: '^',
  Atan2: 'atan2',
  Eql: '==',
  Neq: '!=',
  Gtr: '>',
  Lss: '<',
  Gte: '>=',
  Lte: '<=',
  And: 'and',
  Or: 'or',
  Unless: 'unless',
}

/** How strongly an operator binds; a sign binds like `*`. */
export const SIGN_STRENGTH = 5
const STRENGTH: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': SIGN_STRENGTH,
  '/': SIGN_STRENGTH,
  '%': SIGN_STRENGTH,
  atan2: SIGN_STRENGTH,
  '^': 6,
}

export function strengthOf(operator: BinaryOperator): number {
  return STRENGTH[operator]
}

/** An operator with its modifiers, before it has its sides. */
export type Operation = Pick<Binary, 'operator' | 'operatorSpan' | 'bool' | 'matching'>

export function readOperation(text: string, node: SyntaxNode): Operation {
  const [, symbol, ...rest] = childrenOf(node)
  const operator = symbol === undefined ? undefined : OPERATORS[symbol.name]
  if (symbol === undefined || operator === undefined) {
    const written = symbol === undefined ? '' : textOf(text, symbol)
    throw errorAt(
      'unsupported',
      text,
      symbol?.from ?? node.from,
      `operator "${written}" is for native histograms, which are not supported`,
    )
  }
  return {
    operator,
    operatorSpan: { from: symbol.from, to: symbol.to },
    bool: rest.some((child) => child.name === 'BoolModifier'),
    matching: readMatching(text, rest),
  }
}

/** The labels in parentheses after by, on and their like. */
export function readGrouping(text: string, node: SyntaxNode): string[] {
  return childrenOf(node).map((label) =>
    label.name === 'QuotedLabelName' ? unquote(text, part(label, 'StringLiteral')) : textOf(text, label),
  )
}

function readMatching(text: string, modifiers: readonly SyntaxNode[]): Matching {
  const clause = modifiers.find((child) => child.name === 'MatchingModifierClause')
  const parts = clause === undefined ? [] : childrenOf(clause)
  const [labels, include] = parts
    .filter((child) => child.name === 'GroupingLabels')
    .map((group) => readGrouping(text, group))
  const has = (name: string): boolean => parts.some((child) => child.name === name)
  return {
    on: has('On'),
    labels: labels ?? [],
    cardinality: has('GroupLeft') ? 'many-to-one' : has('GroupRight') ? 'one-to-many' : 'one-to-one',
    include: include ?? [],
    ...readFill(
      text,
      modifiers.find((child) => child.name === 'FillModifier'),
    ),
  }
}

function readFill(text: string, modifier: SyntaxNode | undefined): Pick<Matching, 'fillLeft' | 'fillRight'> {
  const clauses = modifier === undefined ? [] : childrenOf(modifier)
  const fillOf = (...names: string[]): number | undefined => {
    const clause = clauses.find((child) => names.includes(child.name))
    return clause === undefined
      ? undefined
      : readSeconds(textOf(text, part(clause, 'NumberDurationLiteral')).replaceAll(' ', ''))
  }
  return { fillLeft: fillOf('FillClause', 'FillLeftClause'), fillRight: fillOf('FillClause', 'FillRightClause') }
}
