import { RE2JS, RE2JSException } from 're2js'
import { differentFrom, equalTo, type Matcher, type MatchOperator } from '../model/matcher.ts'

/** Patterns of words and bars alone need no machine: a set answers. */
const ONLY_WORDS = /^[\w\-:/ ]*(\|[\w\-:/ ]*)*$/

/**
 * A matcher of one label; regular expressions match the whole value, in linear time.
 * @throws RE2JSException when the pattern is none.
 */
export function createMatcher(name: string, operator: MatchOperator, value: string): Matcher {
  if (operator === '=') return equalTo(name, value)
  if (operator === '!=') return differentFrom(name, value)
  const test = wholeMatch(value)
  const wanted = operator === '=~'
  return { name, operator, value, matches: (actual) => test(actual) === wanted }
}

export function isPatternError(error: unknown): error is Error {
  return error instanceof RE2JSException
}

function wholeMatch(pattern: string): (value: string) => boolean {
  if (ONLY_WORDS.test(pattern)) {
    const words = new Set(pattern.split('|'))
    return (value) => words.has(value)
  }
  if (pattern === '.*') return () => true
  if (pattern === '.+') return (value) => value !== ''
  const compiled = RE2JS.compile(`^(?s:${pattern})$`)
  return (value) => compiled.test(value)
}
