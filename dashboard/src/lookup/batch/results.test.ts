import { expect, test } from 'vitest'
import type { Reply } from '../../parts/call.ts'
import type { Vehicle } from '../report/vehicle.ts'
import { createSendPart, isProblem, type RowResult, rowWords, suggestionsOf } from './results.ts'

const vin = '1HGCM82633A004352'
const vehicle = (over: Partial<Vehicle> = {}): Vehicle => ({
  ...{ id: 1, vin, manufacturer: null, make: 'Honda', model: 'Accord', year: 2003, vehicle_type: null },
  ...{ engine_info: null, fuel_type: null, decoded_at: '2026-01-01T00:00:00.000Z', source: 'offline' },
  ...{ warnings: [], suggestions: [], fields: {}, raw_data: {}, ...over },
})
const signal = new AbortController().signal
const send = (body: unknown, vins = ['x']) => createSendPart(async () => ({ kind: 'ok', body }) as Reply)(vins, signal)

test('rows come back in order, each a vehicle or a fault', async () => {
  const error = { code: 'invalid_vin', message: 'too short', suggestions: [vin] }
  const results = [
    { vin, success: true, vehicle: vehicle() },
    { vin: 'cut…', success: false, error },
  ]
  expect(await send({ results }, ['x', 'y'])).toEqual([
    { vin, vehicle: vehicle(), fault: null },
    { vin: 'cut…', vehicle: null, fault: error },
  ])
})

test.each<{ name: string; body: unknown }>([
  { name: 'fewer rows than were sent', body: { results: [] } },
  { name: 'no rows', body: { vehicle: {} } },
  { name: 'no JSON', body: undefined },
])('an answer with $name is not understood', async ({ body }) => {
  expect(await send(body)).toMatchObject({ kind: 'failed', status: 200 })
})

test('a row that says nothing has no report', async () => {
  expect(await send({ results: [null] })).toEqual([
    {
      vin: 'x',
      vehicle: null,
      fault: { code: 'internal', message: 'there is no answer for this row', suggestions: [] },
    },
  ])
})

const found = (over: Partial<Vehicle>): RowResult => ({ vin, vehicle: vehicle(over), fault: null })

test.each<{ name: string; row: RowResult; is: boolean }>([
  { name: 'a vehicle without warnings is none', row: found({}), is: false },
  { name: 'a wrong check digit is one', row: found({ warnings: [{ code: 'check_digit', message: 'm' }] }), is: true },
  { name: 'an unknown maker is one', row: found({ warnings: [{ code: 'unknown_maker', message: 'm' }] }), is: true },
  {
    name: 'a custom of other regions is none',
    row: found({ warnings: [{ code: 'not_north_american', message: 'm' }] }),
    is: false,
  },
  {
    name: 'a row without a report is one',
    row: { vin, vehicle: null, fault: { code: 'invalid_vin', message: 'm', suggestions: [] } },
    is: true,
  },
])('of the problems, $name', ({ row, is }) => {
  expect(isProblem(row)).toBe(is)
  expect(rowWords(row).notes).toEqual(is ? ['m'] : [])
})

test('a row is called by its vehicle', () => {
  expect(rowWords(found({})).title).toBe('2003 Honda Accord')
  expect(rowWords(found({ make: null, model: null, year: null })).title).toBe('Unknown vehicle')
  expect(rowWords({ vin, vehicle: null, fault: { code: 'x', message: 'm', suggestions: [] } }).title).toBe('No report')
})

test('what was perhaps meant comes from the vehicle or the fault', () => {
  expect(suggestionsOf(found({ suggestions: ['a'] }))).toEqual(['a'])
  expect(suggestionsOf({ vin, vehicle: null, fault: { code: 'x', message: 'm', suggestions: ['b'] } })).toEqual(['b'])
})
