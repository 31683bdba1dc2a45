import { expect, test } from 'vitest'
import type { FactName } from '../../vehicles/model/facts.ts'
import type { Field, Report } from '../../vehicles/model/report.ts'
import { askedFields, isFactTopic } from './asked-fields.ts'
import { compare, type Likeness } from './comparison.ts'
import { sections } from './sections.ts'
import { isUnknowable, topics } from './topic.ts'
import { partsOf, vehiclePressOf } from './vehicle-press.ts'

const everyFact: Record<FactName, true> = {
  manufacturer: true,
  make: true,
  model: true,
  year: true,
  vehicle_type: true,
  fuel_type: true,
  country: true,
  series: true,
  trim: true,
  body_class: true,
  doors: true,
  drive_type: true,
  transmission: true,
  displacement_l: true,
  cylinders: true,
  engine_configuration: true,
  engine_model: true,
  turbo: true,
  horsepower: true,
  secondary_fuel_type: true,
  electrification: true,
  gross_weight: true,
  plant_city: true,
  plant_state: true,
  plant_country: true,
}

test('every fact is told in full in exactly one place', () => {
  const told = sections.flatMap(({ fields }) => fields)
  expect(told.toSorted()).toEqual(Object.keys(everyFact).toSorted())
})

test('every topic has an answer of one kind', () => {
  const others = ['sure', 'check-digit', 'vin', 'details', 'compare', 'refresh', 'save']
  const kinds = topics.map((topic) => [isFactTopic(topic), isUnknowable(topic), others.includes(topic)].filter(Boolean))
  expect(kinds.every((kind) => kind.length === 1)).toBe(true)
  expect(Object.keys(askedFields).every((topic) => topics.some((one) => one === topic))).toBe(true)
})

const reportWith = (fuel: string | undefined): Report => {
  const fields: Record<string, Field> = fuel === undefined ? {} : { fuel_type: { value: fuel, source: 'offline' } }
  const nothing = { manufacturer: null, make: null, model: null, year: null, vehicle_type: null, engine_info: null }
  const rest = { source: 'offline' as const, warnings: [], suggestions: [], raw_data: {} }
  return { vin: '1HGCM82633A004352', ...nothing, fuel_type: fuel ?? null, ...rest, fields }
}

test.each<{ name: string; one?: string; other?: string; likeness: Likeness | undefined }>([
  { name: 'the same value is alike', one: 'Diesel', other: 'Diesel', likeness: 'alike' },
  { name: 'another value is different', one: 'Diesel', other: 'Gasoline', likeness: 'different' },
  { name: 'a value against nothing is unknown', one: 'Diesel', likeness: 'unknown' },
  { name: 'in both directions', other: 'Diesel', likeness: 'unknown' },
  { name: 'what neither knows is not compared', likeness: undefined },
])('$name', ({ one, other, likeness }) => {
  const compared = compare(reportWith(one), reportWith(other))
  expect(compared.find(({ name }) => name === 'fuel_type')?.likeness).toBe(likeness)
})

const press = { verb: 'details', vin: '1HGCM82633A004352', isDetailed: true } as const
const parts = partsOf(press)

test.each<{ name: string; change: Partial<typeof parts>; isRead: boolean }>([
  { name: 'a press is read as it was written', change: {}, isRead: true },
  { name: 'another verb is none of ours', change: { verb: 'subscribe' }, isRead: false },
  { name: 'what is no VIN names no vehicle', change: { id: 'all' }, isRead: false },
  { name: 'a version that is never shown is none', change: { version: 2 }, isRead: false },
])('$name', ({ change, isRead }) => {
  expect(vehiclePressOf({ ...parts, ...change })).toEqual(isRead ? press : undefined)
})
