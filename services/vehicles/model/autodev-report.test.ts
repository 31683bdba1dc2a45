import { describe, expect, test } from 'vitest'
import { autodevError, autodevV1, autodevV2, autodevV2Partial } from '../../../test/support/vehicle-services/shapes.ts'
import { readAutodevAnswer } from './autodev-report.ts'
import type { Facts } from './facts.ts'
import type { FailureReason, Outcome } from './outcome.ts'
import type { Vin } from './vin.ts'

const accord = '1HGCM82633A004352' as Vin
const read = (body: unknown, status = 200, vin = accord, retryAfterMs: number | null = null): Outcome =>
  readAutodevAnswer(vin, { status, body, retryAfterMs })

describe('version 2', () => {
  test('is whole, with the year out of `vehicle`', () => {
    expect(read(autodevV2(accord))).toMatchObject({
      kind: 'whole',
      facts: {
        manufacturer: 'American Honda Motor Co., Inc.',
        make: 'Honda',
        model: 'Accord',
        year: 2003,
        vehicle_type: 'Passenger Car',
        country: 'United States',
        trim: 'EX V-6',
        body_class: 'Coupe',
        drive_type: 'FWD/Front-Wheel Drive',
        transmission: 'Automatic',
        displacement_l: 3,
        cylinders: 6,
        engine_configuration: 'V-Shaped',
      },
      raw: { style: 'EX V-6 2dr Coupe (3.0L 6cyl 5A)', vehicle: { year: 2003 } },
    })
  })

  test('keeps no pictures', () => {
    expect(read(autodevV2(accord))).not.toHaveProperty('raw.photos')
  })

  test('a European car is partial: a make, and neither model nor year', () => {
    const outcome = read(autodevV2Partial, 200, 'WBAKV210500V39117' as Vin)
    expect(outcome).toMatchObject({ kind: 'partial', facts: { make: 'BMW', country: 'Germany' } })
    expect(outcome).not.toHaveProperty('facts.model')
    expect(outcome).not.toHaveProperty('facts.year')
  })

  test.each<{ name: string; changes: object; facts: Facts }>([
    { name: 'numbers do for texts', changes: { make: 'Ram', model: 1500 }, facts: { make: 'Ram', model: '1500' } },
    { name: 'a text does for a number', changes: { vehicle: { year: '2003' } }, facts: { year: 2003 } },
    { name: 'the year may stand outside', changes: { vehicle: {}, year: 2003 }, facts: { year: 2003 } },
    { name: 'make and model may stand in `vehicle`', changes: { make: '', model: null }, facts: { model: 'Accord' } },
  ])('$name', ({ changes, facts }) => {
    expect(read(autodevV2(accord, changes))).toMatchObject({ facts })
  })

  test('an ambiguous answer tells no trim', () => {
    expect(read(autodevV2(accord, { ambiguous: true }))).not.toHaveProperty('facts.trim')
  })

  test('a valid VIN that it knows nothing of is an answer', () => {
    expect(read({ vin: accord, vinValid: true, vehicle: { vin: accord, make: '' } })).toEqual({ kind: 'nothing' })
  })
})

describe('version 1', () => {
  test('is whole, out of the shape of Edmunds', () => {
    expect(read(autodevV1())).toMatchObject({
      kind: 'whole',
      facts: {
        make: 'Honda',
        model: 'Accord',
        year: 2003,
        trim: 'EX V-6',
        doors: 2,
        drive_type: 'FWD/Front-Wheel Drive',
        transmission: 'Automatic',
        fuel_type: 'Gasoline',
        displacement_l: 3,
        cylinders: 6,
        engine_configuration: 'V-Shaped',
        engine_model: 'J30A4',
        horsepower: 240,
      },
      raw: { make: { name: 'Honda' }, matchingType: 'SQUISHVIN' },
    })
  })

  test('several years that fit tell none', () => {
    const outcome = read(autodevV1({ years: [{ year: 2002 }, { year: 2003 }] }))
    expect(outcome.kind).toBe('partial')
    expect(outcome).not.toHaveProperty('facts.year')
  })

  test('several trims that fit tell none', () => {
    const years = [{ year: 2003, styles: [{ trim: 'EX' }, { trim: 'LX' }] }]
    expect(read(autodevV1({ years }))).not.toHaveProperty('facts.trim')
  })

  test.each<{ name: string; changes: object; kind: Outcome['kind'] }>([
    { name: 'a squished VIN of another car is a failure', changes: { squishVin: '1FTEF14N5K' }, kind: 'failure' },
    { name: 'another VIN is a failure', changes: { vin: '1FTEF14N5KNB35920' }, kind: 'failure' },
    { name: 'no VIN at all is believed', changes: { squishVin: undefined }, kind: 'whole' },
    { name: 'engine and categories may be missing', changes: { engine: null, categories: 7 }, kind: 'whole' },
  ])('$name', ({ changes, kind }) => {
    expect(read(autodevV1(changes)).kind).toBe(kind)
  })
})

