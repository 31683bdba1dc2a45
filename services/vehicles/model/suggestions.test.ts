import { describe, expect, test } from 'vitest'
import { hasValidCheckDigit } from './check-digit.ts'
import { suggestVins, worth } from './suggestions.ts'
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

test('two look-alikes at once lead back when the VIN decodes', () => {
  expect(suggestVins('1HGCMB2633A0043S2', knowsOnly(accord))[0]).toBe(accord)
})

test('an impossible letter beside another slip leads back when the VIN decodes', () => {
  expect(suggestVins('1HGCM82633AO0435Z', knowsOnly(accord))).toContain(accord)
  expect(suggestVins('1HGCM82633AO04325', knowsOnly(accord))).toContain(accord)
})

test('a VIN that nobody gives out stands behind one of an unknown maker', () => {
  const [first, second] = suggestVins('1HGCM82633A0043S2', () => worth.nothing)
  const doubtingFirst = (vin: Vin) => (vin === first ? worth.impossible : worth.nothing)
  expect(suggestVins('1HGCM82633A0043S2', doubtingFirst)[0]).toBe(second)
})

describe('a text costs no more than a typo', () => {
  const ones = '1'.repeat(17)
  const jOnes = `J${'1'.repeat(16)}`

  test.each<{ name: string; typed: string; found: string[] }>([
    { name: 'each of four impossible letters may be any it looks like', typed: `IIII${ones.slice(4)}`, found: [jOnes] },
    { name: 'five are all read as digits', typed: `IIIII${ones.slice(5)}`, found: [ones] },
    { name: 'seventeen are too', typed: 'I'.repeat(17), found: [ones] },
    { name: 'two unreadable characters may be any', typed: `${accord.slice(0, 15)}??`, found: [accord] },
    { name: 'of three nothing is made', typed: `${accord.slice(0, 14)}???`, found: [] },
  ])('$name', ({ typed, found }) => {
    const knows = knowsOnly(jOnes, accord)
    expect(suggestVins(typed, knows).slice(0, 1)).toEqual(found)
  })
})

describe('a wrong check digit where it is no law', () => {
  const boxster = 'WP0CB29874U669313'
  const knowsPorsche = (vin: Vin) => (vin === boxster ? worth.model : vin.startsWith('WP0') ? worth.maker : 0)

  test.each<{ name: string; typed: string; found: string[] }>([
    { name: 'a likely slip that decodes is offered', typed: 'WP0C829874U669313', found: [boxster] },
    { name: 'a likely slip that does not decode is not', typed: 'WP0CB29874U6693S3', found: [] },
    { name: 'an unlikely slip that decodes is not', typed: 'WP0CB29874U669X13', found: [] },
  ])('$name', ({ typed, found }) => {
    expect(suggestVins(typed, knowsPorsche)).toEqual(found)
  })

  test('an unknown maker is a sign of a slip: a likely one that leads to North America is offered', () => {
    expect(suggestVins('ZXRZA0NE5AN908084', () => worth.nothing)).toEqual(['2XRZA0NE5AN908084'])
  })
  test('a known maker is none', () => {
    expect(suggestVins('ZXRZA0NE5AN908084', () => worth.maker)).toEqual([])
  })
})

describe('a text that is no VIN leads to one without a check digit', () => {
  const golf = 'WVWZZZ1KZ8W000001'
  const knowsMaker = (vin: Vin) => (vin.startsWith('WVW') || vin.startsWith('1HG') ? worth.maker : worth.nothing)

  test.each<{ name: string; typed: string; found: string[] }>([
    { name: 'with letters O and I for digits', typed: 'WVWZZZIKZ8WOO000I', found: [golf] },
    {
      name: 'with a letter Q for a zero or a nine',
      typed: 'WVWZZZ1KZ8W00000Q',
      found: ['WVWZZZ1KZ8W000000', 'WVWZZZ1KZ8W000009'],
    },
    { name: 'with a character doubled', typed: 'WVWZZZ1KZ88W123456', found: ['WVWZZZ1KZ8W123456'] },
  ])('$name', ({ typed, found }) => {
    expect(suggestVins(typed, knowsMaker)).toEqual(expect.arrayContaining(found))
  })

  test.each<{ name: string; typed: string }>([
    { name: 'of a maker that is not known', typed: 'XVWZZZ1KZ8WOO0001' },
    { name: 'with a sign that can stand for anything', typed: 'WVWZZZ1KZ8W?00001' },
    { name: 'from North America, where the check digit is law', typed: '1HGCM82643AO04352' },
  ])('but not $name', ({ typed }) => {
    const suggestions = suggestVins(typed, knowsMaker)
    expect(suggestions.filter((vin) => !hasValidCheckDigit(vin))).toEqual([])
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
