import { describe, expect, test } from 'vitest'
import { hasValidCheckDigit } from './check-digit.ts'
import { suggestVins } from './suggestions.ts'
import type { Vin } from './vin.ts'

const accord = '1HGCM82633A004352'
const knowsOnly =
  (...known: string[]) =>
  (vin: Vin) =>
    known.includes(vin) ? 1 : 0
const knowsNothing = () => 0

test.each([
  { name: 'an S for a 5', typed: '1HGCM82633A0043S2' },
  { name: 'a Z for a 2', typed: '1HGCM82633A00435Z' },
  { name: 'a B for an 8', typed: '1HGCMB2633A004352' },
  { name: 'a G for a 6', typed: '1HGCM82G33A004352' },
  { name: 'a 6 for a G', typed: '1H6CM82633A004352' },
  { name: 'a letter O for a zero', typed: '1HGCM82633A0O4352' },
  { name: 'a letter I for a one', typed: 'IHGCM82633A004352' },
  { name: 'a letter Q for a zero', typed: '1HGCM82633AQ04352' },
  { name: 'three impossible letters at once', typed: 'IHGCM82633AOO4352' },
  { name: 'neighbours swapped', typed: '1HGCM82633A004325' },
  { name: 'neighbours swapped at the start', typed: 'H1GCM82633A004352' },
  { name: 'the check digit swapped with its neighbour', typed: '1HGCM82363A004352' },
  { name: 'the last two of sixteen, one of a double lost', typed: '1HGCM8263A004352' },
  { name: 'one character too many, doubled', typed: '1HGCM82633A0004352' },
  { name: 'the import mark in front of a barcode', typed: 'I1HGCM82633A004352' },
  { name: 'a character that could not be read', typed: '1HGCM82?33A004352' },
])('$name leads back to the VIN', ({ typed }) => {
  expect(suggestVins(typed, knowsOnly(accord))[0]).toBe(accord)
})

test('a slip of any kind leads back when the VIN decodes', () => {
  expect(suggestVins('1HGCM82633A004X52', knowsOnly(accord))).toContain(accord)
})

test('a slip that looks like nothing is not offered when the VIN does not decode', () => {
  expect(suggestVins('1HGCM82633A004X52', knowsNothing)).not.toContain(accord)
})

test('a look-alike is offered even when nothing decodes', () => {
  expect(suggestVins('1HGCM82633A0043S2', knowsNothing)).toContain(accord)
})

test('of two repairs the one that decodes comes first', () => {
  const [first, second] = suggestVins('1HGCM82633A004325', knowsNothing)
  expect(second).toBeDefined()
  expect(suggestVins('1HGCM82633A004325', knowsOnly(second ?? ''))[0]).toBe(second)
  expect(first).not.toBe(second)
})

describe('where the check digit is no law', () => {
  test('a likely slip that decodes is offered', () => {
    expect(suggestVins('1HGCM82633A0043S2', knowsOnly(accord), false)).toEqual([accord])
  })
  test('a likely slip that does not decode is not', () => {
    expect(suggestVins('1HGCM82633A0043S2', knowsNothing, false)).toEqual([])
  })
  test('an unlikely slip that decodes is not', () => {
    expect(suggestVins('1HGCM82633A004X52', knowsOnly(accord), false)).toEqual([])
  })
})

test.each([
  { name: 'a VIN without a fault', typed: accord },
  { name: 'nothing', typed: '' },
  { name: 'fifteen characters', typed: '1HGCM82633A0043' },
  { name: 'nineteen characters', typed: '1HGCM82633A00435222' },
  { name: 'seventeen emoji', typed: '🚗'.repeat(17) },
  { name: 'seventeen signs', typed: '?'.repeat(17) },
])('$name: at most five suggestions, each well-formed and not itself', ({ typed }) => {
  const suggestions = suggestVins(typed, () => 1)
  expect(suggestions.length).toBeLessThanOrEqual(5)
  expect(suggestions.every((vin) => vin !== typed && hasValidCheckDigit(vin))).toBe(true)
})

test('knowledge is asked for few VINs only, however bad the text', () => {
  let asked = 0
  const count = () => {
    asked += 1
    return 1
  }
  for (const typed of ['1HGCM82633A004353', '?'.repeat(17), 'Q'.repeat(17), 'A'.repeat(16), '8'.repeat(18)]) {
    suggestVins(typed, count)
  }
  expect(asked).toBeLessThan(1_000)
})

test('the order does not depend on chance', () => {
  expect(suggestVins('1HGCM82633A004353', () => 1)).toEqual(suggestVins('1HGCM82633A004353', () => 1))
})
