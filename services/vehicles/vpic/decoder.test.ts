import { describe, expect, test } from 'vitest'
import { expectedCheckDigit } from '../model/check-digit.ts'
import { parseVin, type Vin, vinAlphabet } from '../model/vin.ts'
import { createOfflineDecoder } from './decoder.ts'
import { loadVpicIndex } from './index-file.ts'

const now = Date.UTC(2026, 10, 24)
const decoder = createOfflineDecoder(await loadVpicIndex())
const decode = (vin: string) => decoder.decode(vin as Vin, now)
const codesOf = (vin: string) => decode(vin).warnings.map(({ code }) => code)

test.each([
  { vin: '1HGCM82633A004352', make: 'Honda', model: 'Accord', year: 2003 },
  { vin: '5GZCZ43D13S812715', make: 'Saturn', model: 'Vue', year: 2003 },
  { vin: '1ZVHT82H485113456', make: 'Ford', model: 'Mustang', year: 2008 },
  { vin: 'JH4DC4340RS003205', make: 'Acura', model: 'Integra', year: 1994 },
  { vin: 'WP0CB29874U669313', make: 'Porsche', model: 'Boxster', year: 2004 },
  { vin: '1FTEF14N5KNB35920', make: 'Ford', model: 'F-150', year: 1989 },
  { vin: 'SBM11DAA7EW003456', make: 'McLaren', model: '650S', year: 2014 },
  { vin: '4JGAB54E11A277331', make: 'Mercedes-Benz', model: 'M-Class', year: 2001 },
])('$vin is a $make $model of $year', ({ vin, make, model, year }) => {
  expect(decode(vin)).toMatchObject({ vin, make, model, year, source: 'offline', warnings: [], suggestions: [] })
})

test('a report tells what is known beyond the name, spelled as people do', () => {
  const report = decode('1HGCM82633A004352')
  expect(report).toMatchObject({
    manufacturer: 'American Honda Motor Co., Inc.',
    vehicle_type: 'Passenger Car',
    fuel_type: 'Gasoline',
    engine_info: 'V6 gasoline',
  })
  expect(report.fields).toMatchObject({
    make: { value: 'Honda', source: 'offline' },
    plant_city: { value: 'Marysville', source: 'offline' },
    doors: { value: 2, source: 'offline' },
  })
  expect(report.raw_data).toMatchObject({ 'Plant City': 'MARYSVILLE' })
})

test('when both cycles decode the later year is told and the doubt named', () => {
  const report = decode('1M8GDM9AXKP042788')
  expect(report).toMatchObject({ make: 'Motor Coach Industries', year: 2019 })
  expect(report.warnings).toEqual([{ code: 'year_uncertain', message: expect.stringContaining('2019 or 1989') }])
})

test('an unknown maker has no make, model or year', () => {
  const report = decode('11111111111111111')
  expect(report).toMatchObject({ manufacturer: null, make: null, model: null, year: null, vehicle_type: null })
  expect(report.warnings.map(({ code }) => code)).toEqual(['unknown_maker'])
})

test('a maker code that the data does not know never gets a model or a year', async () => {
  const index = await loadVpicIndex()
  const codes = [...vinAlphabet].flatMap((first) => [...vinAlphabet].map((second) => `${first}${second}A`))
  const unknown = codes.filter((code) => index.maker(code) === undefined)
  expect(unknown.length).toBeGreaterThan(500)
  for (const code of unknown) {
    const rest = `${code}CM82633A004352`
    const right = `${rest.slice(0, 8)}${expectedCheckDigit(rest as Vin)}${rest.slice(9)}`
    expect(decode(right), right).toMatchObject({ manufacturer: null, model: null, year: null })
  }
})

test('a letter in position 9 does not stop a decode', () => {
  expect(decode('1HGCM826Z3A004352')).toMatchObject({ make: 'Honda', model: 'Accord', year: 2003 })
  expect(codesOf('1HGCM826Z3A004352')).toEqual(['check_digit'])
})

