import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Cache, createCache } from '../../platform/cache.ts'
import { startRedisGateway } from '../../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../../platform/embedded/redis-store.ts'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import type { LookUp } from './lookup.ts'
import { openLookup } from './open.ts'

const token = 'a-token-of-the-test'
const accord = '1HGCM82633A004352'
const now = () => Date.parse('2026-11-24T12:00:00Z')

let place: TestDatabase
let database: Database
let registry: Registry
let lookUp: LookUp
const closing: (() => Promise<void>)[] = []

async function openGateway(): Promise<{ url: string; close: () => Promise<void> }> {
  const backend = createRedisStore({ clock: now })
  return startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log: silentLog })
}

async function open(cacheUrl: string, databaseUrl: string): Promise<void> {
  registry = new Registry()
  database = createDatabase({ url: databaseUrl, service: 'test', max: 2, registry, log: silentLog })
  const cache: Cache = createCache({ url: cacheUrl, token, service: 'test', registry, log: silentLog, clock: now })
  lookUp = await openLookup({ registry, now, log: silentLog }, { database, cache })
  closing.push(cache.close, database.close)
}

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())

describe('with both stores', () => {
  beforeEach(async () => {
    const gateway = await openGateway()
    await open(gateway.url, place.url)
    return async () => {
      for (const close of closing.splice(0)) await close()
      await gateway.close()
    }
  })

  test('a VIN is decoded, stored once for its account, and answered from the cache the next time', async () => {
    const first = await lookUp(accord, { account: 'ann' })
    const second = await lookUp(` ${accord.toLowerCase()} `, { account: 'ann' })
    expect(first).toMatchObject({
      ok: true,
      vehicle: { make: 'Honda', model: 'Accord', year: 2003, source: 'offline' },
    })
    expect(second).toEqual(first)
    const rows = await database.query('select vin, make, model, year from vehicles where account = $1', ['ann'])
    expect(rows).toEqual([{ vin: accord, make: 'Honda', model: 'Accord', year: 2003 }])
    expect(await registry.getSingleMetricAsString('vin_lookups_total')).toContain('source="cache",outcome="found"} 1')
  })

  test('two accounts have a row each, visitors share one', async () => {
    for (const account of ['bob', 'cleo', null, null]) await lookUp('5YJSA1E26HF000337', { account })
    const rows = await database.query<{ account: string | null }>(
      'select account from vehicles where vin = $1 order by account',
      ['5YJSA1E26HF000337'],
    )
    expect(rows.map(({ account }) => account)).toEqual(['bob', 'cleo', null])
  })

  test('a forced refresh is decoded anew', async () => {
    await lookUp(accord, { account: null })
    await lookUp(accord, { account: null, forceRefresh: true })
    expect(await registry.getSingleMetricAsString('vin_lookups_total')).toContain('source="offline",outcome="found"} 2')
  })

  test('what is no VIN is neither cached nor stored', async () => {
    const answer = await lookUp("1HGCM82633AO04352'; drop table vehicles; --", { account: 'eve' })
    expect(answer).toMatchObject({ ok: false })
    expect(await database.query('select 1 from vehicles where account = $1', ['eve'])).toEqual([])
  })
})

test('with neither store a VIN is answered all the same, without an id', async () => {
  await open('http://127.0.0.1:9', 'postgres://nobody:nothing@127.0.0.1:9/none')
  expect(await lookUp(accord, { account: null })).toMatchObject({ ok: true, vehicle: { id: null, make: 'Honda' } })
  for (const close of closing.splice(0)) await close()
})
