import { describe, expect, test } from 'vitest'
import { describeValue, stepsOf, valueAt } from './json-path.ts'

test.each<{ path: string; steps: string[] | undefined }>([
  { path: 'status', steps: ['status'] },
  { path: 'a.b.c', steps: ['a', 'b', 'c'] },
  { path: 'a[0].b[12][3]', steps: ['a', '0', 'b', '12', '3'] },
  { path: 'with-hyphen.and space', steps: ['with-hyphen', 'and space'] },
  { path: '', steps: undefined },
  { path: '.a', steps: undefined },
  { path: 'a.', steps: undefined },
  { path: 'a..b', steps: undefined },
  { path: 'a[x]', steps: undefined },
  { path: 'a[-1]', steps: undefined },
  { path: 'a[0', steps: undefined },
  { path: '[0]', steps: undefined },
])('the steps of "$path"', ({ path, steps }) => {
  expect(stepsOf(path)).toEqual(steps)
})

const document = JSON.parse('{"a":{"b":[10,{"c":false}]},"__proto__":{"d":1},"n":null}')

test.each<{ name: string; path: string; value: unknown }>([
  { name: 'a member of a member of a list', path: 'a.b[1].c', value: false },
  { name: 'an index past the end is nothing', path: 'a.b[2]', value: undefined },
  { name: 'a step into null is nothing', path: 'n.x', value: undefined },
  { name: 'a step into a number is nothing', path: 'a.b[0].x', value: undefined },
  { name: 'what every object inherits is not in the document', path: 'a.constructor', value: undefined },
  { name: 'the length of a list is no member of the document, but its own property', path: 'a.b.length', value: 2 },
  { name: 'null is a value', path: 'n', value: null },
])('$name', ({ path, value }) => {
  expect(valueAt(document, path)).toBe(value)
})

describe('a value in a sentence', () => {
  test.each<{ name: string; value: unknown; text: string }>([
    { name: 'nothing', value: undefined, text: 'nothing' },
    { name: 'null', value: null, text: 'null' },
    { name: 'a list', value: ['secret'], text: 'a list' },
    { name: 'an object', value: { token: 'secret' }, text: 'an object' },
    { name: 'a text of 58 characters is whole', value: 'x'.repeat(58), text: `"${'x'.repeat(58)}"` },
    { name: 'a longer one is cut to 60 with its quotes', value: 'x'.repeat(59), text: `"${'x'.repeat(58)}…` },
  ])('$name', ({ value, text }) => {
    expect(describeValue(value)).toBe(text)
    expect(describeValue(value).length).toBeLessThanOrEqual(60)
  })
})
