import { parse } from 'csv-parse/sync'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../../platform/config/read.ts'
import { listen } from '../../../platform/http.ts'
import { silentLog } from '../../../platform/log.ts'
import { isUnavailable } from '../../../platform/postgres/pool.ts'
import { silentReporter } from '../../../platform/sentry.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type LookupServer, newVins, startLookupServer } from '../../../test/support/lookup-server.ts'
import { trustedCallerRoutes } from '../caller-routes.ts'
import { createInternalServer } from '../internal.ts'
import { lookupRoutes } from '../lookup-routes.ts'

const accord = '1HGCM82633A004352'
const tesla = '5YJSA1E26HF000337'

interface Row {
  vin: string
  success: boolean
  vehicle?: { vin: string; make: string; id: number | null }
  error?: { code: string; suggestions: string[] }
}

let place: TestDatabase
let server: LookupServer

beforeAll(async () => {
  place = await createTestDatabase()
  server = await startLookupServer(place.url)
})
afterAll(async () => {
  await server.close()
  await place.drop()
})
beforeEach(() => server.clock.pass(60_000))

const newAccount = (lookupsUsed?: number) => server.newAccount(lookupsUsed)
const batch = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  server.post(`/api/decode/batch${query}`, body, headers)
async function rowsOf(answer: Response): Promise<Row[]> {
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { results: Row[] }).results
}
const told = (rows: readonly Row[]) => rows.map(({ success, error }) => (success ? 'found' : error?.code))
const csvOf = async (answer: Response) => parse<Record<string, string>>(await answer.text(), { columns: true })

describe('rows', () => {
  test('are answered each, in their order', async () => {
    const { headers } = await newAccount()
    const vins = [tesla, 'x', ` ${accord.toLowerCase()}`, '1HGCM82633AO04352', tesla, '']
    const rows = await rowsOf(await batch({ vins }, headers))
    expect(rows).toMatchObject([
      { vin: tesla, success: true, vehicle: { make: 'Tesla', vin: tesla } },
      { vin: 'x', success: false, error: { code: 'invalid_vin', suggestions: [] } },
      { vin: accord, success: true, vehicle: { make: 'Honda', model: 'Accord' } },
      { vin: '1HGCM82633AO04352', success: false, error: { code: 'invalid_vin', suggestions: [accord] } },
      { vin: tesla, success: true },
      { vin: '', success: false, error: { code: 'invalid_vin' } },
    ])
    expect(rows[4]).toEqual(rows[0])
  })

  test('are stored once for the account that asked, and nobody else’s are touched', async () => {
    const [mine, others] = [await newAccount(), await newAccount()]
    const [first = '', second = ''] = newVins(2)
    await batch({ vins: [first] }, others.headers)
    const before = await server.database.query('select * from vehicles where account = $1', [others.account])
    await batch({ vins: [first, second, first], force_refresh: true }, mine.headers)
    await batch({ vins: [first, second] }, mine.headers)
    const rowsFor = (account: string) => server.database.query('select * from vehicles where account = $1', [account])
    expect(await rowsFor(mine.account)).toHaveLength(2)
    expect(await rowsFor(others.account)).toEqual(before)
  })

  test('of a CSV come back as JSON', async () => {
    const rows = await rowsOf(await batch(`\ufeffid; VIN \r\n1;"${accord}"\r\n2;nonsense\r\n`))
    expect(told(rows)).toEqual(['found', 'invalid_vin'])
  })

  test.each([
    { name: 'the header Accept', headers: { accept: 'text/csv' }, query: '' },
    { name: 'the address', headers: {}, query: '?format=csv' },
  ])('come back as CSV when $name asks for it', async ({ headers, query }) => {
    const answer = await batch({ vins: [accord, '=1+1'] }, headers, query)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(await csvOf(answer)).toMatchObject([
      { vin: accord, success: 'true', make: 'Honda', model: 'Accord', year: '2003', source: 'offline', error: '' },
      { vin: "'=1+1", success: 'false', make: '', error: 'invalid_vin: a VIN has 17 characters, this has 4' },
    ])
  })

  test('of CSV may come back as JSON, whatever is accepted', async () => {
    const answer = await batch(`vin\n${accord}`, { accept: 'text/csv' }, '?format=json')
    expect(told(await rowsOf(answer))).toEqual(['found'])
  })
})

