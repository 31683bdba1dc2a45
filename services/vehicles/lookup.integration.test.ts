import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { type OpenLookups, openLookups } from '../../test/support/vehicle-services/open-lookups.ts'
import { expectedCheckDigit } from './model/check-digit.ts'
import type { Vin } from './model/vin.ts'

const accord = '1HGCM82633A004352'

let place: TestDatabase
let lookups: OpenLookups

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
afterEach(() => lookups.shut())

/** Nothing is set: no decoder, no key. */
async function open(): Promise<OpenLookups> {
  lookups = await openLookups({ databaseUrl: place.url })
  return lookups
}

const counted = () => lookups.registry.getSingleMetricAsString('vin_lookups_total')

test('a VIN is decoded, stored once for its account, and answered from the cache the next time', async () => {
  const { lookUp, database } = await open()
  const first = await lookUp(accord, { account: 'ann' })
  const second = await lookUp(` ${accord.toLowerCase()} `, { account: 'ann' })
  const expected = { make: 'Honda', model: 'Accord', year: 2003, source: 'offline', warnings: [] }
  expect(first).toMatchObject({ ok: true, vehicle: expected, cached: false })
  expect(second).toEqual({ ...first, cached: true })
  const rows = await database.query('select vin, make, model, year from vehicles where account = $1', ['ann'])
  expect(rows).toEqual([{ vin: accord, make: 'Honda', model: 'Accord', year: 2003 }])
  expect(await counted()).toContain('source="cache",outcome="found"} 1')
})

test('two accounts have a row each, visitors share one', async () => {
  const { lookUp, database } = await open()
  for (const account of ['bob', 'cleo', null, null]) await lookUp('5YJSA1E26HF000337', { account })
  const rows = await database.query<{ account: string | null }>(
    'select account from vehicles where vin = $1 order by account',
    ['5YJSA1E26HF000337'],
  )
  expect(rows.map(({ account }) => account)).toEqual(['bob', 'cleo', null])
})

test('a forced refresh is decoded anew', async () => {
  const { lookUp } = await open()
  await lookUp(accord, { account: null })
  expect(await lookUp(accord, { account: null, forceRefresh: true })).toMatchObject({ cached: false })
  expect(await counted()).toContain('source="offline",outcome="found"} 2')
})

test('what is no VIN is neither cached nor stored', async () => {
  const { lookUp, database } = await open()
  const answer = await lookUp("1HGCM82633AO04352'; drop table vehicles; --", { account: 'eve' })
  expect(answer).toMatchObject({ ok: false })
  expect(await database.query('select 1 from vehicles where account = $1', ['eve'])).toEqual([])
})

test('with neither store a VIN is answered all the same, without an id', async () => {
  const databaseUrl = 'postgres://nobody:nothing@127.0.0.1:9/none'
  lookups = await openLookups({ databaseUrl, cacheUrl: 'http://127.0.0.1:9' })
  const vehicle = { id: null, make: 'Honda' }
  expect(await lookups.lookUp(accord, { account: null })).toMatchObject({ ok: true, vehicle })
  expect(await lookups.lookUpMany([accord], { account: null })).toMatchObject([{ ok: true, vehicle }])
})

describe('many at once', () => {
  const mixed = [accord, 'no VIN', '5YJSA1E26HF000337', ` ${accord.toLowerCase()}`, '']

  test('are answered each, in order; one that comes twice is stored once', async () => {
    const { lookUpMany, database } = await open()
    const answers = await lookUpMany(mixed, { account: 'fay' })
    expect(answers).toMatchObject([
      { ok: true, vehicle: { vin: accord, make: 'Honda', id: expect.any(Number) } },
      { ok: false, rejected: { reason: 'too-short' } },
      { ok: true, vehicle: { make: 'Tesla', id: expect.any(Number) } },
      { ok: true, vehicle: { vin: accord } },
      { ok: false, rejected: { reason: 'empty' } },
    ])
    expect(answers[3]).toEqual(answers[0])
    const rows = await database.query<{ vin: string }>('select vin from vehicles where account = $1 order by id', [
      'fay',
    ])
    expect(rows.map(({ vin }) => vin)).toEqual([accord, '5YJSA1E26HF000337'])
  })

  test('come from the cache the next time, with the same ids', async () => {
    const { lookUpMany } = await open()
    const first = await lookUpMany(mixed, { account: 'gus' })
    const second = await lookUpMany(mixed, { account: 'gus' })
    expect(second).toEqual(first.map((answer) => (answer.ok ? { ...answer, cached: true } : answer)))
    expect(await lookUpMany([accord], { account: 'gus', forceRefresh: true })).toMatchObject([{ cached: false }])
  })

  test('share the cache with single ones', async () => {
    const { lookUp, lookUpMany } = await open()
    await lookUp(accord, { account: null })
    expect(await lookUpMany([accord], { account: null })).toMatchObject([{ cached: true }])
  })

  test('may be 1,000, and two batches at a time do not block each other', async () => {
    const { lookUpMany, database } = await open()
    const vins = Array.from({ length: 1000 }, (_, n) => withCheckDigit(`1HGCM82603A${String(n).padStart(6, '0')}`))
    const account = 'hal'
    const [answers] = await Promise.all([lookUpMany(vins, { account }), lookUpMany(vins.toReversed(), { account })])
    expect(answers.map((answer) => answer.ok && answer.vehicle.vin)).toEqual(vins)
    expect(answers.every((answer) => answer.ok && answer.vehicle.id !== null)).toBe(true)
    const [row] = await database.query('select count(*)::integer as count from vehicles where account = $1', [account])
    expect(row).toEqual({ count: 1000 })
  })

  test('are all in the cache when they are answered, also a thousand', async () => {
    const { lookUpMany, cached } = await open()
    const vins = Array.from({ length: 1000 }, (_, n) => withCheckDigit(`1HGCM82603B${String(n).padStart(6, '0')}`))
    await lookUpMany(vins, { account: null })
    const known = await Promise.all(vins.slice(-50).map((vin) => cached.get(vin)))
    expect(known.filter((report) => report === null)).toEqual([])
    const answers = await lookUpMany(vins, { account: null, pay: async () => 0 })
    expect(answers.filter(({ ok }) => !ok)).toEqual([])
  })

  test('may not be 1,001', async () => {
    const { lookUpMany } = await open()
    await expect(lookUpMany(Array(1001).fill(accord), { account: null })).rejects.toThrow(RangeError)
  })

  test('may be none', async () => {
    const { lookUpMany } = await open()
    expect(await lookUpMany([], { account: null })).toEqual([])
  })
})

function withCheckDigit(text: string): string {
  return text.slice(0, 8) + expectedCheckDigit(text as Vin) + text.slice(9)
}
