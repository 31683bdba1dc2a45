import { expect, test } from 'vitest'
import { likePatterns } from './search.ts'

test.each<{ name: string; search: string; patterns: string[] }>([
  { name: 'nothing has no pattern', search: '', patterns: [] },
  { name: 'blanks have no pattern', search: ' \t\n ', patterns: [] },
  { name: 'a word may stand anywhere', search: 'Honda', patterns: ['%Honda%'] },
  { name: 'each word is looked for by itself', search: ' Honda  2003 ', patterns: ['%Honda%', '%2003%'] },
  { name: 'wildcards stand for themselves', search: '100% a_b', patterns: ['%100\\%%', '%a\\_b%'] },
  { name: 'a backslash stands for itself', search: 'a\\', patterns: ['%a\\\\%'] },
  { name: 'a NUL, which Postgres takes in no text, parts words', search: 'a\u0000b', patterns: ['%a%', '%b%'] },
  { name: 'half an emoji does not break the text', search: '\ud83d', patterns: ['%\ufffd%'] },
  { name: 'a quote is no danger in a parameter', search: "'", patterns: ["%'%"] },
])('$name', ({ search, patterns }) => {
  expect(likePatterns(search)).toEqual(patterns)
})
