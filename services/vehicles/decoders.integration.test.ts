import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as behaviours from '../../test/support/vehicle-services/behaviours.ts'
import { autodevError, vpicEnvelope, vpicResult } from '../../test/support/vehicle-services/shapes.ts'
import { type StandIn, startAutodev, startVpic } from '../../test/support/vehicle-services/stand-in.ts'
import { createAutodev } from './autodev.ts'
import type { FailureReason, Outcome } from './model/outcome.ts'
import type { Vin } from './model/vin.ts'
import { createNhtsa } from './nhtsa.ts'
import type { OnlineDecoder } from './online/decoder.ts'

const { json } = behaviours
const accord = '1HGCM82633A004352' as Vin
const truck = '1FTMW1T88MFA00001' as Vin
const key = 'sk_ad_of_the_test'
const now = () => Date.parse('2026-11-24T12:00:00Z')

let autodevService: StandIn
let vpic: StandIn

beforeAll(async () => {
  autodevService = await startAutodev()
  vpic = await startVpic()
})
afterAll(async () => {
  await Promise.all([autodevService.close(), vpic.close()])
})
afterEach(() => {
  for (const service of [autodevService, vpic]) {
    service.recover()
    service.requests.length = 0
  }
})

const autodev = (url = autodevService.url): OnlineDecoder => createAutodev({ url, key, now })
const nhtsa = (): OnlineDecoder => createNhtsa({ url: vpic.url, now })
const ask = (decoder: OnlineDecoder, vin = accord): Promise<Outcome> => decoder.decode(vin, AbortSignal.timeout(10_000))

describe('auto.dev', () => {
  test.each([
    { version: 2, path: '' },
    { version: 1, path: '/api/' },
  ])('is asked at its version $version with the key in a header, and nowhere else', async ({ path }) => {
    const answer = await ask(autodev(autodevService.url + path))
    expect(answer).toMatchObject({ kind: 'whole', facts: { make: 'Honda', model: 'Accord', year: 2003 } })
    const expected = { method: 'GET', path: `${path.replace(/\/$/, '')}/vin/${accord}`, vins: [accord] }
    expect(autodevService.requests).toEqual([{ ...expected, authorization: `Bearer ${key}` }])
    expect(JSON.stringify(answer)).not.toContain(key)
  })

  test('does not carry the key to where it is sent', async () => {
    autodevService.behave(behaviours.redirect(`${vpic.url}/DecodeVinValues/${accord}?format=json`))
    expect(await ask(autodev())).toMatchObject({ reason: 'refused' })
    expect(vpic.requests).toEqual([])
  })
})

describe('vPIC', () => {
  test('is asked for one VIN', async () => {
    expect(await ask(nhtsa(), truck)).toMatchObject({ kind: 'whole', facts: { make: 'Ford', model: 'F-150' } })
    expect(vpic.requests).toMatchObject([
      { method: 'GET', path: `/api/vehicles/DecodeVinValues/${truck}?format=json`, authorization: undefined },
    ])
  })

  test('is asked for many in one request', async () => {
    const { many } = nhtsa()
    const answer = await many?.decode([truck, accord], AbortSignal.timeout(10_000))
    expect(answer).toMatchObject({ kind: 'many' })
    expect(answer?.kind === 'many' && [...answer.byVin.keys()]).toEqual([truck, accord])
    expect(vpic.requests).toMatchObject([
      { method: 'POST', path: '/api/vehicles/DecodeVINValuesBatch/', vins: [truck, accord] },
    ])
  })

  test.each<{ name: string; behaviour: behaviours.Behaviour; reason: FailureReason }>([
    { name: 'HTML', behaviour: behaviours.htmlPage, reason: 'malformed' },
    { name: 'no list', behaviour: json(200, { Results: 'Execution Error' }), reason: 'malformed' },
    { name: '503', behaviour: behaviours.htmlError, reason: 'server' },
  ])('many at once with $name fail as one', async ({ behaviour, reason }) => {
    vpic.behave(behaviour)
    expect(await nhtsa().many?.decode([truck, accord], AbortSignal.timeout(10_000))).toMatchObject({ reason })
  })
})

