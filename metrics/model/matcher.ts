import { type Labels, labelValue } from './labels.ts'

export type MatchOperator = '=' | '!=' | '=~' | '!~'

/** What a selector asks of one label. */
export interface Matcher {
  readonly name: string
  readonly operator: MatchOperator
  /** The text or the regular expression, as written. */
  readonly value: string
  /** An absent label is the empty text. */
  matches(value: string): boolean
}

export function equalTo(name: string, value: string): Matcher {
  return { name, operator: '=', value, matches: (actual) => actual === value }
}

export function differentFrom(name: string, value: string): Matcher {
  return { name, operator: '!=', value, matches: (actual) => actual !== value }
}

export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matcher.matches(labelValue(labels, matcher.name)))
}
