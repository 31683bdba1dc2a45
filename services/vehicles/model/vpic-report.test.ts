import { describe, expect, test } from 'vitest'
import { vpicEnvelope, vpicResult } from '../../../test/support/vehicle-services/shapes.ts'
import type { Outcome } from './outcome.ts'
import type { Vin } from './vin.ts'
import { readVpicAnswer, readVpicBatch } from './vpic-report.ts'

const truck = '1FTMW1T88MFA00001' as Vin
const read = (changes: object, vin = truck): Outcome => readVpicAnswer(vin, vpicEnvelope([vpicResult(vin, changes)]))

test('a clean answer is whole, spelled as people do, and keeps what was said', () => {
  const outcome = read({})
  expect(outcome).toMatchObject({
    kind: 'whole',
    facts: {
      manufacturer: 'Ford Motor Company, USA',
      make: 'Ford',
      model: 'F-150',
      year: 2021,
      vehicle_type: 'Truck',
      displacement_l: 3.5,
      cylinders: 6,
      horsepower: 375,
      plant_city: 'Dearborn',
      plant_country: 'United States',
    },
    raw: { Make: 'FORD', ErrorCode: '0' },
  })
  expect(outcome).not.toHaveProperty('facts.doors')
  expect(outcome).not.toHaveProperty('raw.ABS')
  expect(outcome).not.toHaveProperty('raw.BusType')
})

test.each<{ name: string; changes: object; kind: Outcome['kind'] }>([
  { name: 'a wrong check digit leaves the data good', changes: { ErrorCode: '1' }, kind: 'whole' },
  { name: 'unexplained characters leave the data good', changes: { ErrorCode: '1,14' }, kind: 'whole' },
  { name: 'several wrong characters make it doubtful', changes: { ErrorCode: '5,6,14' }, kind: 'partial' },
  { name: 'one wrong character makes it doubtful', changes: { ErrorCode: '4' }, kind: 'partial' },
  { name: 'no year is partial', changes: { ModelYear: '' }, kind: 'partial' },
  { name: 'no model is partial', changes: { Model: 'Not Applicable' }, kind: 'partial' },
  {
    name: 'neither make nor maker is nothing',
    changes: { ErrorCode: '7', Make: '', Manufacturer: '' },
    kind: 'nothing',
  },
  { name: 'numbers do for texts', changes: { Model: 1500, ModelYear: 2021, ErrorCode: 0 }, kind: 'whole' },
  { name: 'a year before the first is none', changes: { ModelYear: '1979' }, kind: 'partial' },
  { name: 'the first year is one', changes: { ModelYear: '1980' }, kind: 'whole' },
  { name: 'another VIN is a failure', changes: { VIN: '1FTMW1T88MFA00002' }, kind: 'failure' },
  { name: 'a VIN in lower case is the same', changes: { VIN: truck.toLowerCase() }, kind: 'whole' },
  { name: 'no VIN is a failure', changes: { VIN: '' }, kind: 'failure' },
])('$name', ({ changes, kind }) => {
  expect(read(changes).kind).toBe(kind)
})

test.each([
  { name: 'a VIN that was corrected', code: '2,14' },
  { name: 'a VIN that was corrected by its check digit', code: '3' },
  { name: 'a maker who is not registered', code: '7' },
  { name: 'no detailed data', code: '1, 8' },
  { name: 'a year code that is none', code: '11' },
])('of $name only the maker is taken', ({ code }) => {
  const facts = { make: 'Ford', manufacturer: 'Ford Motor Company, USA', vehicle_type: 'Truck' }
  expect(read({ ErrorCode: code })).toMatchObject({ kind: 'partial', raw: { Model: 'F-150' } })
  expect(read({ ErrorCode: code })).toHaveProperty('facts', facts)
})

describe('a car that was never sold in the US', () => {
  const peugeot = 'VF3CCHMZ6FT123456' as Vin
  const asSaid = { Make: 'PEUGEOT', Model: '505', ModelYear: '2015', VehicleType: 'PASSENGER CAR', ErrorCode: '1' }

  test('keeps its make; the model out of an old open pattern is not believed', () => {
    const outcome = read(asSaid, peugeot)
    expect(outcome).toMatchObject({ kind: 'partial', facts: { make: 'Peugeot', vehicle_type: 'Passenger Car' } })
    expect(outcome).not.toHaveProperty('facts.model')
    expect(outcome).not.toHaveProperty('facts.year')
  })

  test('with a right check digit it is believed', () => {
    expect(read({ Make: 'ACURA', Model: 'Integra', ModelYear: '1994' }, 'JH4DC4340RS003205' as Vin).kind).toBe('whole')
  })
})

test('cubic centimetres do where litres are missing', () => {
  expect(read({ DisplacementL: '', DisplacementCC: '1998' })).toMatchObject({ facts: { displacement_l: 1.998 } })
})

test.each<{ name: string; body: unknown }>([
  { name: 'nothing', body: undefined },
  { name: 'null', body: null },
  { name: 'a text', body: 'Results' },
  { name: 'no results', body: { Count: 0, Message: 'No data found', Results: [] } },
  { name: 'results that are a message', body: { Results: 'Execution Error' } },
  { name: 'two results', body: vpicEnvelope([vpicResult(truck), vpicResult(truck)]) },
  { name: 'a result that is a list', body: { Results: [[]] } },
  { name: 'a result that is null', body: { Results: [null] } },
])('$name is malformed', ({ body }) => {
  expect(readVpicAnswer(truck, body)).toMatchObject({ kind: 'failure', reason: 'malformed' })
})

test('results of a batch find their VINs in whatever order, and a missing one fails alone', () => {
  const others = ['1HGCM82633A004352', '5GZCZ43D13S812715'] as Vin[]
  const body = vpicEnvelope([vpicResult(others[0] ?? '', { Make: 'HONDA', Model: 'Accord' }), vpicResult(truck)])
  const outcomes = readVpicBatch([truck, ...others], body)
  expect(outcomes?.get(truck)).toMatchObject({ facts: { make: 'Ford' } })
  expect(outcomes?.get(others[0] as Vin)).toMatchObject({ facts: { make: 'Honda' } })
  expect(outcomes?.get(others[1] as Vin)).toMatchObject({ reason: 'wrong-vin' })
  expect(readVpicBatch([truck], { Results: {} })).toBeUndefined()
})