describe('the month of an account', () => {
  test.each([
    { used: 97, wanted: ['found', 'found', 'found', 'found', 'invalid_vin'], after: 100 },
    { used: 98, wanted: ['found', 'found', 'found', 'quota_exceeded', 'invalid_vin'], after: 100 },
    { used: 99, wanted: ['found', 'found', 'quota_exceeded', 'quota_exceeded', 'invalid_vin'], after: 100 },
    { used: 100, wanted: ['quota_exceeded', 'found', 'quota_exceeded', 'quota_exceeded', 'invalid_vin'], after: 100 },
  ])('with $used of 100 used: three new ones and one that is known', async ({ used, wanted, after }) => {
    const { account, headers } = await newAccount(used)
    const [known = '', ...fresh] = newVins(4)
    await server.lookups.lookUp(known, { account: null })
    const vins = [fresh[0], known, fresh[1], fresh[2], 'x']
    expect(told(await rowsOf(await batch({ vins }, headers)))).toEqual(wanted)
    expect(await server.used(account)).toBe(after)
  })

  test('pays once for a VIN that comes twice, and nothing for what is none', async () => {
    const { account, headers } = await newAccount()
    const [vin] = newVins(1)
    await batch({ vins: [vin, vin, 'x', ''] }, headers)
    expect(await server.used(account)).toBe(1)
  })

  test('pays for what is refreshed', async () => {
    const { account, headers } = await newAccount()
    const vins = newVins(3)
    for (const force_refresh of [false, false, true]) await batch({ vins, force_refresh }, headers)
    expect(await server.used(account)).toBe(6)
  })

  test('is never overdrawn by batches at the same time', async () => {
    const { account, headers } = await newAccount(60)
    const answers = await Promise.all(Array.from({ length: 5 }, () => batch({ vins: newVins(30) }, headers)))
    const rows = (await Promise.all(answers.map(rowsOf))).flat()
    expect(rows.filter(({ success }) => success)).toHaveLength(40)
    expect(await server.used(account)).toBe(100)
  })
})

describe('a visitor', () => {
  test.each([
    { rows: 30, status: 200 },
    { rows: 31, status: 401 },
  ])('who sends $rows rows gets $status', async ({ rows, status }) => {
    const answer = await batch({ vins: newVins(rows) })
    expect(answer.status).toBe(status)
    if (status === 200) return
    const message = 'sign in or send an API key for more than 30 at once'
    expect(await answer.json()).toMatchObject({ error: { code: 'unauthorized', message } })
  })
})

test('a key without the scope is forbidden, and one that does not open is no visitor’s', async () => {
  const reader = await server.credentialOf('telegram:3999', ['read'])
  expect((await batch({ vins: ['x'] }, reader)).status).toBe(403)
  expect((await batch({ vins: ['x'] }, { authorization: 'Bearer x' })).status).toBe(401)
})

test('inside, nobody’s rows are counted by the minute, and still a thousand are the most', async () => {
  const ground = { config: readConfig({}, 'web'), log: silentLog, errors: silentReporter, registry: new Registry() }
  const { accounts, clock, lookups } = server
  const app = await createInternalServer({
    ...{ ...ground, isUnavailable, health: { of: () => 'healthy', stop: () => {} } },
    routes: (api) =>
      trustedCallerRoutes(api, {
        ...{ config: ground.config, accounts, now: clock.now },
        routes: (inner, callerOf, addressOf) =>
          lookupRoutes(inner, { callerOf, addressOf, lookups, quota: accounts.quota, now: clock.now, perMinute: null }),
      }),
  })
  const port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'API_PORT' })
  const send = async (rows: number) => {
    const body = JSON.stringify({ vins: Array(rows).fill('x') })
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`http://127.0.0.1:${port}/api/decode/batch`, { method: 'POST', headers, body })).status
  }
  expect([await send(1000), await send(1000), await send(1001)]).toEqual([200, 200, 413])
  await app.close()
})
