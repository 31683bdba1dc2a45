import { expect, test } from 'vitest'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { type Log, silentLog } from '../platform/log.ts'
import { DatabaseError } from '../platform/postgres/pool.ts'
import { SpoolError } from '../platform/spool/spool-error.ts'
import { createKeeper } from './keep.ts'
import { type NumberedChange, noChange } from './model/change.ts'
import { settled } from './test-bench.ts'

const facts = { unavailable: true, code: undefined, constraint: undefined, outcomeUnknown: true }
const away = new DatabaseError('away', facts)
const fact = (id: string) => ({ ...noChange, facts: [{ id, verb: 'gone' as const, chat: 1, at: 1, by: 'x' }] })

type Answer = 'ok' | 'fails' | 'hangs'

function createBench(unstored: NumberedChange[] = []) {
  const time = createManualTime()
  const told: string[] = []
  const log: Log = {
    ...silentLog,
    error: (_, text) => told.push(text),
    warn: (_, text) => told.push(text),
    info: (_, text) => told.push(text),
  }
  const bench = {
    disk: 'ok' as Answer,
    store: 'ok' as Answer,
    written: [] as string[][],
    stored: [] as string[],
    forgotten: 0,
  }
  const idsOf = (changes: readonly NumberedChange[]) => changes.flatMap((change) => change.facts.map(({ id }) => id))
  const act = async (answer: Answer, error: Error) => {
    if (answer === 'hangs') await new Promise(() => {})
    if (answer === 'fails') throw error
  }
  const keeper = createKeeper({
    spool: {
      write: async (changes) => {
        await act(bench.disk, new SpoolError('full', 'no room'))
        bench.written.push(idsOf(changes))
      },
      mark: () => act(bench.disk, new SpoolError('full', 'no room')),
      forgetStored: async (upTo) => {
        bench.forgotten = upTo
      },
    },
    store: {
      save: async (change) => {
        await act(bench.store, away)
        bench.stored.push(...change.facts.map(({ id }) => id))
        return 'stored'
      },
    },
    unstored,
    ordinal: () => 1,
    schedule: time.schedule,
    log,
  })
  const keep = (id: string) => {
    let done = false
    const kept = keeper.keep(fact(id)).then(() => {
      done = true
    })
    return { isDone: () => done, kept }
  }
  return { ...time, bench, keeper, keep, told }
}

test('first on the disk, then in the database, then forgotten on the disk', async () => {
  const { bench, keep } = createBench()
  await keep('a').kept
  expect(bench).toMatchObject({ written: [['a']], stored: ['a'], forgotten: 1 })
})

test('nothing goes to the database that is not on the disk', async () => {
  const { bench, keep } = createBench()
  bench.disk = 'hangs'
  const a = keep('a')
  await settled()
  expect([a.isDone(), bench.stored]).toEqual([false, []])
})

test('what comes while the disk writes goes along with the next write, in order', async () => {
  const { bench, keep } = createBench()
  await Promise.all(['a', 'b', 'c'].map((id) => keep(id).kept))
  expect(bench.written).toEqual([['a'], ['b', 'c']])
  expect(bench.stored).toEqual(['a', 'b', 'c'])
})

test('a database that does not answer is waited for 300 ms, once', async () => {
  const { bench, keep, advance } = createBench()
  bench.store = 'hangs'
  const a = keep('a')
  await settled()
  advance(299)
  await settled()
  expect(a.isDone()).toBe(false)
  advance(1)
  await settled()
  expect(a.isDone()).toBe(true)
  const b = keep('b')
  await settled()
  expect(b.isDone()).toBe(true)
})

test('one that is away is not waited for, told once, and caught up in order', async () => {
  const { bench, keep, keeper, advance, told } = createBench()
  bench.store = 'fails'
  for (const id of ['a', 'b', 'c']) await keep(id).kept
  expect(bench.stored).toEqual([])
  expect(told).toEqual(['incidents and notices do not reach the database, they are kept on disk'])
  let isAll = false
  void keeper.allStored().then(() => {
    isAll = true
  })
  bench.store = 'ok'
  advance(1_000)
  await settled()
  expect(bench).toMatchObject({ stored: ['a', 'b', 'c'], forgotten: 3 })
  expect(isAll).toBe(true)
  expect(told.at(-1)).toBe('incidents and notices reach the database again')
})

test('pauses between tries grow, and the tries never end', async () => {
  const { bench, keep, advance } = createBench()
  bench.store = 'fails'
  await keep('a').kept
  for (let tries = 0; tries < 50; tries += 1) {
    advance(30_000)
    await settled()
  }
  bench.store = 'ok'
  advance(29_999)
  await settled()
  expect(bench.stored).toEqual([])
  advance(1)
  await settled()
  expect(bench.stored).toEqual(['a'])
})

test('what an earlier life did not store goes first', async () => {
  const { bench, keep } = createBench([{ ...fact('old'), number: 7 }])
  await keep('new').kept
  expect(bench).toMatchObject({ stored: ['old', 'new'], forgotten: 8 })
})

test('with the disk full it goes on from memory, says so once, and writes it all once there is room', async () => {
  const { bench, keep, keeper, told } = createBench()
  bench.disk = 'fails'
  await Promise.all([keep('a').kept, keep('b').kept])
  await keep('c').kept
  await expect(keeper.mark(['x'], true)).resolves.toBeUndefined()
  expect(bench).toMatchObject({ written: [], stored: ['a', 'b', 'c'] })
  expect(told).toEqual(['the local disk takes no notices, going on from memory'])
  bench.disk = 'ok'
  await keep('d').kept
  expect(bench.written).toEqual([['a', 'b', 'c', 'd']])
  expect(told.at(-1)).toBe('the local disk takes notices again')
})

test('nothing is kept for a change of nothing', async () => {
  const { bench, keeper } = createBench()
  await keeper.keep(noChange)
  expect(bench.written).toEqual([])
})

test('the end does not wait for a database that hangs', async () => {
  const { bench, keep, keeper, advance } = createBench()
  bench.store = 'hangs'
  void keep('a')
  await settled()
  const stopped = keeper.stop()
  await settled()
  advance(1_000)
  await expect(stopped).resolves.toBeUndefined()
})
