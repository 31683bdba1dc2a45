import { expect, test } from 'vitest'
import { createGlob } from './glob.ts'

test.each([
  { name: 'a star stands for anything, nothing too', pattern: 'a*', yes: ['a', 'abc'], no: ['', 'ba'] },
  {
    name: 'a star in the middle gives back what the rest needs',
    pattern: 'a*bc',
    yes: ['abc', 'abbcbc'],
    no: ['abcb'],
  },
  { name: 'several stars', pattern: '*:*:x', yes: ['a:b:x', '::x', 'a:b:c:x'], no: ['a:x', 'a:b:y'] },
  {
    name: 'a question mark stands for one character',
    pattern: 'h?llo',
    yes: ['hello', 'h?llo'],
    no: ['hllo', 'heello'],
  },
  { name: 'a class', pattern: 'h[ae]llo', yes: ['hallo', 'hello'], no: ['hillo', 'h[llo'] },
  { name: 'a range, either way round', pattern: '[c-a]', yes: ['a', 'b', 'c'], no: ['d', '-'] },
  { name: 'a class that is left out', pattern: '[^ab]x', yes: ['cx'], no: ['ax', 'bx', 'x'] },
  { name: 'an escaped star is a star', pattern: 'a\\*', yes: ['a*'], no: ['ab', 'a\\*'] },
  { name: 'an escaped bracket inside a class', pattern: '[\\]]', yes: [']'], no: ['\\'] },
  { name: 'a class without an end takes what is there', pattern: '[ab', yes: ['a', 'b'], no: ['c'] },
  {
    name: 'characters of regular expressions are themselves',
    pattern: 'a.c+(d)',
    yes: ['a.c+(d)'],
    no: ['abc+(d)', 'a.cc(d)'],
  },
  { name: 'a line break is a character', pattern: 'a?b*', yes: ['a\nb', 'a\nb\n'], no: ['ab'] },
  { name: 'the empty pattern matches the empty key alone', pattern: '', yes: [''], no: ['a'] },
])('$name', ({ pattern, yes, no }) => {
  const isMatch = createGlob(pattern)
  expect(yes.filter((text) => !isMatch(text))).toEqual([])
  expect(no.filter(isMatch)).toEqual([])
})

test('many stars over a long text end, since only the last star is gone back to', () => {
  expect(createGlob('*a'.repeat(50))('a'.repeat(20_000).concat('b'))).toBe(false)
})