test.each<{ name: string; status: number; body: unknown }>([
  { name: 'VIN_NOT_FOUND', status: 404, body: autodevError(404, 'VIN_NOT_FOUND') },
  { name: 'RESOURCE_NOT_FOUND', status: 404, body: autodevError(404, 'RESOURCE_NOT_FOUND') },
  { name: 'INVALID_VIN_FORMAT', status: 400, body: autodevError(400, 'INVALID_VIN_FORMAT') },
  { name: 'NOT_FOUND in a success', status: 200, body: { status: 'NOT_FOUND', message: 'no such VIN' } },
  { name: 'VIN_NOT_FOUND in a success', status: 200, body: autodevError(404, 'VIN_NOT_FOUND') },
])('$name says that there is no such vehicle', ({ status, body }) => {
  expect(read(body, status)).toEqual({ kind: 'nothing' })
})

test.each<{ name: string; status: number; body?: unknown; reason: FailureReason }>([
  { name: 'a wrong key', status: 401, body: autodevError(401, 'UNAUTHORIZED'), reason: 'unauthorized' },
  { name: 'a forbidden key', status: 403, reason: 'unauthorized' },
  { name: 'a plan that does not pay', status: 402, body: autodevError(402, 'PLAN', { plans: [] }), reason: 'plan' },
  { name: 'too many questions', status: 429, body: autodevError(429, 'RATE_LIMITED'), reason: 'rate-limited' },
  { name: 'an HTML page that is not there', status: 404, reason: 'refused' },
  { name: 'a wrong parameter', status: 400, body: autodevError(400, 'INVALID_PARAMETER'), reason: 'refused' },
  { name: 'a redirect', status: 302, reason: 'refused' },
  { name: 'a source that fails', status: 503, body: autodevError(503, 'SOURCE_ERROR'), reason: 'source' },
  { name: 'a server that fails', status: 500, body: autodevError(500, 'INTERNAL'), reason: 'server' },
  { name: 'a gateway with HTML', status: 502, reason: 'server' },
  { name: 'a wrong key in a success', status: 200, body: autodevError(401, 'UNAUTHORIZED'), reason: 'unauthorized' },
  { name: 'a failing source in a success', status: 200, body: autodevError(503, 'SOURCE_ERROR'), reason: 'source' },
  { name: 'an error in a success', status: 200, body: { error: 'oops' }, reason: 'malformed' },
  { name: 'no JSON', status: 200, reason: 'malformed' },
  { name: 'null', status: 200, body: null, reason: 'malformed' },
  { name: 'a list', status: 200, body: [autodevV2(accord)], reason: 'malformed' },
  { name: 'an empty object', status: 200, body: {}, reason: 'malformed' },
  { name: 'another VIN', status: 200, body: autodevV2('1FTEF14N5KNB35920'), reason: 'wrong-vin' },
])('$name is the failure $reason', ({ status, body, reason }) => {
  expect(read(body, status)).toMatchObject({ kind: 'failure', reason })
})

test('a failure carries how long to wait', () => {
  expect(read(undefined, 429, accord, 7000)).toMatchObject({ reason: 'rate-limited', retryAfterMs: 7000 })
  expect(read(autodevError(503, 'SOURCE_ERROR'), 503, accord, 7000)).toMatchObject({ retryAfterMs: 7000 })
})
