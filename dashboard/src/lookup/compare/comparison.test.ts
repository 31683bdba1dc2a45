import { describe, expect, test } from 'vitest'
import type { Vehicle } from '../report/vehicle.ts'
import { arrange, compare, countLikeness, type Likeness, type Order } from './comparison.ts'

const vehicle = (facts: Record<string, string | number>): Vehicle => ({
  ...{ id: 1, vin: '1HGCM82633A004352', manufacturer: null, make: null, model: null, year: null, vehicle_type: null },
  ...{ engine_info: null, fuel_type: null, decoded_at: '2026-01-01T00:00:00.000Z', source: 'offline' },
  ...{ warnings: [], suggestions: [], raw_data: {} },
  fields: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value, source: 'offline' }])),
})

test.each<{ name: string; left: string | null; right: string | null; likeness: Likeness | null }>([
  { name: 'equal values are the same', left: 'Honda', right: 'Honda', likeness: 'same' },
  { name: 'capitals and spaces make no difference', left: 'HONDA  motor', right: 'Honda Motor ', likeness: 'same' },
  { name: 'other values differ', left: 'Honda', right: 'Acura', likeness: 'differs' },
  { name: 'what is known of one alone is no difference', left: 'Honda', right: null, likeness: 'unknown' },
  { name: 'nor the other way round', left: null, right: 'Honda', likeness: 'unknown' },
  { name: 'what is known of neither is left out', left: null, right: null, likeness: null },
])('$name', ({ left, right, likeness }) => {
  const sections = compare(vehicle(left === null ? {} : { make: left }), vehicle(right === null ? {} : { make: right }))
  expect(sections.flatMap(({ facts }) => facts)[0]?.likeness ?? null).toBe(likeness)
})

describe('two reports', () => {
  const left = vehicle({ make: 'Honda', model: 'Accord', year: 2003, doors: 4, displacement_l: 3, abs: 'Standard' })
  const right = vehicle({
    make: 'Honda',
    model: 'Civic',
    year: 2003,
    series: 'EX',
    displacement_l: 1.7,
    airbags: 'Front',
  })
  const sections = compare(left, right)
  const namesBy = (order: Order) =>
    Object.fromEntries(arrange(sections, order).map(({ title, facts }) => [title, facts.map(({ name }) => name)]))

  test('stand in the sections of a report, with what only one has', () => {
    expect(namesBy('report')).toEqual({
      Vehicle: ['make', 'model', 'year', 'series', 'doors'],
      'Engine and drive': ['displacement_l'],
      More: ['abs', 'airbags'],
    })
  })

  test('can begin with what is the same', () => {
    expect(namesBy('same-first').Vehicle).toEqual(['make', 'year', 'model', 'series', 'doors'])
  })

  test('can be cut down to what differs', () => {
    expect(namesBy('differences')).toEqual({ Vehicle: ['model'], 'Engine and drive': ['displacement_l'] })
  })

  test('are counted by likeness', () => {
    expect(countLikeness(sections)).toEqual({ same: 2, differs: 2, unknown: 4 })
  })

  test('show values with their units', () => {
    const [fact] = sections.find(({ title }) => title === 'Engine and drive')?.facts ?? []
    expect([fact?.left.value, fact?.right.value]).toEqual(['3 L', '1.7 L'])
  })
})
