import { describe, expect, test } from 'vitest'
import { explainVin, type VinFindings } from './explain.ts'
import type { Vin } from './vin.ts'

const explain = (vin: string, findings: Partial<VinFindings> = {}) =>
  explainVin(vin as Vin, { makerKnown: true, yearCandidates: [2003], suggestions: [], ...findings })

test('a VIN is taken apart', () => {
  expect(explain('1HGCM82633A004352')).toEqual({
    vin: '1HGCM82633A004352',
    valid: true,
    check_digit: { expected: '3', actual: '3', valid: true, positions: expect.any(Array) },
    structure: { wmi: '1HG', vds: 'CM8263', vis: '3A004352' },
    region: 'North America',
    country: 'United States',
    year_candidates: [2003],
    suggestions: [],
    warnings: [],
  })
})

test('the products of the positions make the check digit', () => {
  const { positions, expected } = explain('1M8GDM9AXKP042788').check_digit
  expect(positions.map(({ position }) => position)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1))
  const sum = positions.reduce((total, { product }) => total + product, 0)
  expect([sum % 11, expected]).toEqual([10, 'X'])
})

test.each<{ name: string; vin: string; valid: boolean; warnings: string[] }>([
  { name: 'a right check digit is valid in the United States', vin: '1HGCM82633A004352', valid: true, warnings: [] },
  { name: 'a right check digit is valid in Germany', vin: 'WP0CB29874U669313', valid: true, warnings: [] },
  { name: 'a wrong one is a fault there', vin: '1HGCM82643A004352', valid: false, warnings: ['check_digit'] },
  { name: 'a letter in its place is one too', vin: '1HGCM826Z3A004352', valid: false, warnings: ['check_digit'] },
  { name: 'a wrong one is a fault in Canada', vin: '2HGCM82643A004352', valid: false, warnings: ['check_digit'] },
  { name: 'a wrong one is a fault in Mexico', vin: '3HGCM82643A004352', valid: false, warnings: ['check_digit'] },
  {
    name: 'a wrong one is information in Germany',
    vin: 'WP0CB29884U669313',
    valid: true,
    warnings: ['not_north_american'],
  },
  {
    name: 'a filler in its place is information too',
    vin: 'WVWZZZ1KZ8W123456',
    valid: true,
    warnings: ['not_north_american'],
  },
  {
    name: 'a wrong one is information where nobody gave the VIN out',
    vin: '00000000000000001',
    valid: true,
    warnings: ['not_north_american'],
  },
])('$name', ({ vin, valid, warnings }) => {
  const explanation = explain(vin)
  expect(explanation.valid).toBe(valid)
  expect(explanation.warnings.map(({ code }) => code)).toEqual(warnings)
})

describe('the model year', () => {
  test.each<{ name: string; years: number[]; warning: RegExp | null }>([
    { name: 'is not doubted where one is possible', years: [2003], warning: null },
    { name: 'is left open between two', years: [2019, 1989], warning: /2019 or 1989: nothing in this VIN says which$/ },
    { name: 'is missed where position 10 is no code', years: [], warning: /no model year code/ },
  ])('$name', ({ years, warning }) => {
    const { year_candidates, warnings } = explain('1HGCM82633A004352', { yearCandidates: years })
    expect(year_candidates).toEqual(years)
    const messages = warnings.map(({ message }) => message)
    expect(messages).toEqual(warning === null ? [] : [expect.stringMatching(warning)])
  })
})

test('an unknown maker is told', () => {
  const { warnings, valid } = explain('11111111111111111', { makerKnown: false })
  expect(warnings.map(({ code }) => code)).toEqual(['unknown_maker'])
  expect(valid).toBe(true)
})
