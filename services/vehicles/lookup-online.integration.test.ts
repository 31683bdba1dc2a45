import { spawnSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onPath } from '../../test/run/tools.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { codesOf, vehicleOf } from '../../test/support/vehicle-services/answers.ts'
import * as behaviours from '../../test/support/vehicle-services/behaviours.ts'
import { startVehicleServices, type VehicleServices } from '../../test/support/vehicle-services/services.ts'
import { autodevV2, autodevV2Partial, vpicEnvelope, vpicResult } from '../../test/support/vehicle-services/shapes.ts'
import { ownDeadlineMs } from './online/tries.ts'

const { json } = behaviours
const accord = '1HGCM82633A004352'
const bmw = 'WBAKV210500V39117'
const visitor = { account: null }

let place: TestDatabase
let services: VehicleServices

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(async () => {
  services = await startVehicleServices(place.url)
})
afterEach(() => services.close())

describe('the chain', () => {
  test('asks auto.dev, fills from the offline data, and every field names its source', async () => {
    const { lookUp } = await services.open()
    const vehicle = vehicleOf(await lookUp(accord, visitor))
    expect(vehicle).toMatchObject({
      source: 'autodev',
      make: 'Honda',
      year: 2003,
      warnings: [],
      id: expect.any(Number),
    })
    expect(vehicle.fields).toMatchObject({
      trim: { value: 'EX V-6', source: 'autodev' },
      plant_city: { value: 'Marysville', source: 'offline' },
    })
    expect(vehicle.raw_data).toMatchObject({ 'Plant City': 'MARYSVILLE', autodev: { style: expect.any(String) } })
    expect(services.requests()).toEqual({ autodev: 1, vpic: 0 })
  })

  test('a partial answer falls through to vPIC, and all are merged', async () => {
    services.autodev.behave(json(200, { ...autodevV2(accord, { model: '', trim: 'EX' }), vehicle: {} }))
    const facts = { Make: 'HONDA', Model: 'Accord', ModelYear: '2003', Series: 'EX-V6', Trim: '' }
    services.vpic.behave(json(200, vpicEnvelope([vpicResult(accord, facts)])))
    const { lookUp } = await services.open()
    const vehicle = vehicleOf(await lookUp(accord, visitor))
    expect(vehicle).toMatchObject({ source: 'nhtsa', make: 'Honda', model: 'Accord', warnings: [] })
    expect(vehicle.fields).toMatchObject({
      series: { value: 'EX-V6', source: 'nhtsa' },
      trim: { value: 'EX', source: 'autodev' },
      plant_city: { source: 'nhtsa' },
    })
    expect(Object.keys(vehicle.raw_data)).toEqual(expect.arrayContaining(['autodev', 'nhtsa', 'Plant City']))
  })

  test('a European car that no one knows whole keeps its make, and no model is invented', async () => {
    services.autodev.behave(json(200, autodevV2Partial))
    services.vpic.behave(json(200, vpicEnvelope([vpicResult(bmw, { ErrorCode: '11', Make: 'BMW', Model: '328i' })])))
    const { lookUp } = await services.open()
    const answer = await lookUp(bmw, visitor)
    expect(answer).toMatchObject({ vehicle: { make: 'BMW', model: null, year: null, source: 'autodev' } })
    expect(codesOf(answer)).toEqual(['year_uncertain'])
  })

  test('who is asked nothing but offline asks nobody', async () => {
    const { lookUp } = await services.open({ decoder: 'offline' })
    expect(await lookUp(accord, visitor)).toMatchObject({ vehicle: { source: 'offline', warnings: [] } })
    expect(services.requests()).toEqual({ autodev: 0, vpic: 0 })
  })

  test('a disagreement of make is told', async () => {
    services.autodev.behave(json(200, autodevV2(accord, { make: 'Acura', model: 'TL' })))
    const { lookUp } = await services.open()
    const answer = await lookUp(accord, visitor)
    expect(answer).toMatchObject({ vehicle: { make: 'Acura', source: 'autodev' } })
    expect(codesOf(answer)).toEqual(['sources_disagree'])
  })

  test('what Postgres could not keep does not keep the row away', async () => {
    services.autodev.behave(json(200, autodevV2(accord, { trim: 'E\u0000X\ud800', 'b\u0000d': 'x' })))
    const { lookUp } = await services.open()
    expect(await lookUp(accord, visitor)).toMatchObject({ vehicle: { id: expect.any(Number), source: 'autodev' } })
  })
})