const services = [
  { service: 'auto.dev', decoder: () => autodev(), standIn: () => autodevService },
  { service: 'vPIC', decoder: () => nhtsa(), standIn: () => vpic },
]

describe.each(services)('$service', ({ decoder, standIn }) => {
  test.each<{ name: string; behaviour: behaviours.Behaviour; reason: FailureReason }>([
    { name: 'HTML with 200', behaviour: behaviours.htmlPage, reason: 'malformed' },
    { name: 'half a JSON', behaviour: behaviours.halfJson, reason: 'malformed' },
    { name: 'an empty body', behaviour: behaviours.emptyBody, reason: 'malformed' },
    { name: '3 MB', behaviour: behaviours.huge, reason: 'too-large' },
    { name: 'a connection that is reset', behaviour: behaviours.reset, reason: 'unreachable' },
    { name: 'an answer that breaks off', behaviour: behaviours.cutOff, reason: 'unreachable' },
    { name: 'a gateway with HTML', behaviour: behaviours.htmlError, reason: 'server' },
    { name: '401', behaviour: json(401, autodevError(401, 'UNAUTHORIZED')), reason: 'unauthorized' },
    { name: '402', behaviour: json(402, autodevError(402, 'UPGRADE_REQUIRED')), reason: 'plan' },
    { name: '429', behaviour: json(429, autodevError(429, 'RATE_LIMITED')), reason: 'rate-limited' },
    { name: 'a redirect', behaviour: behaviours.redirect('http://127.0.0.1:9/'), reason: 'refused' },
  ])('answers with $name: $reason', async ({ behaviour, reason }) => {
    standIn().behave(behaviour)
    expect(await ask(decoder())).toMatchObject({ kind: 'failure', reason })
  })

  test.each<{ name: string; header: string; ms: number }>([
    { name: 'seconds', header: '7', ms: 7000 },
    { name: 'a date', header: 'Tue, 24 Nov 2026 12:00:30 GMT', ms: 30_000 },
  ])('says in $name when to come again', async ({ header, ms }) => {
    standIn().behave(json(429, {}, { 'retry-after': header }))
    expect(await ask(decoder())).toMatchObject({ reason: 'rate-limited', retryAfterMs: ms })
  })

  test.each([
    { name: 'never answers', behaviour: behaviours.silence },
    { name: 'begins to answer and never ends', behaviour: behaviours.drip },
  ])('is cut off when it $name', async ({ behaviour }) => {
    standIn().behave(behaviour)
    const ending = new AbortController()
    const answer = decoder().decode(accord, ending.signal)
    await standIn().arrived(1)
    ending.abort()
    expect(await answer).toMatchObject({ kind: 'failure', reason: 'timeout' })
  })
})

test.each<{ name: string; behaviour: behaviours.Behaviour; outcome: object }>([
  { name: 'VIN_NOT_FOUND', behaviour: json(404, autodevError(404, 'VIN_NOT_FOUND')), outcome: { kind: 'nothing' } },
  { name: 'NOT_FOUND in a 200', behaviour: json(200, { status: 'NOT_FOUND' }), outcome: { kind: 'nothing' } },
  { name: 'SOURCE_ERROR', behaviour: json(503, autodevError(503, 'SOURCE_ERROR')), outcome: { reason: 'source' } },
  { name: 'an error in a 200', behaviour: json(200, { error: 'no' }), outcome: { reason: 'malformed' } },
])('auto.dev answers with $name', async ({ behaviour, outcome }) => {
  autodevService.behave(behaviour)
  expect(await ask(autodev())).toMatchObject(outcome)
})

test('vPIC answers with another VIN', async () => {
  vpic.behave(json(200, vpicEnvelope([vpicResult(truck)])))
  expect(await ask(nhtsa())).toMatchObject({ reason: 'wrong-vin' })
})

test('nobody listens', async () => {
  const decoder = createNhtsa({ url: 'http://127.0.0.1:9/api', now })
  expect(await ask(decoder)).toMatchObject({ reason: 'unreachable' })
})
