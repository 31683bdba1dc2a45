import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../platform/config/read.ts'
import { type App, listen } from '../../platform/http.ts'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database, isUnavailable } from '../../platform/postgres/pool.ts'
import { silentReporter } from '../../platform/sentry.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import type { LookUp } from '../vehicles/lookup.ts'
import { createLookup } from '../vehicles/lookup.ts'
import { createLookupMetrics } from '../vehicles/metrics.ts'
import { createFindReport } from '../vehicles/reports.ts'
import { createVehicleStore } from '../vehicles/store.ts'
import { createOfflineDecoder, type OfflineDecoder } from '../vehicles/vpic/decoder.ts'
import { loadVpicIndex } from '../vehicles/vpic/index-file.ts'
import { openWebhookQueue, webhookRoutes } from '../webhook.ts'
import { createLookupLimits } from './lookup-limits.ts'
import { createPublicServer } from './public.ts'
import { decodeRoutes } from './routes/decode.ts'

const secrets = [randomUUID(), randomUUID()]
const visitorsPerMinute = 40
let decoder: OfflineDecoder
let place: TestDatabase
let database: Database
let app: App
let url: string

beforeAll(async () => {
  decoder = createOfflineDecoder(await loadVpicIndex())
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(() => start(place.url))
afterEach(async () => {
  await app.close()
  await database.close()
})

async function start(databaseUrl: string): Promise<void> {
  const registry = new Registry()
  database = createDatabase({ url: databaseUrl, service: 'web', max: 4, registry, log: silentLog })
  const queue = openWebhookQueue(database, silentLog)
  const lookUp = lookUpWith(registry)
  app = await createPublicServer({
    config: readConfig({ LOG_LEVEL: 'silent' }, 'web'),
    log: silentLog,
    errors: silentReporter,
    registry,
    isUnavailable,
    routes: async (server) => {
      const callers = { callerOf: () => ({ kind: 'visitor' }) as const, addressOf: () => 'here', now }
      const perMinute = { visitorVins: visitorsPerMinute, decodes: 1, batches: 1 }
      const { decode: limit } = createLookupLimits({ ...callers, perMinute })
      await decodeRoutes(server, { ...callers, lookUp, limit, quota: { chargeUpTo: neverAsked, giveBack: neverAsked } })
      await webhookRoutes(server, { secrets, queue, isUnavailable, registry })
    },
  })
  url = `http://127.0.0.1:${await listen(app, { host: '127.0.0.1', port: 0, setting: 'WEB_PORT' })}`
}

function now(): number {
  return Date.parse('2026-11-24T12:00:00Z')
}

function lookUpWith(registry: Registry): LookUp {
  const cache = { get: async () => null, set: async () => {}, delete: async () => {}, remember: () => neverAsked() }
  return createLookup({
    decoder,
    orderFor: () => [],
    findReport: createFindReport({ offline: decoder, online: [], cache, now, later: neverAsked }),
    store: createVehicleStore(database),
    metrics: createLookupMetrics(registry),
    now,
    log: silentLog,
  })
}

function neverAsked(): never {
  throw new Error('nobody should have asked')
}

function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
}

const decode = (body: unknown) => post('/api/decode', JSON.stringify(body))
const webhook = (body: string, secret?: string) =>
  post('/webhook', body, secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret })
const update = (id: number, chat = 7) =>
  JSON.stringify({ update_id: id, message: { message_id: 1, date: 0, chat: { id: chat, type: 'private' }, text: 'x' } })

