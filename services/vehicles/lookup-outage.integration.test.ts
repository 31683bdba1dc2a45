import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { eventually } from '../../test/support/platform.ts'
import { codesOf } from '../../test/support/vehicle-services/answers.ts'
import * as behaviours from '../../test/support/vehicle-services/behaviours.ts'
import type { OpenLookups } from '../../test/support/vehicle-services/open-lookups.ts'
import { autodevKey, startVehicleServices, type VehicleServices } from '../../test/support/vehicle-services/services.ts'
import { autodevError, autodevV2 } from '../../test/support/vehicle-services/shapes.ts'
import type { LookupAnswer } from './lookup.ts'
import type { Vin } from './model/vin.ts'
import { budgetMs, patienceMs } from './online/ask-in-order.ts'
import { breakerSettings } from './online/keeper.ts'
import { ownDeadlineMs } from './online/tries.ts'
import { cacheKey } from './reports.ts'

const { json } = behaviours
const accord = '1HGCM82633A004352' as Vin
const truck = '1FTMW1T88MFA00001' as Vin
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

/** Nobody answers: what was asked is let go of by the clock. */
async function silenced({ clock }: OpenLookups, answer: Promise<LookupAnswer>): Promise<LookupAnswer> {
  await services.autodev.arrived(1)
  await clock.pass(patienceMs)
  await services.vpic.arrived(1)
  await clock.pass(budgetMs - patienceMs)
  return answer
}

/** Goes on with the clock until the answer is there: a retry waits for it. */
async function hurried({ clock }: OpenLookups, answer: Promise<LookupAnswer>): Promise<void> {
  await eventually('the answer', async () => {
    await clock.pass(100)
    return Promise.race([answer, false])
  })
}

describe('with all online decoders down', () => {
  test.each<{ name: string; behaviour: behaviours.Behaviour }>([
    { name: '401', behaviour: json(401, autodevError(401, 'UNAUTHORIZED')) },
    { name: '402', behaviour: json(402, autodevError(402, 'UPGRADE_REQUIRED', { requiredPlan: 'growth' })) },
    { name: '429', behaviour: json(429, autodevError(429, 'RATE_LIMITED'), { 'retry-after': '60' }) },
    { name: 'HTML', behaviour: behaviours.htmlPage },
    { name: 'half a JSON', behaviour: behaviours.halfJson },
    { name: 'a body of 3 MB', behaviour: behaviours.huge },
    { name: 'an error in a 200', behaviour: json(200, { error: 'Something is wrong' }) },
  ])('by $name the offline answer is given, marked, and not kept', async ({ behaviour }) => {
    services.behave(behaviour)
    const { lookUp, cached } = await services.open()
    const answer = await lookUp(accord, visitor)
    expect(answer).toMatchObject({ vehicle: { make: 'Honda', model: 'Accord', year: 2003, source: 'offline' } })
    expect(codesOf(answer)).toEqual(['online_unavailable'])
    expect(await cached.get(cacheKey(accord, ['autodev', 'nhtsa']))).toBeNull()
  })

  test('by silence the offline answer is given when the budget is spent', async () => {
    services.behave(behaviours.silence)
    const lookups = await services.open()
    const answer = await silenced(lookups, lookups.lookUp(accord, visitor))
    expect(answer).toMatchObject({ vehicle: { make: 'Honda', source: 'offline' } })
    expect(codesOf(answer)).toEqual(['online_unavailable'])
  })

  test('a later lookup asks again, and is told more', async () => {
    services.behave(behaviours.htmlPage)
    const { lookUp } = await services.open()
    await lookUp(accord, visitor)
    for (const service of [services.autodev, services.vpic]) service.recover()
    expect(await lookUp(accord, visitor)).toMatchObject({ vehicle: { source: 'autodev', warnings: [] }, cached: false })
  })

  test('a failed refresh leaves what is cached', async () => {
    const { lookUp } = await services.open()
    await lookUp(accord, visitor)
    services.behave(behaviours.htmlPage)
    expect(codesOf(await lookUp(accord, { ...visitor, forceRefresh: true }))).toEqual(['online_unavailable'])
    expect(await lookUp(accord, visitor)).toMatchObject({ vehicle: { source: 'autodev' }, cached: true })
  })

  test('with the breakers open no request goes out', async () => {
    services.behave(behaviours.htmlPage)
    const { lookUp, registry } = await services.open()
    for (let n = 0; n < breakerSettings.failures; n++) await lookUp(accord, visitor)
    const before = services.requests()
    for (const vin of [accord, truck]) expect(codesOf(await lookUp(vin, visitor))).toContain('online_unavailable')
    expect(services.requests()).toEqual(before)
    const shown = await registry.getSingleMetricAsString('vin_decoder_breaker_open')
    expect(shown).toContain('vin_decoder_breaker_open{decoder="autodev"} 1')
    expect(shown).toContain('vin_decoder_breaker_open{decoder="nhtsa"} 1')
  })

  test('after Retry-After, and not before, a decoder is asked again', async () => {
    services.autodev.behave(json(429, {}, { 'retry-after': '60' }))
    const { lookUp, clock } = await services.open()
    await lookUp(accord, { ...visitor, forceRefresh: true })
    services.autodev.recover()
    await clock.pass(59_000)
    await lookUp(accord, { ...visitor, forceRefresh: true })
    expect(services.autodev.requests).toHaveLength(1)
    await clock.pass(1000)
    expect(await lookUp(accord, { ...visitor, forceRefresh: true })).toMatchObject({ vehicle: { source: 'autodev' } })
  })

  test('the key is in no log line, no report and no metric', async () => {
    services.behave(behaviours.reset)
    services.autodev.behave(json(401, autodevError(401, `no such key: ${autodevKey}`)))
    const lookups = await services.open()
    const { lookUp, logged, registry } = lookups
    const answers = []
    for (let n = 0; n <= breakerSettings.failures; n++) answers.push(lookUp(accord, visitor))
    await Promise.all(answers.map((answer) => hurried(lookups, answer)))
    expect(services.autodev.requests[0]?.authorization).toContain(autodevKey)
    expect(logged() + JSON.stringify(await Promise.all(answers)) + (await registry.metrics())).not.toContain(autodevKey)
  })
})

test('an answer that comes after the budget enriches the cache, and nobody waits for it', async () => {
  let late: (() => void) | undefined
  services.autodev.behave((response) => {
    late = () => json(200, autodevV2(accord))(response)
  })
  services.vpic.behave(behaviours.silence)
  const lookups = await services.open()
  const { lookUp, clock, cached } = lookups
  expect(await silenced(lookups, lookUp(accord, visitor))).toMatchObject({ vehicle: { source: 'offline' } })
  late?.()
  await eventually('auto.dev has answered', async () => {
    const observed = await lookups.registry.getSingleMetricAsString('vin_decoder_duration_seconds')
    return observed.includes('decoder="autodev",outcome="whole"')
  })
  await clock.pass(ownDeadlineMs)
  const known = await eventually(
    'the late answer is cached',
    async () => (await cached.get(cacheKey(accord, ['autodev', 'nhtsa']))) ?? undefined,
  )
  expect(known.report).toMatchObject({ source: 'autodev', warnings: [] })
  const before = services.requests()
  expect(await lookUp(accord, visitor)).toMatchObject({ vehicle: { source: 'autodev' }, cached: true })
  expect(services.requests()).toEqual(before)
})
