import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { type HistoryResult, HOUR, MINUTE } from '../model/history-result.ts'
import { type HistoryRow, readHistory } from './read.ts'
import { rollUp } from './roll-up.ts'
import { createHistoryStore, type HistoryStore } from './store.ts'
import { resultAt, resultsOver } from './test-bench.ts'

/** A full hour, the last before midnight: days of both sides take part. */
const start = Date.parse('2028-02-28T23:00:00Z')
const second = 1_000

let at: TestDatabase
let database: Database
let store: HistoryStore

beforeEach(async () => {
  at = await createTestDatabase()
  database = createDatabase({ url: at.url, service: 'test', max: 3, registry: new Registry(), log: silentLog })
  store = createHistoryStore(database)
})
afterEach(async () => {
  await database.close()
  await at.drop()
})

const minutes = (from = start, to = from + HOUR, target = 'web') =>
  readHistory(database, { target, from, to, step: 'minute' })
const times = ({ upMs, downMs, unknownMs }: HistoryRow) => [upMs, downMs, unknownMs].map((ms) => ms / second)

/** Seconds up, down and unknown of the first minutes. */
test.each<{ name: string; results: HistoryResult[]; seconds: number[][] }>([
  { name: 'nothing was seen, nothing is told', results: [], seconds: [] },
  {
    name: 'a minute of good checks is up, and the last speaks for two intervals more',
    results: resultsOver(start, start + MINUTE),
    seconds: [
      [60, 0, 0],
      [10, 0, 0],
    ],
  },
  {
    name: 'time before the first result is nobody’s',
    results: resultsOver(start + 30 * second, start + MINUTE),
    seconds: [
      [30, 0, 0],
      [10, 0, 0],
    ],
  },
  {
    name: 'a failed check is down until the next one',
    results: [resultAt(start), resultAt(start + 10_000, { outcome: 'down' }), resultAt(start + 11_000)],
    seconds: [[10 + 20, 1, 0]],
  },
  {
    name: 'a next result after exactly two intervals leaves no gap',
    results: [resultAt(start), resultAt(start + 20_000)],
    seconds: [[40, 0, 0]],
  },
  {
    name: 'a probe that stood still leaves the time after two intervals to nobody',
    results: [resultAt(start), resultAt(start + 50_000)],
    seconds: [
      [20 + 10, 0, 0],
      [10, 0, 0],
    ],
  },
  {
    name: 'blind all the time is unknown all the time',
    results: resultsOver(start, start + MINUTE, { outcome: 'unknown', latencyMs: null }),
    seconds: [
      [0, 0, 60],
      [0, 0, 10],
    ],
  },
  {
    name: 'a blind spell is neither up nor down',
    results: [resultAt(start), resultAt(start + 10_000, { outcome: 'unknown' }), resultAt(start + 15_000)],
    seconds: [[10 + 20, 0, 5]],
  },
  {
    name: 'a result speaks over the minutes until the next one, also where no check ended',
    results: [resultAt(start, { intervalMs: 2 * MINUTE }), resultAt(start + 2.5 * MINUTE)],
    seconds: [
      [60, 0, 0],
      [60, 0, 0],
      [50, 0, 0],
    ],
  },
])('$name', async ({ results, seconds }) => {
  await store.save(results)
  await rollUp(database, start + HOUR)
  expect((await minutes()).map(times)).toEqual(seconds)
})

test('a gap of a millisecond is told to the millisecond', async () => {
  await store.save([resultAt(start), resultAt(start + 20_001)])
  await rollUp(database, start + HOUR)
  expect((await minutes())[0]?.upMs).toBe(40_000)
  await store.save([resultAt(start + 20_000)])
  await rollUp(database, start + HOUR)
  expect((await minutes())[0]?.upMs).toBe(40_001)
})

test('a row says how many checks there were, how many failed, and how fast they were', async () => {
  const latencies = [1, 3, 7, 20, 40, 80]
  const checks = latencies.map((latencyMs, n) => resultAt(start + n * 10_000, { latencyMs }))
  await store.save([...checks, resultAt(start + 55_000, { outcome: 'down', latencyMs: null })])
  await rollUp(database, start + MINUTE)
  expect(await minutes()).toEqual([
    {
      ...{ location: 'here', start, checks: 7, failures: 1, upMs: 55_000, downMs: 5_000, unknownMs: 0 },
      ...{ firstAt: start, lastAt: start + 55_000 },
      latency: { min: 1, mean: 151 / 6, max: 80, p50: 10, p95: expect.closeTo(80), p99: expect.closeTo(80) },
    },
  ])
})

test('minutes that are not over wait', async () => {
  await store.save(resultsOver(start, start + 3 * MINUTE))
  await rollUp(database, start + 2 * MINUTE - 1)
  expect(await minutes()).toHaveLength(1)
  await rollUp(database, start + 2 * MINUTE)
  expect(await minutes()).toHaveLength(2)
})

