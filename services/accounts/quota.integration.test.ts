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
  quota = createQuota({ database, metrics: createQuotaMetrics(registry), now: clock.now, log: silentLog })
}

const newPayer = () => ({ account: `telegram:${randomUUID()}`, plan: 'free' as const })
const december = Date.parse('2026-12-01T00:00:00Z')

test('a lookup is taken from the month, and told', async () => {
  const payer = newPayer()
  expect(await quota.usage(payer)).toEqual({ used: 0, limit: 100, resetsAt: december })
  const first = await quota.charge(payer, 1)
  expect(first).toMatchObject({ ok: true, usage: { used: 1, limit: 100, resetsAt: december } })
  expect(await quota.charge(payer, 98)).toMatchObject({ ok: true, usage: { used: 99 } })
  expect(await quota.usage(payer)).toMatchObject({ used: 99 })
})

test.each([
  { name: 'all of the month at once', before: 0, lookups: 100, ok: true },
  { name: 'one more than the month has', before: 0, lookups: 101, ok: false },
  { name: 'the last one', before: 99, lookups: 1, ok: true },
  { name: 'two when there is one', before: 99, lookups: 2, ok: false },
  { name: 'one when there is none', before: 100, lookups: 1, ok: false },
  { name: 'none when there is none', before: 100, lookups: 0, ok: true },
])('$name: $ok', async ({ before, lookups, ok }) => {
  const payer = newPayer()
  await quota.charge(payer, before)
  expect(await quota.charge(payer, lookups)).toMatchObject({ ok })
  expect(await quota.usage(payer)).toMatchObject({ used: before + (ok ? lookups : 0) })
})

test('of twenty at once for the last lookup exactly one gets it', async () => {
  const payer = newPayer()
  await quota.charge(payer, 99)
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => quota.charge(payer, 1)))
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await quota.usage(payer)).toMatchObject({ used: 100 })
  const refused = await registry.getSingleMetricAsString('quota_refusals_total')
  expect(refused).toContain('quota_refusals_total{plan="free"} 19')
})

test('the next month begins anew', async () => {
  const payer = newPayer()
  await quota.charge(payer, 100)
  await clock.pass(december - clock.now() - 1)
  expect(await quota.charge(payer, 1)).toMatchObject({ ok: false, usage: { used: 100, resetsAt: december } })
  await clock.pass(1)
  expect(await quota.charge(payer, 1)).toMatchObject({ ok: true, usage: { used: 1 } })
})

test.each([
  { plan: 'professional' as const, limit: 2500 },
  { plan: 'enterprise' as const, limit: 10_000 },
])('the plan $plan has $limit', async ({ plan, limit }) => {
  const payer = { ...newPayer(), plan }
  expect(await quota.charge(payer, limit)).toMatchObject({ ok: true })
  expect(await quota.charge(payer, 1)).toMatchObject({ ok: false, usage: { used: limit, limit } })
})

describe('what turned out to cost nothing', () => {
  test('is given back to the month that it was taken from', async () => {
    const payer = newPayer()
    await clock.pass(december - clock.now() - 1)
    const outcome = await quota.charge(payer, 10)
    const charge = outcome.ok ? outcome.charge : null
    await clock.pass(1)
    await quota.charge(payer, 1)
    await quota.refund(charge, 4)
    expect(await quota.usage(payer)).toMatchObject({ used: 1 })
    const [row] = await database.query(`select used from account_usage where account = $1 order by month`, [
      payer.account,
    ])
    expect(row).toEqual({ used: 6 })
  })

  test('is never more than was taken', async () => {
    const payer = newPayer()
    await quota.charge(payer, 5)
    const outcome = await quota.charge(payer, 2)
    await quota.refund(outcome.ok ? outcome.charge : null, 1000)
    expect(await quota.usage(payer)).toMatchObject({ used: 5 })
  })
})

describe('without Postgres', () => {
  test('lookups go on, and are counted as uncounted', async () => {
    await database.close()
    open('postgres://nobody:nothing@127.0.0.1:9/none')
    expect(await quota.charge(newPayer(), 3)).toEqual({ ok: true, charge: null, usage: null })
    await quota.refund(null, 3)
    expect(await registry.getSingleMetricAsString('quota_uncounted_lookups_total')).toContain(' 3')
  })

  test('lookups do not wait for a server that hangs', async () => {
    const hole = await openBlackHole()
    await database.close()
    open(`postgres://nobody:nothing@127.0.0.1:${hole.port}/none`)
    expect(await quota.charge(newPayer(), 1)).toEqual({ ok: true, charge: null, usage: null })
    hole.close()
  })
})