describe('a VIN from outside North America whose check digit does not match', () => {
  test.each([
    { name: 'a VIN with fillers', vin: 'WVWZZZ1KZ8W123456', make: 'Volkswagen' },
    { name: 'a French car whose maker left the US', vin: 'VF3CCHMZ6FT123456', make: 'Peugeot' },
    { name: 'a German car that reads like a US one', vin: 'WBA3A5C51CF256651', make: 'BMW' },
    { name: 'a maker that never sold in the US', vin: 'TMBJJ7NE8F0123456', make: 'Škoda' },
  ])('gives the maker and nothing that is not vouched for: $name', ({ vin, make }) => {
    expect(decode(vin)).toMatchObject({ make, model: null, year: null, raw_data: {} })
    expect(codesOf(vin)).toEqual(['not_north_american', 'unverified'])
  })
})

test('a wrong check digit in North America is a warning with the VIN that was meant', () => {
  const report = decode('1HGCM82633A0043S2')
  expect(report).toMatchObject({ make: 'Honda', model: 'Accord', year: 2003 })
  expect(report.warnings.map(({ code }) => code)).toEqual(['check_digit'])
  expect(report.suggestions[0]).toBe('1HGCM82633A004352')
})

test('a slip in a VIN of an importer leads back too', () => {
  expect(decode('JH4DC4340R5003205').suggestions).toContain('JH4DC4340RS003205')
})

test('a year code that is none gives the maker, without a year', () => {
  const report = decode('1HGCM8264UA004352')
  expect(report).toMatchObject({ make: 'Honda', model: null, year: null })
  expect(report.warnings.map(({ code }) => code)).toContain('year_uncertain')
})

test.each([
  { name: 'position 7 tells the cycle of a car', vin: '1HGCM82633A004352', years: [2003] },
  { name: 'both cycles stay open for a bus', vin: '1M8GDM9AXKP042788', years: [2019, 1989] },
  { name: 'a foreign VIN keeps both', vin: 'TMBJJ7NE8F0123456', years: [2015, 1985] },
  { name: 'no year code, no candidates', vin: '1HGCM8264UA004352', years: [] },
])('$name', ({ vin, years }) => {
  expect(decoder.explain(vin as Vin, now).year_candidates).toEqual(years)
})

test.each([
  { name: 'letters O for zeros', input: '1HGCM82633AOO4352' },
  { name: 'a character too many', input: '1HGCM82633A0043522' },
  { name: 'a character too few', input: '1HGCM8263A004352' },
])('a rejected VIN leads to the one that was meant: $name', ({ input }) => {
  const parsed = parseVin(input)
  expect(decoder.suggest(parsed.ok ? '' : parsed.typed, now)).toContain('1HGCM82633A004352')
})

test('a VIN without a fault has no suggestions', () => {
  expect(decoder.suggest('1HGCM82633A004352', now)).toEqual([])
})

describe('slips in real VINs', () => {
  const real = [
    '1HGCM82633A004352',
    '5GZCZ43D13S812715',
    '1FTEF14N5KNB35920',
    'WP0CB29874U669313',
    '4JGAB54E11A277331',
    '5N3ZA0NE1AN908084',
  ]
  const lookAlikes = ['0O', '1I', '5S', '8B', '2Z', '6G']

  test.each(real)('every look-alike in %s leads back to it', (vin) => {
    for (const [at, char] of [...vin].entries()) {
      const pair = lookAlikes.find((letters) => letters.includes(char))
      if (pair === undefined) continue
      const typed = vin.slice(0, at) + pair.replace(char, '') + vin.slice(at + 1)
      expect(decoder.suggest(typed, now), typed).toContain(vin)
    }
  })

  test.each(real)('every swap in %s that the check digit catches leads back to it', (vin) => {
    for (let at = 0; at < 16; at += 1) {
      const typed = vin.slice(0, at) + vin.charAt(at + 1) + vin.charAt(at) + vin.slice(at + 2)
      const report = decode(typed)
      const isCaught = report.warnings.some(({ code }) => code === 'check_digit' || code === 'not_north_american')
      if (isCaught) expect(report.suggestions, typed).toContain(vin)
    }
  })
})

test('whatever is handed in, a report comes out', () => {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
  for (let seed = 0; seed < 500; seed += 1) {
    const vin = Array.from({ length: 17 }, (_, at) => alphabet[(seed * 31 + at * at * (seed + 7)) % 33]).join('')
    expect(decode(vin).vin).toBe(vin)
  }
})