test('an hour is the sum of its minutes, to the day after midnight', async () => {
  await store.save(resultsOver(start, start + 2 * HOUR))
  await store.save([resultAt(start + HOUR - 5_000, { outcome: 'down', latencyMs: null })])
  await rollUp(database, start + 2 * HOUR)
  const hours = await readHistory(database, { target: 'web', from: start, to: start + 2 * HOUR, step: 'hour' })
  expect(hours.map(times)).toEqual([
    [3_595, 5, 0],
    [3_600, 0, 0],
  ])
  const days = await readHistory(database, { target: 'web', from: start, to: start + 2 * HOUR, step: 'day' })
  expect(days.map(({ start: day, checks }) => [new Date(day).toISOString(), checks])).toEqual([
    ['2028-02-28T00:00:00.000Z', 361],
    ['2028-02-29T00:00:00.000Z', 360],
  ])
})

/** Which rows there are, each with the transaction that wrote it. */
const versions = (table: string) =>
  database.query(`select series, start, xmin::text, ctid::text from ${table} order by 1, 2`)

test('rolling up twice changes nothing, not even the rows’ versions', async () => {
  await store.save(resultsOver(start, start + HOUR))
  await rollUp(database, start + HOUR)
  const before = [await versions('history_minutes'), await versions('history_hours')]
  await store.save(resultsOver(start, start + HOUR))
  expect(await database.query('select from history_due')).not.toEqual([])
  await rollUp(database, start + HOUR)
  expect([await versions('history_minutes'), await versions('history_hours')]).toEqual(before)
  expect(before[0]).toHaveLength(60)
})

test('a late arrival is rolled up again, minutes and hours, and its neighbours with it', async () => {
  const all = resultsOver(start, start + HOUR)
  const isLate = ({ at }: HistoryResult) => at >= start + 10 * MINUTE && at < start + 20 * MINUTE
  await store.save(all.filter((result) => !isLate(result)))
  await rollUp(database, start + HOUR)
  const [gap] = await readHistory(database, { target: 'web', from: start, to: start + HOUR, step: 'hour' })
  expect(gap?.upMs).toBe(HOUR - 10 * MINUTE + 10_000)
  await store.save(all.filter(isLate))
  await rollUp(database, start + HOUR)
  const [whole] = await readHistory(database, { target: 'web', from: start, to: start + HOUR, step: 'hour' })
  expect(whole).toMatchObject({ upMs: HOUR, checks: 360 })
})

test('what comes while a minute is rolled up is not forgotten', async () => {
  await store.save(resultsOver(start, start + 30_000))
  const held = Promise.withResolvers<void>()
  const read = Promise.withResolvers<void>()
  const slow: Database = {
    ...database,
    transaction: (work) =>
      database.transaction((within) =>
        work({
          query: async (text, values) => {
            const rows = await within.query(text, values)
            if (text.includes('insert into history_minutes')) {
              read.resolve()
              await held.promise
            }
            return rows as never
          },
        }),
      ),
  }
  const rolling = rollUp(slow, start + MINUTE)
  await read.promise
  await store.save(resultsOver(start + 30_000, start + MINUTE))
  held.resolve()
  await rolling
  expect((await minutes())[0]?.checks).toBe(3)
  await rollUp(database, start + MINUTE)
  expect((await minutes())[0]?.checks).toBe(6)
})

test('two that roll up at once come to the same rows, and both end', async () => {
  await store.save(resultsOver(start, start + HOUR))
  await Promise.all([rollUp(database, start + HOUR), rollUp(database, start + HOUR)])
  expect((await minutes()).map(times)).toEqual(Array(60).fill([60, 0, 0]))
  expect((await database.query('select from history_due where start < to_timestamp($1)', [start / 1000])).length).toBe(
    0,
  )
})

test('targets and locations have rows of their own', async () => {
  const results = ['web', 'api'].flatMap((target) =>
    ['here', 'there'].flatMap((location) => resultsOver(start, start + MINUTE, { target, location })),
  )
  await store.save(results)
  await rollUp(database, start + MINUTE)
  expect((await minutes()).map(({ location }) => location)).toEqual(['here', 'there'])
  expect(await minutes(start, start + HOUR, 'api')).toHaveLength(2)
})

test('a server whose clock is in a zone with summer time cuts the same days and minutes', async () => {
  await database.query(`alter database ${new URL(at.url).pathname.slice(1)} set timezone = 'America/New_York'`)
  const zoned = createDatabase({ url: at.url, service: 'test', max: 2, registry: new Registry(), log: silentLog })
  // Both nights in which New York's clocks are put, and the leap day.
  for (const day of ['2028-03-12T05:59:00Z', '2028-11-05T05:59:00Z', '2028-02-29T23:59:00Z']) {
    const from = Date.parse(day)
    await createHistoryStore(zoned).save(resultsOver(from, from + 2 * MINUTE))
    await rollUp(zoned, from + 2 * HOUR)
    const rows = await readHistory(zoned, { target: 'web', from, to: from + 2 * MINUTE, step: 'minute' })
    expect(rows.map((row) => [row.start, ...times(row)])).toEqual([
      [from, 60, 0, 0],
      [from + MINUTE, 60, 0, 0],
    ])
  }
  await zoned.close()
})