describe('POST /api/decode', () => {
  test('answers with the vehicle as the contract has it', async () => {
    const answer = await decode({ vin: '1HGCM82633A004352' })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      success: true,
      vehicle: expect.objectContaining({
        id: expect.any(Number),
        vin: '1HGCM82633A004352',
        make: 'Honda',
        model: 'Accord',
        year: 2003,
        source: 'offline',
        decoded_at: '2026-11-24T12:00:00.000Z',
        warnings: [],
        suggestions: [],
        raw_data: expect.any(Object),
      }),
    })
  })

  test('loudly warns of a wrong check digit on a North American VIN, and suggests', async () => {
    const { vehicle } = (await (await decode({ vin: '1HGCM82633A004353' })).json()) as {
      vehicle: { warnings: { code: string }[]; suggestions: string[] }
    }
    expect(vehicle.warnings.map(({ code }) => code)).toContain('check_digit')
    expect(vehicle.suggestions).toContain('1HGCM82633A004352')
  })

  test.each<{ name: string; body: unknown; status: number; code: string }>([
    { name: 'no VIN at all', body: { vin: '' }, status: 400, code: 'invalid_vin' },
    { name: 'sixteen characters', body: { vin: '1HGCM82633A00435' }, status: 400, code: 'invalid_vin' },
    { name: 'eighteen characters', body: { vin: '1HGCM82633A0043522' }, status: 400, code: 'invalid_vin' },
    { name: 'SQL', body: { vin: "'; drop table vehicles; --" }, status: 400, code: 'invalid_vin' },
    { name: 'HTML', body: { vin: '<script>alert(1)</script>' }, status: 400, code: 'invalid_vin' },
    { name: 'emoji', body: { vin: '🚗'.repeat(17) }, status: 400, code: 'invalid_vin' },
    { name: 'a NUL', body: { vin: '1HGCM82633A00435\u0000' }, status: 400, code: 'invalid_vin' },
    { name: '200,000 characters', body: { vin: 'A'.repeat(200_000) }, status: 400, code: 'invalid_vin' },
    { name: '10 MB', body: { vin: 'A'.repeat(10_000_000) }, status: 413, code: 'payload_too_large' },
    { name: 'a VIN that is a number', body: { vin: 12345678901234 }, status: 400, code: 'invalid_request' },
    { name: 'a VIN that is a list', body: { vin: ['1HGCM82633A004352'] }, status: 400, code: 'invalid_request' },
    { name: 'no member vin', body: { VIN: '1HGCM82633A004352' }, status: 400, code: 'invalid_request' },
    { name: 'a list as the body', body: [], status: 400, code: 'invalid_request' },
    {
      name: 'a service that does not exist',
      body: { vin: '1', preferred_service: 'x' },
      status: 400,
      code: 'invalid_request',
    },
  ])('has one clear answer to $name', async ({ body, status, code }) => {
    const answer = await decode(body)
    const { error } = (await answer.json()) as { error: { code: string; request_id: string } }
    expect({ status: answer.status, code: error.code }).toEqual({ status, code })
  })

  test('lets a visitor ask so often a minute and says when to come again', async () => {
    const answers = []
    for (let n = 0; n <= visitorsPerMinute; n++) answers.push(await decode({ vin: 'x' }))
    expect(answers.at(-2)?.status).toBe(400)
    const last = answers.at(-1)
    expect(last?.status).toBe(429)
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(last?.headers.get('x-ratelimit-limit')).toBe(String(visitorsPerMinute))
    expect(await last?.json()).toMatchObject({ error: { code: 'rate_limited' } })
  })
})

describe('POST /webhook', () => {
  test.each<{ name: string; ask: () => Promise<Response>; status: number }>([
    { name: 'an update with the current secret is stored', ask: () => webhook(update(1), secrets[0]), status: 200 },
    { name: 'an update with the former secret is stored', ask: () => webhook(update(2), secrets[1]), status: 200 },
    {
      name: 'half an update is stored',
      ask: () => webhook('{"update_id":5,"callback_query":{}}', secrets[0]),
      status: 200,
    },
    {
      name: 'a text with a NUL is stored',
      ask: () => webhook('{"update_id":6,"message":{"text":"\\u0000"}}', secrets[0]),
      status: 200,
    },
    { name: 'an update without a secret is refused', ask: () => webhook(update(3)), status: 401 },
    { name: 'an update with a wrong secret is refused', ask: () => webhook(update(3), 'wrong'), status: 401 },
    { name: 'a refused body is not even read', ask: () => webhook('x'.repeat(2_000_000), 'wrong'), status: 401 },
    { name: 'what is no JSON is refused', ask: () => webhook('{"update_id":', secrets[0]), status: 400 },
    { name: 'what is no update is refused', ask: () => webhook('{"update_id":"1"}', secrets[0]), status: 400 },
    { name: 'null is no update', ask: () => webhook('null', secrets[0]), status: 400 },
    {
      name: 'what is larger than any update is refused',
      ask: () => webhook(`"${'x'.repeat(1_100_000)}"`, secrets[0]),
      status: 413,
    },
  ])('$name', async ({ ask, status }) => {
    expect((await ask()).status).toBe(status)
  })

  test('an update that comes again is stored once', async () => {
    expect((await webhook(update(100), secrets[0])).status).toBe(200)
    expect((await webhook(update(100), secrets[0])).status).toBe(200)
    expect(await database.query('select id from webhook_updates where id = $1', ['100'])).toHaveLength(1)
  })

  test('updates of one chat share a lane in the order of their ids', async () => {
    for (const id of [203, 201, 202]) await webhook(update(id, 42), secrets[0])
    const rows = await database.query<{ id: string }>(
      'select id from webhook_updates where lane = $1 order by position',
      ['42'],
    )
    expect(rows.map(({ id }) => id)).toEqual(['201', '202', '203'])
  })

  test('an update that cannot be stored is sent back to Telegram with 503', async () => {
    await app.close()
    await database.close()
    await start('postgres://nobody:nothing@127.0.0.1:9/none')
    const answer = await webhook(update(300), secrets[0])
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } })
  })
})
