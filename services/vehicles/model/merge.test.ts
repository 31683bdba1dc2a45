import { describe, expect, test } from 'vitest'
import type { Facts } from './facts.ts'
import { type Answer, mergeReports } from './merge.ts'
import type { OnlineSource } from './outcome.ts'
import { createReport, type Report, type Warning, type WarningCode } from './report.ts'
import type { Vin } from './vin.ts'

const vin = '1HGCM82633A004352' as Vin
const known: Facts = { manufacturer: 'American Honda', make: 'Honda', model: 'Accord', year: 2003, doors: 2 }
const warning = (code: WarningCode): Warning => ({ code, message: code })

function offline(facts: Facts = known, ...codes: WarningCode[]): Report {
  const warnings = codes.map(warning)
  return createReport({ vin, source: 'offline', facts, warnings, suggestions: [], rawData: { 'Plant City': 'X' } })
}

function answer(source: OnlineSource, facts: Facts): Answer {
  return { kind: 'whole', source, facts, raw: { from: source } }
}

const codesOf = ({ warnings }: Report) => warnings.map(({ code }) => code)

test('the first that knows the model leads, the others fill, and every field names its source', () => {
  const autodev = answer('autodev', { make: 'Honda', model: 'Accord', year: 2003, trim: 'EX', displacement_l: 3 })
  const report = mergeReports(offline({ ...known, fuel_type: 'Gasoline', cylinders: 6 }), [autodev], false)
  expect(report).toMatchObject({ source: 'autodev', make: 'Honda', manufacturer: 'American Honda', warnings: [] })
  expect(report.fields).toEqual({
    make: { value: 'Honda', source: 'autodev' },
    model: { value: 'Accord', source: 'autodev' },
    year: { value: 2003, source: 'autodev' },
    trim: { value: 'EX', source: 'autodev' },
    displacement_l: { value: 3, source: 'autodev' },
    manufacturer: { value: 'American Honda', source: 'offline' },
    doors: { value: 2, source: 'offline' },
    fuel_type: { value: 'Gasoline', source: 'offline' },
    cylinders: { value: 6, source: 'offline' },
    engine_info: { value: '3.0L 6-cylinder gasoline', source: 'autodev' },
  })
})

test('each decoder keeps its own attributes under its name, the offline ones stay where they were', () => {
  const answers = [answer('autodev', { make: 'Honda' }), answer('nhtsa', known)]
  expect(mergeReports(offline(), answers, false).raw_data).toEqual({
    'Plant City': 'X',
    autodev: { from: 'autodev' },
    nhtsa: { from: 'nhtsa' },
  })
})

test.each<{ name: string; answers: Answer[]; source: Report['source'] }>([
  { name: 'nobody answered', answers: [], source: 'offline' },
  {
    name: 'the preferred one knows the make and the next one the model',
    answers: [answer('autodev', { make: 'Honda' }), answer('nhtsa', known)],
    source: 'nhtsa',
  },
  {
    name: 'both know the model',
    answers: [answer('autodev', known), answer('nhtsa', known)],
    source: 'autodev',
  },
  { name: 'only the offline one knows the model', answers: [answer('autodev', { make: 'Honda' })], source: 'offline' },
])('the source is who told the model: $name', ({ answers, source }) => {
  expect(mergeReports(offline(), answers, false).source).toBe(source)
})

test('without any model the source is who told the make', () => {
  const report = mergeReports(offline({ country: 'Germany' }, 'unknown_maker'), [answer('nhtsa', { make: 'X' })], false)
  expect(report).toMatchObject({ source: 'nhtsa', make: 'X', model: null })
})

describe('when they disagree', () => {
  test('of another make nothing is taken, and both are told', () => {
    const report = mergeReports(offline({ ...known, make: 'Acura' }), [answer('nhtsa', { ...known, doors: 4 })], false)
    expect(report).toMatchObject({ make: 'Honda' })
    expect(Object.values(report.fields).some(({ source }) => source === 'offline')).toBe(false)
    expect(report.warnings).toEqual([
      {
        code: 'sources_disagree',
        message: 'the sources disagree: NHTSA says Honda 2003, the offline data says Acura 2003',
        said: [
          { source: 'nhtsa', make: 'Honda', year: 2003 },
          { source: 'offline', make: 'Acura', year: 2003 },
        ],
      },
    ])
  })

  test('of another year only what the maker code tells is taken', () => {
    const report = mergeReports(
      offline({ ...known, vehicle_type: 'Passenger Car' }),
      [answer('autodev', { make: 'Honda', model: 'Accord', year: 2004 })],
      false,
    )
    expect(report).toMatchObject({ year: 2004, vehicle_type: 'Passenger Car', manufacturer: 'American Honda' })
    expect(report.fields).not.toHaveProperty('doors')
    expect(codesOf(report)).toEqual(['sources_disagree'])
  })

  test.each<{ name: string; make: string }>([
    { name: 'capitals', make: 'HONDA' },
    { name: 'marks', make: 'Hon-dá' },
  ])('$name make no difference', ({ make }) => {
    expect(codesOf(mergeReports(offline(), [answer('autodev', { ...known, make })], false))).toEqual([])
  })

  test('another spelling of the model is no disagreement', () => {
    expect(codesOf(mergeReports(offline(), [answer('autodev', { ...known, model: 'Accord Coupe' })], false))).toEqual(
      [],
    )
  })

  test('two online decoders that disagree are told as well', () => {
    const answers = [answer('autodev', known), answer('nhtsa', { ...known, year: 2004 })]
    expect(codesOf(mergeReports(offline(), answers, false))).toEqual(['sources_disagree'])
  })
})

test.each<{ name: string; before: WarningCode; facts: Facts; after: WarningCode[] }>([
  { name: 'a maker that is known now', before: 'unknown_maker', facts: known, after: [] },
  { name: 'a maker that is still unknown', before: 'unknown_maker', facts: {}, after: ['unknown_maker'] },
  { name: 'a year that is certain now', before: 'year_uncertain', facts: { ...known, year: 1989 }, after: [] },
  {
    name: 'a year that nobody else told',
    before: 'year_uncertain',
    facts: { make: 'Honda' },
    after: ['year_uncertain'],
  },
  { name: 'a model and a year that were kept back', before: 'unverified', facts: known, after: [] },
  { name: 'a make alone', before: 'unverified', facts: { make: 'Honda' }, after: ['unverified'] },
  { name: 'a wrong check digit', before: 'check_digit', facts: known, after: ['check_digit'] },
  { name: 'a VIN from elsewhere', before: 'not_north_american', facts: known, after: ['not_north_american'] },
])('the offline decoder doubts and then: $name', ({ before, facts, after }) => {
  const doubting: Record<string, Facts> = { unknown_maker: {}, unverified: { make: 'Honda' }, year_uncertain: known }
  expect(codesOf(mergeReports(offline(doubting[before] ?? known, before), [answer('nhtsa', facts)], false))).toEqual(
    after,
  )
})

test('an offline answer that was not wanted alone is marked, for people too', () => {
  const report = mergeReports(offline(), [], true)
  expect(report).toMatchObject({ source: 'offline', make: 'Honda' })
  expect(report.warnings).toEqual([
    { code: 'online_unavailable', message: expect.stringContaining('no online decoder') },
  ])
})
