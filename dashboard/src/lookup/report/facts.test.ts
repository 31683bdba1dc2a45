import { describe, expect, test } from 'vitest'
import { type Fact, sectionsOf, sourceWords } from './facts.ts'
import { headlineOf, type Vehicle } from './vehicle.ts'

const empty: Vehicle = {
  id: null,
  vin: '1HGCM82633A004352',
  manufacturer: null,
  make: null,
  model: null,
  year: null,
  vehicle_type: null,
  engine_info: null,
  fuel_type: null,
  decoded_at: '2026-01-01T00:00:00.000Z',
  source: 'offline',
  warnings: [],
  suggestions: [],
  fields: {},
  raw_data: {},
}

function factIn(vehicle: Vehicle, title: string, name: string): Fact | undefined {
  return sectionsOf(vehicle)
    .find((section) => section.title === title)
    ?.facts.find((fact) => fact.name === name)
}

describe('sections', () => {
  const told: Vehicle = {
    ...empty,
    fields: {
      make: { value: 'Honda', source: 'offline' },
      displacement_l: { value: 2.4, source: 'nhtsa' },
      horsepower: { value: 160, source: 'autodev' },
      doors: { value: 0, source: 'offline' },
      other_engine_info: { value: 'i-VTEC', source: 'autodev' },
      __odd_: { value: 'x', source: 'offline' },
      trim: { value: '', source: 'offline' },
    },
  }

  test.each<{ name: string; title: string; field: string; fact: Partial<Fact> | undefined }>([
    {
      name: 'a known fact names its source',
      title: 'Vehicle',
      field: 'make',
      fact: { value: 'Honda', source: 'offline' },
    },
    {
      name: 'each fact keeps a source of its own',
      title: 'Engine and drive',
      field: 'horsepower',
      fact: { value: '160 hp', source: 'autodev' },
    },
    { name: 'a number gets its unit', title: 'Engine and drive', field: 'displacement_l', fact: { value: '2.4 L' } },
    { name: 'zero is a value', title: 'Vehicle', field: 'doors', fact: { value: '0' } },
    { name: 'an empty text is not known', title: 'Vehicle', field: 'trim', fact: { value: null, source: null } },
    {
      name: 'what everybody asks for is shown though not known',
      title: 'Vehicle',
      field: 'model',
      fact: { value: null },
    },
    { name: 'what few ask for is left out when not known', title: 'Vehicle', field: 'series', fact: undefined },
    {
      name: 'a field without a place goes to More',
      title: 'More',
      field: 'other_engine_info',
      fact: { label: 'Other Engine Info', value: 'i-VTEC' },
    },
    { name: 'odd underscores make no empty words', title: 'More', field: '__odd_', fact: { label: 'Odd' } },
  ])('$name', ({ title, field, fact }) => {
    if (fact === undefined) expect(factIn(told, title, field)).toBeUndefined()
    else expect(factIn(told, title, field)).toMatchObject(fact)
  })

  test('there is no More without such a field', () => {
    expect(sectionsOf(empty).map(({ title }) => title)).toEqual(['Vehicle', 'Engine and drive', 'Origin'])
  })
})

test.each<{ name: string; known: Partial<Vehicle>; headline: string | null }>([
  {
    name: 'year, make and model',
    known: { year: 2003, make: 'Honda', model: 'Accord' },
    headline: '2003 Honda Accord',
  },
  { name: 'the make alone', known: { make: 'Volkswagen' }, headline: 'Volkswagen' },
  { name: 'nothing', known: {}, headline: null },
])('the headline tells $name', ({ known, headline }) => {
  expect(headlineOf({ ...empty, ...known })).toBe(headline)
})

test('a source nobody has words for is shown as it is', () => {
  expect([sourceWords('nhtsa'), sourceWords('partner-x')]).toEqual(['NHTSA vPIC, online', 'partner-x'])
})
