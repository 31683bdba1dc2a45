import { expect, test } from 'vitest'
import { engineInfo } from './engine.ts'
import type { Facts } from './facts.ts'
import { makeOfMakerCode } from './makers.ts'
import { createReport } from './report.ts'
import type { Vin } from './vin.ts'
import { type Findings, warningsFor } from './warnings.ts'

test.each<{ facts: Facts; line: string | null }>([
  { facts: {}, line: null },
  { facts: { doors: 4, series: 'LX' }, line: null },
  { facts: { fuel_type: 'Gasoline' }, line: 'gasoline' },
  { facts: { fuel_type: 'Electric' }, line: 'electric' },
  {
    facts: {
      displacement_l: 2.998,
      cylinders: 6,
      engine_configuration: 'V-Shaped',
      fuel_type: 'Gasoline',
      horsepower: 240,
    },
    line: '3.0L V6 gasoline, 240 hp',
  },
  {
    facts: { displacement_l: 2, cylinders: 4, engine_configuration: 'In-Line', fuel_type: 'Gasoline', turbo: 'Yes' },
    line: '2.0L I4 gasoline, turbo',
  },
  { facts: { displacement_l: 1.6, cylinders: 4, turbo: 'No' }, line: '1.6L 4-cylinder' },
  { facts: { displacement_l: 1.3, cylinders: 2, engine_configuration: 'Rotary' }, line: '1.3L rotary' },
  {
    facts: { displacement_l: 2.5, cylinders: 4, engine_configuration: 'Horizontally opposed (boxer)' },
    line: '2.5L flat-4',
  },
  { facts: { displacement_l: 0.249, cylinders: 1, fuel_type: 'Gasoline' }, line: '249 cc 1-cylinder gasoline' },
  { facts: { displacement_l: 1, cylinders: 3 }, line: '1.0L 3-cylinder' },
  { facts: { displacement_l: 0, cylinders: 3 }, line: '3-cylinder' },
])('an engine is told as $line', ({ facts, line }) => {
  expect(engineInfo(facts)).toBe(line)
})

const vin = '1HGCM82633A004352' as Vin
const parts = { vin, source: 'offline' as const, warnings: [], suggestions: [], rawData: {} }

test('what is not known is null and no field', () => {
  const report = createReport({ ...parts, facts: {} })
  expect(report).toEqual({
    vin,
    manufacturer: null,
    make: null,
    model: null,
    year: null,
    vehicle_type: null,
    engine_info: null,
    fuel_type: null,
    source: 'offline',
    warnings: [],
    suggestions: [],
    fields: {},
    raw_data: {},
  })
})

test('each field names its source', () => {
  const report = createReport({ ...parts, facts: { make: 'Honda', year: 2003, fuel_type: 'Gasoline' } })
  expect(report).toMatchObject({ make: 'Honda', year: 2003, model: null, engine_info: 'gasoline' })
  expect(report.fields).toEqual({
    make: { value: 'Honda', source: 'offline' },
    year: { value: 2003, source: 'offline' },
    fuel_type: { value: 'Gasoline', source: 'offline' },
    engine_info: { value: 'gasoline', source: 'offline' },
  })
})

const sound: Findings = {
  checkDigitValid: true,
  isNorthAmerican: true,
  makerKnown: true,
  unverified: false,
  year: 2003,
  openYears: [2003],
}

test.each<{ name: string; change: Partial<Findings>; codes: string[] }>([
  { name: 'a sound VIN has no warning', change: {}, codes: [] },
  {
    name: 'a wrong check digit is a fault in North America',
    change: { checkDigitValid: false },
    codes: ['check_digit'],
  },
  {
    name: 'a wrong check digit is information elsewhere',
    change: { checkDigitValid: false, isNorthAmerican: false },
    codes: ['not_north_american'],
  },
  { name: 'a right check digit elsewhere is no warning', change: { isNorthAmerican: false }, codes: [] },
  {
    name: 'an unknown maker is told, its year is not argued',
    change: { makerKnown: false, year: null },
    codes: ['unknown_maker'],
  },
  { name: 'facts that were kept back are told', change: { unverified: true, year: null }, codes: ['unverified'] },
  { name: 'two years that both decode are uncertain', change: { openYears: [2003, 1973] }, codes: ['year_uncertain'] },
  { name: 'no year code is uncertain', change: { year: null, openYears: [] }, codes: ['year_uncertain'] },
])('$name', ({ change, codes }) => {
  expect(warningsFor({ ...sound, ...change }).map(({ code }) => code)).toEqual(codes)
})

test('an uncertain year names the years it can be and the one that is told', () => {
  const [warning] = warningsFor({ ...sound, year: 2019, openYears: [2019, 1989] })
  expect(warning?.message).toBe('position 10 can mean 2019 or 1989: 2019 is told')
})

test.each([
  ['TMB', 'Škoda'],
  ['XTA', 'Lada'],
  ['MA3', 'Maruti Suzuki'],
  ['XLR', 'DAF'],
  ['111', undefined],
  ['constructor', undefined],
])('the code %s belongs to %s', (code, make) => {
  expect(makeOfMakerCode(code)).toBe(make)
})
