import { expect, test } from 'vitest'
import { attributesIn, numberIn, textIn, yearIn } from './foreign.ts'

test.each<{ name: string; value: unknown; text: string | undefined }>([
  { name: 'a text', value: ' F-150 ', text: 'F-150' },
  { name: 'a number', value: 1500, text: '1500' },
  { name: 'a text with line breaks', value: 'Model\r\n S', text: 'Model S' },
  { name: 'a text with a NUL, which Postgres cannot keep', value: 'a\u0000b', text: 'a b' },
  { name: 'half a surrogate pair, which Postgres cannot keep', value: 'a\ud800', text: 'a\ufffd' },
  { name: '500 characters', value: 'x'.repeat(500), text: 'x'.repeat(500) },
  { name: '501 characters', value: 'x'.repeat(501), text: undefined },
  { name: 'an empty text', value: ' ', text: undefined },
  { name: 'what is not applicable', value: 'Not Applicable', text: undefined },
  { name: 'infinity', value: Number.POSITIVE_INFINITY, text: undefined },
  { name: 'nothing', value: null, text: undefined },
  { name: 'a truth', value: true, text: undefined },
  { name: 'an object', value: { name: 'x' }, text: undefined },
])('$name is the text $text', ({ value, text }) => {
  expect(textIn(value)).toBe(text)
})

test.each<{ value: unknown; number: number | undefined }>([
  { value: 6, number: 6 },
  { value: '3.0', number: 3 },
  { value: ' 240 ', number: 240 },
  { value: '2979.1682352', number: 2979.1682352 },
  { value: 0, number: undefined },
  { value: '-4', number: undefined },
  { value: '1e9', number: undefined },
  { value: '0x10', number: undefined },
  { value: '4 or 5', number: undefined },
  { value: Number.NaN, number: undefined },
])('$value is the number $number', ({ value, number }) => {
  expect(numberIn(value)).toBe(number)
})

test.each<{ value: unknown; year: number | undefined }>([
  { value: '1980', year: 1980 },
  { value: 1979, year: undefined },
  { value: 2100, year: 2100 },
  { value: '2101', year: undefined },
  { value: 2003.5, year: undefined },
])('$value is the year $year', ({ value, year }) => {
  expect(yearIn(value)).toBe(year)
})

test('attributes keep texts, numbers and truths two deep, and no lists', () => {
  const strange = JSON.parse('{"a":"x","b":{"c":1,"d":{"e":2},"f":[3]},"g":[4],"h":true,"i":"","j":{}}')
  expect(attributesIn(strange)).toEqual({ a: 'x', b: { c: 1 }, h: true })
})

test('a member that would be a prototype is a member', () => {
  const attributes = attributesIn(JSON.parse('{"__proto__":{"polluted":"yes"}}'))
  expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype)
  expect(Object.keys(attributes)).toEqual(['__proto__'])
})

test('200 attributes are kept of however many', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`name${n}`, n]))
  expect(Object.keys(attributesIn(many))).toHaveLength(200)
})
