import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { openBlackHole } from '../../test/support/black-hole.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { createQuotaMetrics } from './metrics.ts'
import { createQuota, type Quota } from './quota.ts'

let place: TestDatabase
let database: Database
let registry: Registry
let clock: ReturnType<typeof createHandClock>
let quota: Quota

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(() => open(place.url))
afterEach(() => database.close())

function open(url: string): void {
  registry = new Registry()
  clock = createHandClock(Date.parse('2026-11-24T12:00:00Z'))
  database = createDatabase({ url, service: 'test', max: 8, registry, log: silentLog })
  quota = createQuota({ database, metrics: createQuotaMetrics(registry), now: clock.now })
}

const newPayer = () => ({ account: `telegram:${randomUUID()}`, plan: 'free' as const })
const december = Date.parse('2026-12-01T00:00:00Z')

test('a lookup is taken from the month, and told', async () => {
  const payer = newPayer()
  expect(await quota.usage(payer)).toEqual({ used: 0, limit: 100, resetsAt: december })
  const usage = { used: 1, limit: 100, resetsAt: december }
  expect(await quota.chargeUpTo(payer, 1)).toEqual({ lookups: 1, usage })
  expect(await quota.chargeUpTo(payer, 98)).toMatchObject({ lookups: 98, usage: { used: 99 } })
  expect(await quota.usage(payer)).toMatchObject({ used: 99 })
})

test.each([
  { name: 'all of the month at once are there', before: 0, wanted: 100, lookups: 100 },
  { name: 'of one more than the month has, all but one are there', before: 0, wanted: 101, lookups: 100 },
  { name: 'the last one is there', before: 99, wanted: 1, lookups: 1 },
  { name: 'of three when there is one, one is there', before: 99, wanted: 3, lookups: 1 },
  { name: 'of three when there are none, none is there', before: 100, wanted: 3, lookups: 0 },
  { name: 'none is always there', before: 100, wanted: 0, lookups: 0 },
])('$name', async ({ before, wanted, lookups }) => {
  const payer = newPayer()
  await quota.chargeUpTo(payer, before)
  const used = before + lookups
  expect(await quota.chargeUpTo(payer, wanted)).toMatchObject({ lookups, usage: { used } })
  expect(await quota.usage(payer)).toMatchObject({ used })
  const refusals = await registry.getSingleMetricAsString('quota_refusals_total')
  expect(refusals.includes('{plan="free"} 1')).toBe(lookups < wanted)
})

test.each([
  { name: 'in a month that has begun', before: 1 },
  { name: 'when all of them are the first of the month', before: 0 },
])('of twenty at once together never more is taken than there is, $name', async ({ before }) => {
  const payer = newPayer()
  if (before > 0) await quota.chargeUpTo(payer, before)
  const shares = await Promise.all(Array.from({ length: 20 }, (_, n) => quota.chargeUpTo(payer, 1 + (n % 13))))
  const taken = shares.map(({ lookups }) => lookups).reduce((sum, lookups) => sum + lookups, before)
  expect(taken).toBe(100)
  expect(await quota.usage(payer)).toMatchObject({ used: 100 })
})

test('the next month begins anew', async () => {
  const payer = newPayer()
  await quota.chargeUpTo(payer, 100)
  await clock.pass(december - clock.now() - 1)
  expect(await quota.chargeUpTo(payer, 1)).toMatchObject({ lookups: 0, usage: { used: 100, resetsAt: december } })
  await clock.pass(1)
  expect(await quota.chargeUpTo(payer, 1)).toMatchObject({ lookups: 1, usage: { used: 1 } })
})

test.each([
  { plan: 'professional' as const, limit: 2500 },
  { plan: 'enterprise' as const, limit: 10_000 },
])('the plan $plan has $limit', async ({ plan, limit }) => {
  const payer = { ...newPayer(), plan }
  expect(await quota.chargeUpTo(payer, limit + 1)).toMatchObject({ lookups: limit, usage: { used: limit, limit } })
})

test('who comes from a larger plan keeps what is used, and gets nothing more', async () => {
  const payer = newPayer()
  await quota.chargeUpTo({ ...payer, plan: 'professional' }, 500)
  expect(await quota.chargeUpTo(payer, 1)).toMatchObject({ lookups: 0, usage: { used: 500, limit: 100 } })
})

test.each([
  { name: 'a part of it', taken: 100, given: 3, used: 97 },
  { name: 'all of it', taken: 3, given: 3, used: 0 },
  { name: 'more than was taken, which is none', taken: 3, given: 4, used: 0 },
])('what is given back can be taken again: $name', async ({ taken, given, used }) => {
  const payer = newPayer()
  const other = newPayer()
  for (const one of [payer, other]) await quota.chargeUpTo(one, taken)
  await quota.giveBack(payer, given)
  expect([await quota.usage(payer), await quota.usage(other)]).toMatchObject([{ used }, { used: taken }])
})

describe('without Postgres', () => {
  test('lookups go on, and are counted as uncounted', async () => {
    await database.close()
    open('postgres://nobody:nothing@127.0.0.1:9/none')
    expect(await quota.chargeUpTo(newPayer(), 3)).toEqual({ lookups: 3, usage: null })
    expect(await registry.getSingleMetricAsString('quota_uncounted_lookups_total')).toContain(' 3')
    await expect(quota.giveBack(newPayer(), 3)).resolves.toBeUndefined()
  })

  test('lookups do not wait for a server that hangs', async () => {
    const hole = await openBlackHole()
    await database.close()
    open(`postgres://nobody:nothing@127.0.0.1:${hole.port}/none`)
    expect(await quota.chargeUpTo(newPayer(), 1)).toEqual({ lookups: 1, usage: null })
    hole.close()
  })
})