describe('a preferred service', () => {
  test('is asked though the cache knows what another said, and both stay known', async () => {
    const { lookUp } = await services.open()
    services.vpic.behave(
      json(200, vpicEnvelope([vpicResult(accord, { Make: 'HONDA', Model: 'Accord', ModelYear: '2003' })])),
    )
    const ask = async (preferredService?: 'nhtsa' | 'offline') => {
      const answer = await lookUp(accord, { ...visitor, preferredService })
      return { source: vehicleOf(answer).source, cached: answer.ok && answer.cached }
    }
    expect(await ask()).toEqual({ source: 'autodev', cached: false })
    expect(await ask('offline')).toEqual({ source: 'offline', cached: false })
    expect(await ask('nhtsa')).toEqual({ source: 'nhtsa', cached: false })
    expect(await ask('nhtsa')).toEqual({ source: 'nhtsa', cached: true })
    expect(await ask()).toEqual({ source: 'autodev', cached: true })
    expect(services.requests()).toEqual({ autodev: 1, vpic: 1 })
  })
})

test('the same VIN asked by many at once is decoded once, whoever of them wants it refreshed', async () => {
  const { lookUp } = await services.open()
  await lookUp(accord, visitor)
  const asked = Array.from({ length: 20 }, (_, n) =>
    lookUp(accord, { account: `many-${n}`, forceRefresh: n % 3 === 1 }),
  )
  const answers = await Promise.all(asked)
  expect(answers.every((answer) => vehicleOf(answer).source === 'autodev')).toBe(true)
  expect(services.requests()).toEqual({ autodev: 2, vpic: 0 })
})

describe('a batch', () => {
  const vins = Array.from({ length: 120 }, (_, n) => `1FTMW1T88MFA${String(n).padStart(5, '0')}`)

  test('goes to vPIC by fifties, each row with its own answer, and is cached', async () => {
    const { lookUpMany } = await services.open({ decoder: 'nhtsa' })
    const answers = await lookUpMany(vins, visitor)
    expect(services.vpic.requests.map((request) => request.vins.length).sort()).toEqual([20, 50, 50])
    expect(answers.map((answer) => vehicleOf(answer).vin)).toEqual(vins)
    expect(answers.every((answer) => vehicleOf(answer).source === 'nhtsa')).toBe(true)
    expect(await lookUpMany(vins.slice(0, 3), visitor)).toMatchObject([
      { cached: true },
      { cached: true },
      { cached: true },
    ])
    expect(services.vpic.requests).toHaveLength(3)
  })

  test('of which a part fails marks the rows of that part', async () => {
    services.vpic.behave(behaviours.htmlPage, vins[50])
    const { lookUpMany } = await services.open({ decoder: 'nhtsa' })
    const answers = await lookUpMany(vins, visitor)
    const marked = answers.map((answer) => codesOf(answer).includes('online_unavailable'))
    expect(marked).toEqual(vins.map((_, n) => n >= 50 && n < 100))
    expect(answers.every((answer) => answer.ok && answer.vehicle.make === 'Ford')).toBe(true)
  })

  test('that vPIC does not answer is answered offline when its budget is spent', async () => {
    services.vpic.behave(behaviours.silence)
    const { lookUpMany, clock } = await services.open({ decoder: 'nhtsa' })
    const answers = lookUpMany(vins, visitor)
    await services.vpic.arrived(3)
    await clock.pass(ownDeadlineMs)
    expect((await answers).every((answer) => codesOf(answer).includes('online_unavailable'))).toBe(true)
  })

  test('does not spend the plan of auto.dev', async () => {
    const { lookUpMany } = await services.open()
    await lookUpMany(vins.slice(0, 2), visitor)
    expect(services.requests()).toEqual({ autodev: 0, vpic: 1 })
  })
})

test.skipIf(onPath('promtool') === null)('promtool accepts the metrics (needs promtool)', async () => {
  const { lookUp, registry } = await services.open()
  await lookUp(accord, visitor)
  const input = await registry.metrics()
  expect(input).toContain('vin_decoder_duration_seconds_count{decoder="autodev",outcome="whole"} 1')
  const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
