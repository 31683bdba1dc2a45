import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { DAY, HOUR, MINUTE } from '../model/history-result.ts'
import { dropPartition, listPartitions } from './partitions.ts'
import { readUptimes } from './read.ts'
import { createHistoryStore, type HistoryStore } from './store.ts'
import { resultAt, resultsOver } from './test-bench.ts'
import { createUpkeep } from './upkeep.ts'

const midnight = Date.parse('2026-11-24T00:00:00Z')

let at: TestDatabase
let database: Database
let store: HistoryStore
let now: number
let isMerged: boolean

beforeEach(async () => {
  at = await createTestDatabase()
  database = createDatabase({ url: at.url, service: 'test', max: 4, registry: new Registry(), log: silentLog })
  store = createHistoryStore(database)
  isMerged = true
})
afterEach(async () => {
  await database.close()
  await at.drop()
})

const upkeep = () => createUpkeep({ database, now: () => now, isMerged: () => isMerged, log: silentLog })
const roundAt = async (time: number) => {
  now = time
  await upkeep().round()
}
const days = async (table: string) => {
  const all = await listPartitions(database)
  return all
    .filter((each) => each.table === `history_${table}`)
    .map(({ name }) => Number(name.slice(-2)))
    .sort((a, b) => a - b)
}

test('this day and two more are there, before midnight and after it', async () => {
  await roundAt(midnight - 1)
  for (const table of ['results', 'minutes', 'hours']) expect(await days(table)).toEqual([23, 24, 25])
  await roundAt(midnight)
  for (const table of ['results', 'minutes', 'hours']) expect(await days(table)).toEqual([23, 24, 25, 26])
})

test('two probes that make the same days at once are not in each other’s way', async () => {
  now = midnight
  await Promise.all([upkeep().round(), upkeep().round(), upkeep().round()])
  expect(await days('results')).toEqual([24, 25, 26])
})

test('results over midnight lie in two days and are told as one time', async () => {
  await roundAt(midnight - HOUR)
  await store.save(resultsOver(midnight - MINUTE, midnight + MINUTE))
  await roundAt(midnight + 5 * MINUTE)
  const [told] = await readUptimes(database, ['web'], midnight + MINUTE)
  expect(told?.windows['24h']).toEqual({ uptime: 1, coverage: (2 * MINUTE) / DAY })
})

test('a day that was missed is made when a result of it comes', async () => {
  await roundAt(midnight)
  await store.save([resultAt(midnight - 5 * DAY), resultAt(midnight - 7 * DAY)])
  expect(await days('results')).toEqual([17, 19, 24, 25, 26])
})

test('a day of results goes after 48 hours, and not a millisecond earlier', async () => {
  await store.save([resultAt(midnight)])
  await roundAt(midnight + 3 * DAY - 1)
  expect(await days('results')).toContain(24)
  await roundAt(midnight + 3 * DAY)
  expect(await days('results')).not.toContain(24)
  expect(await days('minutes')).toContain(24)
})

test('minutes go after 30 days and hours after 400', async () => {
  await store.save([resultAt(midnight)])
  const names = async () => (await listPartitions(database)).map(({ name }) => name)
  await roundAt(midnight + 31 * DAY - 1)
  expect(await names()).toContain('history_minutes_20261124')
  await roundAt(midnight + 31 * DAY)
  expect(await names()).not.toContain('history_minutes_20261124')
  await roundAt(midnight + 401 * DAY - 1)
  expect(await names()).toContain('history_hours_20261124')
  await roundAt(midnight + 401 * DAY)
  expect(await names()).not.toContain('history_hours_20261124')
})

test('while results wait on the disk nothing is dropped', async () => {
  await store.save([resultAt(midnight)])
  isMerged = false
  await roundAt(midnight + 5 * DAY)
  expect(await days('results')).toContain(24)
})

test('a day whose minutes are still to be made stays', async () => {
  await store.save([resultAt(midnight)])
  await roundAt(midnight)
  await database.query(`insert into history_due values ('minute', $1)`, [new Date(midnight + DAY - MINUTE)])
  now = midnight + 3 * DAY
  const broken: Database = { ...database, transaction: async () => [] as never }
  await createUpkeep({ database: broken, now: () => now, isMerged: () => true, log: silentLog }).round()
  expect(await days('results')).toContain(24)
})

