import { expect, test } from 'vitest'
import type { Vin } from './vin.ts'
import { hasYear, yearCandidates } from './years.ts'

/** Only positions 7 and 10 matter. */
const withYear = (code: string, seventh: string) => `111111${seventh}11${code}1111111` as Vin
const usCar = { isLightVehicle: true, followsNorthAmericanRules: true, thisYear: 2026 }
const usTruck = { ...usCar, isLightVehicle: false }
const europeanCar = { ...usCar, followsNorthAmericanRules: false }

test.each([
  { name: 'a digit in position 7 means the first cycle', code: 'A', seventh: '2', context: usCar, years: [1980] },
  { name: 'a letter in position 7 means the second cycle', code: 'A', seventh: 'B', context: usCar, years: [2010] },
  { name: 'Y is 2000 with a digit', code: 'Y', seventh: '0', context: usCar, years: [2000] },
  { name: '1 is 2001 with a digit', code: '1', seventh: '9', context: usCar, years: [2001] },
  { name: '9 is 2009 with a digit', code: '9', seventh: '9', context: usCar, years: [2009] },
  { name: 'position 7 says nothing of a heavy truck', code: 'K', seventh: '9', context: usTruck, years: [2019, 1989] },
  {
    name: 'position 7 says nothing outside North America',
    code: 'E',
    seventh: '5',
    context: europeanCar,
    years: [2014, 1984],
  },
  { name: 'two years ahead is possible', code: 'W', seventh: '1', context: usTruck, years: [2028, 1998] },
  { name: 'three years ahead is not', code: 'X', seventh: '1', context: usTruck, years: [1999] },
  {
    name: 'three years ahead is not, whatever position 7 says',
    code: 'X',
    seventh: 'A',
    context: usCar,
    years: [1999],
  },
  {
    name: 'the next cycle opens two years before it starts',
    code: '1',
    seventh: 'A',
    context: { ...usCar, thisYear: 2029 },
    years: [2031],
  },
  { name: 'U is no year', code: 'U', seventh: '1', context: usCar, years: [] },
  { name: 'Z is no year', code: 'Z', seventh: '1', context: usCar, years: [] },
  { name: '0 is no year', code: '0', seventh: '1', context: usCar, years: [] },
])('$name', ({ code, seventh, context, years }) => {
  expect(yearCandidates(withYear(code, seventh), context)).toEqual(years)
})

test('the codes skip I, O, Q, U and Z', () => {
  const codes = 'ABCDEFGHJKLMNPRSTVWXY123456789'
  const years = [...codes].map((code) => yearCandidates(withYear(code, '1'), usCar)[0])
  expect(years).toEqual(Array.from({ length: 30 }, (_, index) => 1980 + index))
})

test.each([
  { name: 'a year code is one', vin: '1HGCM82633A004352', year: true },
  { name: 'a zero is none', vin: '1HGCM82630A004352', year: false },
  { name: 'a Z is none', vin: '1HGCM8263ZA004352', year: false },
  { name: 'a zero is no fault where no law asks for a year', vin: 'WBAKV210500V39117', year: true },
])('$name', ({ vin, year }) => {
  expect(hasYear(vin as Vin)).toBe(year)
})
