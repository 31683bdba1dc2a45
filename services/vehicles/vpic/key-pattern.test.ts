import { expect, test } from 'vitest'
import { matchesKeys } from './key-pattern.ts'

const key = 'CM826|3A004352'

test.each([
  { name: 'no pattern matches everything', pattern: '', matches: true },
  { name: 'a pattern need only be a beginning', pattern: 'CM8', matches: true },
  { name: 'another character does not match', pattern: 'CM9', matches: false },
  { name: 'a star is any character', pattern: '*M8*6', matches: true },
  { name: 'a set has its members', pattern: 'CM[678]', matches: true },
  { name: 'a set has nothing else', pattern: 'CM[679]', matches: false },
  { name: 'a span has its ends', pattern: 'CM[4-8]', matches: true },
  { name: 'a span ends at its end', pattern: 'CM[4-7]', matches: false },
  { name: 'a span mixes with members', pattern: 'CM[A-F8]', matches: true },
  { name: 'a caret turns a set round', pattern: 'CM[^8]', matches: false },
  { name: 'a caret lets the others in', pattern: 'CM[^1-7]', matches: true },
  { name: 'a dash at the end is itself', pattern: 'CM[7-]', matches: false },
  { name: 'a hash is a digit', pattern: 'CM#', matches: true },
  { name: 'a hash is no letter', pattern: 'C#', matches: false },
  { name: 'the bar stands between description and identity', pattern: '*****|*A', matches: true },
  { name: 'another plant does not match behind the bar', pattern: '*****|*B', matches: false },
  { name: 'a set is one character long', pattern: 'C[LM]826|3', matches: true },
  { name: 'a pattern longer than the key does not match', pattern: 'CM826|3A0043521', matches: false },
  { name: 'a set that is not closed matches nothing', pattern: 'CM[8', matches: false },
  { name: 'an empty set matches nothing', pattern: 'CM[]', matches: false },
])('$name', ({ pattern, matches }) => {
  expect(matchesKeys(pattern, key)).toBe(matches)
})