test('dropping waits for who reads and stands in nobody’s way', async () => {
  await roundAt(midnight)
  await store.save([resultAt(midnight), resultAt(midnight + DAY)])
  const [partition] = (await listPartitions(database)).filter(({ name }) => name === 'history_results_20261124')
  if (partition === undefined) expect.fail('the day is not there')
  let dropping = Promise.resolve()
  await database.transaction(async (reader) => {
    await reader.query('select from history_results')
    dropping = dropPartition(database, partition)
    // Others read and write the whole while the dropping waits for the reader.
    await store.save([resultAt(midnight + DAY + 1)])
    expect(await database.query('select from history_results')).not.toEqual([])
  })
  await dropping
  expect(await database.query('select from history_results')).toHaveLength(2)
  expect(await days('results')).toEqual([25, 26])
})

test('a dropping that was cut short is ended by the next', async () => {
  await roundAt(midnight)
  await database.query('alter table history_results detach partition history_results_20261124 concurrently')
  await roundAt(midnight + 3 * DAY)
  expect(await days('results')).toEqual([25, 26, 27, 28, 29])
})

test('a detaching that was cut short is ended by the next', async () => {
  await roundAt(midnight)
  await database.query(
    `update pg_inherits set inhdetachpending = true where inhrelid = 'history_results_20261124'::regclass`,
  )
  await roundAt(midnight + 3 * DAY)
  expect(await days('results')).toEqual([25, 26, 27, 28, 29])
})

test('rows are told up to the last minute that is over and settled', async () => {
  const one = upkeep()
  expect(one.rolledUpTo()).toBeNull()
  now = midnight + MINUTE + 2_999
  await one.round()
  expect(one.rolledUpTo()).toBe(midnight)
  now = midnight + MINUTE + 3_000
  await one.round()
  expect(one.rolledUpTo()).toBe(midnight + MINUTE)
})

test('a year is told from hours, the ends of a window from minutes, and nothing twice', async () => {
  const to = midnight + 12 * HOUR + 17 * MINUTE
  const spells = [
    { age: 400 * DAY, outcome: 'down' },
    { age: 365 * DAY, outcome: 'down' },
    { age: 60 * DAY, outcome: 'down' },
    { age: 30 * DAY + 2 * MINUTE, outcome: 'down' },
    { age: 30 * DAY, outcome: 'up' },
    { age: 7 * DAY, outcome: 'up' },
    { age: DAY + MINUTE, outcome: 'down' },
    { age: DAY, outcome: 'up' },
    { age: MINUTE, outcome: 'up' },
  ] as const
  for (const { age, outcome } of spells)
    await store.save(
      resultsOver(to - age, to - age + MINUTE, { outcome, intervalMs: 30_000 }).map(endingAt(to - age + MINUTE)),
    )
  isMerged = false
  await roundAt(to + 3_000)
  const [told] = await readUptimes(database, ['web'], to)
  const minutesOf = (name: '24h' | '7d' | '30d' | '90d' | '365d', ms: number) => {
    const { uptime, coverage } = told?.windows[name] ?? { uptime: null, coverage: 0 }
    const covered = (coverage * ms) / MINUTE
    return { up: Math.round(covered * (uptime ?? 0)), all: Math.round(covered) }
  }
  expect(minutesOf('24h', DAY)).toEqual({ up: 2, all: 2 })
  expect(minutesOf('7d', 7 * DAY)).toEqual({ up: 3, all: 4 })
  expect(minutesOf('30d', 30 * DAY)).toEqual({ up: 4, all: 5 })
  expect(minutesOf('90d', 90 * DAY + 17 * MINUTE)).toEqual({ up: 4, all: 7 })
  expect(minutesOf('365d', 365 * DAY + 17 * MINUTE)).toEqual({ up: 4, all: 8 })
})

/** The last result before a time speaks up to it and no further. */
function endingAt(end: number) {
  return (result: ReturnType<typeof resultAt>) => ({ ...result, intervalMs: Math.min(30_000, (end - result.at) / 2) })
}

test('a target that nobody has seen has no uptime', async () => {
  expect(await readUptimes(database, ['nobody'], midnight)).toEqual([
    { target: 'nobody', windows: expect.objectContaining({ '24h': { uptime: null, coverage: 0 } }) },
  ])
})
