import { expect, test } from 'vitest'
import { checkDigitOf, expectedCheckDigit, hasValidCheckDigit } from './check-digit.ts'
import { type Vin, vinAlphabet } from './vin.ts'

test.each([
  { name: 'ten is written as X', vin: '1M8GDM9AXKP042788', expected: 'X', valid: true },
  { name: 'seventeen ones carry a one', vin: '11111111111111111', expected: '1', valid: true },
  { name: 'an Accord carries its 3', vin: '1HGCM82633A004352', expected: '3', valid: true },
  { name: 'a Vue carries its 1', vin: '5GZCZ43D13S812715', expected: '1', valid: true },
  { name: 'all zeros sum to zero', vin: '00000000000000000', expected: '0', valid: true },
  { name: 'another last digit needs another check digit', vin: '1HGCM82633A004353', expected: '5', valid: false },
  { name: 'an X in place of a digit is wrong', vin: '1HGCM826X3A004352', expected: '3', valid: false },
  { name: 'a letter that is never a check digit is wrong', vin: 'WVWZZZ1KZ8W000001', expected: '8', valid: false },
])('$name', ({ vin, expected, valid }) => {
  expect(checkDigitOf(vin as Vin)).toMatchObject({ expected, actual: vin[8], valid })
  expect(hasValidCheckDigit(vin as Vin)).toBe(valid)
})

test('the sum is told position by position, and position 9 weighs nothing', () => {
  const { positions } = checkDigitOf('1M8GDM9AXKP042788' as Vin)
  expect(positions).toHaveLength(17)
  expect(positions[1]).toEqual({ position: 2, char: 'M', value: 4, weight: 7, product: 28 })
  expect(positions[8]).toEqual({ position: 9, char: 'X', value: 7, weight: 0, product: 0 })
  expect(positions.reduce((sum, { product }) => sum + product, 0)).toBe(351)
})

test('letters count as 49 CFR 565 lists them', () => {
  const values = [...vinAlphabet].map((char) => checkDigitOf(char.repeat(17) as Vin).positions[0]?.value).join('')
  expect(values).toBe(`${'12345678'}${'12345'}${'7'}${'9'}${'23456789'}${'0123456789'}`)
})

test.each([0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16])('a digit off by one at index %i is caught', (at) => {
  const vin = '11111111111111111'
  const typo = `${vin.slice(0, at)}2${vin.slice(at + 1)}` as Vin
  expect(expectedCheckDigit(typo)).not.toBe('1')
})
