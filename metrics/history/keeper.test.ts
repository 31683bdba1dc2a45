import { expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { DatabaseError } from '../../platform/postgres/pool.ts'
import { SpoolError } from '../../platform/spool/spool-error.ts'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { DAY, type HistoryResult } from '../model/history-result.ts'
import { createHistoryKeeper, mostInMemory } from './keeper.ts'
import type { HistorySpool } from './spool/spool.ts'
import { resultAt } from './test-bench.ts'

const failure = (unavailable: boolean, code: string) =>
  new DatabaseError('x', { code, constraint: undefined, unavailable, outcomeUnknown: false })
const away = failure(true, 'ECONNREFUSED')
const start = Date.parse('2026-11-24T12:00:00Z')

/** A database and a disk that can be taken away, and what each has by now. */
function createPlaces() {
  const stored = new Map<string, HistoryResult>()
  const batches: { number: number; results: readonly HistoryResult[] }[] = []
  const saves: number[] = []
  const said: string[] = []
  const counts = { stored: 0, spooled: 0, lost: 0 }
  const state: { fault: DatabaseError | null; diskIsFull: boolean; gate: Promise<void> | null } = {
    ...{ fault: null, diskIsFull: false, gate: null },
  }
  let number = 1
  const spool: HistorySpool = {
    async add(results) {
      if (state.diskIsFull) throw new SpoolError('full', 'no room')
      batches.push({ number: number++, results })
      return 0
    },
    oldest: async () => (batches[0] === undefined ? null : { ...batches[0], unreadable: 0 }),
    async forget(done) {
      if (batches[0]?.number === done) batches.shift()
    },
    close: async () => {},
  }
  const store = {
    async save(results: readonly HistoryResult[]) {
      await state.gate
      if (state.fault !== null) throw state.fault
      saves.push(results.length)
      for (const result of results) stored.set(`${result.target} ${result.at}`, result)
    },
  }
  const say = (_fields: object, message: string) => void said.push(message)
  const log = { ...silentLog, info: say, warn: say, error: say }
  return { stored, batches, saves, said, counts, state, spool, store, log }
}

function open(over: { spool?: null; isSpooled?: boolean; places?: ReturnType<typeof createPlaces> } = {}) {
  const places = over.places ?? createPlaces()
  const clock = createHandClock(start)
  const keeper = createHistoryKeeper({
    ...{ store: places.store, spool: over.spool === null ? null : places.spool, isSpooled: over.isSpooled ?? false },
    count: (outcome, count) => {
      places.counts[outcome] += count
    },
    ...{ now: clock.now, later: clock.later, log: places.log },
  })
  let next = 0
  const give = (count: number) => {
    for (let n = 0; n < count; n++) keeper.keep(resultAt(start + next++))
  }
  return { ...places, keeper, clock, give }
}

test('results of a second are one batch', async () => {
  const { give, clock, saves } = open()
  give(1)
  await clock.pass(999)
  give(1)
  expect(saves).toEqual([])
  await clock.pass(1)
  expect(saves).toEqual([2])
})

test('500 results do not wait for the second, 499 do', async () => {
  const { give, clock, saves } = open()
  give(499)
  await clock.pass(0)
  expect(saves).toEqual([])
  give(1)
  await clock.pass(0)
  expect(saves).toEqual([500])
})

test('what comes while a batch is written becomes the next batch, not one each', async () => {
  const { give, clock, saves, state } = open()
  const gate = Promise.withResolvers<void>()
  state.gate = gate.promise
  give(500)
  await clock.pass(0)
  give(20)
  await clock.pass(500)
  gate.resolve()
  await clock.pass(0)
  expect(saves).toEqual([500])
  await clock.pass(1000)
  expect(saves).toEqual([500, 20])
})

test('with the database away all go to the disk, are told once, and come over once it is back', async () => {
  const { give, clock, stored, batches, counts, said, state, keeper } = open()
  state.fault = away
  for (let n = 0; n < 10; n++) {
    give(10)
    await clock.pass(1000)
  }
  expect({ ...counts, batches: batches.length }).toEqual({ stored: 0, spooled: 100, lost: 0, batches: 10 })
  expect(keeper.isMerged()).toBe(false)
  state.fault = null
  await clock.pass(30_000)
  expect({ stored: stored.size, batches: batches.length }).toEqual({ stored: 100, batches: 0 })
  expect(keeper.isMerged()).toBe(true)
  expect(said).toEqual([
    'history does not reach the database, it is kept on this disk',
    'history reaches the database again',
  ])
})

test('what came while it was away does not hold up what comes now', async () => {
  const { give, clock, saves, state } = open()
  state.fault = away
  give(10)
  await clock.pass(1000)
  state.fault = null
  await clock.pass(1000)
  give(3)
  await clock.pass(1000)
  expect(saves).toEqual([10, 3])
})

test('results of an earlier life come over at the start', async () => {
  const places = createPlaces()
  await places.spool.add([resultAt(start - 1), resultAt(start - 2)])
  const { clock, stored, keeper } = open({ places, isSpooled: true })
  expect(keeper.isMerged()).toBe(false)
  await clock.pass(0)
  expect({ stored: stored.size, isMerged: keeper.isMerged() }).toEqual({ stored: 2, isMerged: true })
})

test('with the disk full as well a part is kept in memory, the oldest go, and it is told once', async () => {
  const { give, clock, stored, counts, said, state } = open()
  state.fault = away
  state.diskIsFull = true
  for (let n = 0; n < 50; n++) {
    give(500)
    await clock.pass(1000)
  }
  expect(counts.lost).toBe(50 * 500 - mostInMemory)
  expect(said).toEqual([
    'history does not reach the database, it is kept on this disk',
    'the local disk takes no history, some is kept in memory',
  ])
  state.fault = null
  await clock.pass(60_000)
  expect(stored.size).toBe(mostInMemory)
  expect(stored.has(`web ${start + 50 * 500 - 1}`)).toBe(true)
})

test('a disk that has room again takes what memory held', async () => {
  const { give, clock, batches, counts, said, state } = open()
  state.fault = away
  state.diskIsFull = true
  give(100)
  await clock.pass(5000)
  state.diskIsFull = false
  await clock.pass(2000)
  expect({ batches: batches.length, spooled: counts.spooled, lost: counts.lost }).toEqual({
    batches: 1,
    spooled: 100,
    lost: 0,
  })
  expect(said.at(-1)).toBe('the local disk takes history again')
})

test('without any disk memory bridges a short outage', async () => {
  const { give, clock, stored, state } = open({ spool: null })
  state.fault = away
  give(700)
  await clock.pass(3000)
  state.fault = null
  await clock.pass(10_000)
  expect(stored.size).toBe(700)
})

test.each([
  { name: 'a schema that is not there yet is waited for', code: '42P01', spooled: 2, lost: 0 },
  { name: 'a deadlock is tried again', code: '40P01', spooled: 2, lost: 0 },
  { name: 'values that the database refuses are lost, and hold up nothing', code: '22003', spooled: 0, lost: 2 },
])('$name', async ({ code, spooled, lost }) => {
  const { give, clock, counts, state } = open()
  state.fault = failure(false, code)
  give(2)
  await clock.pass(1000)
  expect(counts).toEqual({ stored: 0, spooled, lost })
})

test('a batch that is refused on its way from the disk does not hold up the ones after it', async () => {
  const places = createPlaces()
  await places.spool.add([resultAt(start - 1)])
  places.state.fault = failure(false, '22003')
  const { clock, batches, counts } = open({ places, isSpooled: true })
  await clock.pass(0)
  expect({ left: batches.length, lost: counts.lost }).toEqual({ left: 0, lost: 1 })
})

test('results that are too old when they come over are lost, not stored', async () => {
  const places = createPlaces()
  await places.spool.add([resultAt(start - 30 * DAY), resultAt(start - 30 * DAY + 1)])
  const { clock, stored, counts } = open({ places, isSpooled: true })
  await clock.pass(0)
  expect({ stored: stored.size, lost: counts.lost }).toEqual({ stored: 1, lost: 1 })
})

test.each([
  { name: 'the stop stores what is in memory', isAway: false, stored: 5, spooled: 0 },
  { name: 'the stop puts it on the disk while the database is away', isAway: true, stored: 0, spooled: 5 },
])('$name', async ({ isAway, stored, spooled }) => {
  const { give, keeper, counts, state } = open()
  if (isAway) state.fault = away
  give(5)
  await keeper.stop()
  expect(counts).toEqual({ stored, spooled, lost: 0 })
})

test('a database that does not answer does not hold up the stop: what it has in hand goes to the disk', async () => {
  const { give, keeper, clock, batches, state } = open()
  state.gate = new Promise(() => {})
  give(500)
  await clock.pass(0)
  give(5)
  const stopped = keeper.stop()
  await clock.pass(2000)
  await stopped
  expect(batches.map(({ results }) => results.length)).toEqual([505])
})

test('after the stop nothing is taken', async () => {
  const { give, keeper, clock, counts } = open()
  await keeper.stop()
  give(1)
  await clock.pass(5000)
  expect(counts).toEqual({ stored: 0, spooled: 0, lost: 1 })
})
