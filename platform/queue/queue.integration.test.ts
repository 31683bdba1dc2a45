import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { silentLog } from '../log.ts'
import { createDatabase, type Database } from '../postgres/pool.ts'
import { createQueue, type Job, type QueueDeps } from './queue.ts'

interface Row {
  id: string
  set_aside: boolean
  tries: number
  error: string | null
}

let at: TestDatabase
let database: Database

beforeEach(async () => {
  at = await createTestDatabase()
  database = createDatabase({ url: at.url, service: 'test', max: 20, registry: new Registry(), log: silentLog })
})
afterEach(async () => {
  await database.close()
  await at.drop()
})

const queueOf = (over: Partial<QueueDeps> = {}) =>
  createQueue<unknown>({ database, table: 'webhook_updates', leaseMs: 60_000, maxTries: 3, log: silentLog, ...over })
const ids = (jobs: readonly Job<unknown>[]) => jobs.map(({ id }) => id)
const rowOf = async (id: string) => {
  const [row] = await database.query<Row>('select id, set_aside, tries, error from webhook_updates where id = $1', [id])
  return row
}
const put = (id: string, lane: string, over: { priority?: number; position?: number } = {}) =>
  queueOf().put({ id, lane, payload: { id }, ...over })
async function claimOne(queue = queueOf()): Promise<Job<unknown>> {
  const [job] = await queue.claim(1, 'w')
  if (!job) throw new Error('nothing to claim')
  return job
}

describe('storing', () => {
  test('of twenty copies of an update at once one is stored and the others are duplicates', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => put('7', 'a')))
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
    expect(await queueOf().depth()).toMatchObject({ jobs: 1 })
  })

  test.each([
    { name: 'a NUL', text: 'a\u0000b', kept: 'a\ufffdb' },
    { name: 'the first half of a pair', text: 'a\ud83d', kept: 'a\ufffd' },
    { name: 'the second half of a pair', text: '\ude97b', kept: '\ufffdb' },
    { name: 'a whole pair', text: '🚗', kept: '🚗' },
    { name: 'a text that only looks like an escape', text: '\\u0000 \\\\u0000', kept: '\\u0000 \\\\u0000' },
  ])('$name in a payload is stored in a form that can be read back', async ({ text, kept }) => {
    expect(await queueOf().put({ id: '1', lane: 'a', payload: { text } })).toBe('stored')
    expect((await claimOne()).payload).toEqual({ text: kept })
  })

  test('an update that was worked off is still a duplicate', async () => {
    await put('7', 'a')
    await queueOf().done([await claimOne()])
    expect(await put('7', 'a')).toBe('duplicate')
  })

  test('a job that is stored in a transaction goes with it', async () => {
    const failed = database.transaction(async (within) => {
      await queueOf().put({ id: '1', lane: 'a', payload: null }, within)
      throw new Error('undo')
    })
    await expect(failed).rejects.toThrow('undo')
    expect(await queueOf().depth()).toEqual({ jobs: 0, oldestSeconds: 0 })
  })

  test.each([
    { payload: null },
    { payload: 'text' },
    { payload: [1, { a: '\u{1F697} "quoted" \\ ' }] },
    { payload: 0 },
  ])('the payload $payload comes back as it was', async ({ payload }) => {
    await queueOf().put({ id: '1', lane: 'a', payload })
    expect(await claimOne()).toEqual({ id: '1', lane: 'a', payload, tries: 1, lease: expect.any(String) })
  })
})

describe('claiming', () => {
  test('only the head of each lane can be claimed, by position and not by arrival', async () => {
    await put('2', 'a', { position: 2 })
    await put('1', 'a', { position: 1 })
    await put('3', 'b', { position: 3 })
    const queue = queueOf()
    const first = await queue.claim(10, 'w')
    expect(ids(first)).toEqual(['1', '3'])
    expect(await queue.claim(10, 'w')).toEqual([])
    await queue.done(first)
    expect(ids(await queue.claim(10, 'w'))).toEqual(['2'])
  })

  test('among heads the higher priority goes first, within a lane the order stands', async () => {
    await put('1', 'a')
    await put('2', 'a', { priority: 1 })
    await put('3', 'operator', { priority: 1 })
    expect(ids(await queueOf().claim(10, 'w'))).toEqual(['3', '1'])
  })

  test('no more than asked for', async () => {
    await Promise.all(['a', 'b', 'c'].map((lane) => put(lane, lane)))
    expect(await queueOf().claim(2, 'w')).toHaveLength(2)
  })

  test('an earlier job that arrives late waits for the one in hand', async () => {
    await put('2', 'a', { position: 2 })
    const inHand = await claimOne()
    await put('1', 'a', { position: 1 })
    expect(await queueOf().claim(10, 'other')).toEqual([])
    await queueOf().done([inHand])
    expect(ids(await queueOf().claim(10, 'other'))).toEqual(['1'])
  })

  test('a job whose lease ran out goes before an earlier one that arrived late', async () => {
    const brief = queueOf({ leaseMs: 0 })
    await put('2', 'a', { position: 2 })
    await claimOne(brief)
    await put('1', 'a', { position: 1 })
    expect(ids(await brief.claim(10, 'other'))).toEqual(['2'])
  })

  test('twenty claimers at once never hold two jobs of one lane, and none is claimed twice', async () => {
    const queue = queueOf()
    for (let n = 0; n < 60; n += 1) await put(`${n}`, `${n % 6}`, { position: n })
    const claimed: string[] = []
    for (let round = 0; round < 10; round += 1) {
      const jobs = (await Promise.all(Array.from({ length: 20 }, () => queue.claim(3, 'w')))).flat()
      expect(jobs.map(({ lane }) => lane).sort()).toEqual(['0', '1', '2', '3', '4', '5'])
      claimed.push(...ids(jobs))
      await queue.done(jobs)
    }
    expect(new Set(claimed).size).toBe(60)
    expect(await queue.depth()).toMatchObject({ jobs: 0 })
  })

  test('the table itself refuses a second lease in a lane', async () => {
    await put('1', 'a')
    await put('2', 'a')
    await claimOne()
    const second = database.query(`update webhook_updates set lease = gen_random_uuid() where id = '2'`)
    await expect(second).rejects.toMatchObject({ constraint: 'webhook_updates_one_lease_a_lane' })
  })
})

describe('ending', () => {
  test('a retried job keeps its lane waiting until it is due, and remembers why', async () => {
    await put('1', 'a')
    await put('2', 'a')
    const queue = queueOf()
    expect(await queue.retry(await claimOne(), new TypeError('no such chat'), 60_000)).toBe('retried')
    expect(await queue.claim(10, 'w')).toEqual([])
    expect(await rowOf('1')).toMatchObject({ tries: 1, error: 'TypeError: no such chat', set_aside: false })
    await database.query(`update webhook_updates set due_at = now() where id = '1'`)
    expect(ids(await queue.claim(10, 'w'))).toEqual(['1'])
  })

  test('the last try that fails sets the job aside and frees the lane; the one before does not', async () => {
    await put('1', 'a')
    await put('2', 'a')
    const queue = queueOf({ maxTries: 2 })
    expect(await queue.retry(await claimOne(queue), new Error('one'), 0)).toBe('retried')
    expect(await queue.retry(await claimOne(queue), new Error('two'), 0)).toBe('set-aside')
    expect(await rowOf('1')).toMatchObject({ set_aside: true, error: 'Error: two' })
    expect(ids(await queue.claim(10, 'w'))).toEqual(['2'])
  })

  test('a job that is postponed a hundred times is never set aside, and keeps its lane waiting', async () => {
    await put('1', 'a')
    await put('2', 'a')
    for (let n = 0; n < 100; n++) {
      expect(await queueOf().postpone(await claimOne(), new Error('away'), 0)).toBe('retried')
    }
    expect(await rowOf('1')).toMatchObject({ set_aside: false, tries: 0, error: 'Error: away' })
    expect(ids(await queueOf().claim(5, 'w'))).toEqual(['1'])
  })

  test('a job that no worker survives is set aside after its last lease', async () => {
    await put('1', 'a')
    await put('2', 'a')
    const queue = queueOf({ leaseMs: 0, maxTries: 2 })
    await claimOne(queue)
    expect(await queue.setAsideAbandoned()).toEqual([])
    await claimOne(queue)
    expect(await queue.setAsideAbandoned()).toEqual(['1'])
    expect(ids(await queue.claim(10, 'w'))).toEqual(['2'])
  })

  test('a job that cannot be done is set aside at once', async () => {
    await put('1', 'a')
    expect(await queueOf().setAside(await claimOne(), new Error('never'))).toBe('set-aside')
    expect(await rowOf('1')).toMatchObject({ set_aside: true, tries: 1 })
  })

  test('a job that is given back was not tried', async () => {
    await put('1', 'a')
    await queueOf().release([await claimOne()])
    expect((await claimOne()).tries).toBe(1)
  })

  test('what a worker holds without knowing is given back, and nothing else', async () => {
    await Promise.all(['a', 'b', 'c'].map((lane) => put(lane, lane, { position: lane.charCodeAt(0) })))
    const queue = queueOf()
    const known = await queue.claim(1, 'w')
    await queue.claim(1, 'w')
    await queue.claim(1, 'other')
    expect(await queue.releaseUnknown('w', known)).toEqual(['b'])
  })

  describe('a late answer changes nothing', () => {
    test.each<{ name: string; answer: (late: Job<unknown>) => Promise<unknown>; outcome: unknown }>([
      { name: 'done', answer: (late) => queueOf().done([late]), outcome: [] },
      { name: 'renew', answer: (late) => queueOf().renew([late]), outcome: [] },
      { name: 'release', answer: (late) => queueOf().release([late]), outcome: [] },
      { name: 'retry', answer: (late) => queueOf().retry(late, new Error('late'), 0), outcome: 'lost' },
      { name: 'postponed', answer: (late) => queueOf().postpone(late, new Error('late'), 0), outcome: 'lost' },
      { name: 'set aside', answer: (late) => queueOf().setAside(late, new Error('late')), outcome: 'lost' },
    ])('$name', async ({ answer, outcome }) => {
      await put('1', 'a')
      const late = await claimOne(queueOf({ leaseMs: 0 }))
      const holder = await claimOne()
      expect(await answer(late)).toEqual(outcome)
      expect(await rowOf('1')).toMatchObject({ tries: 2, error: null, set_aside: false })
      expect(await queueOf().done([holder])).toEqual(['1'])
    })
  })

  test('of a batch of ends those still held count', async () => {
    await put('1', 'a')
    await put('2', 'b')
    const [one, two] = await queueOf().claim(2, 'w')
    if (!one || !two) throw new Error('two jobs were stored')
    expect(await queueOf().done([one, { ...two, lease: one.lease }])).toEqual(['1'])
  })

  test('a renewed lease is not claimed by others, one that ran out is', async () => {
    await put('1', 'a')
    const job = await claimOne(queueOf({ leaseMs: 0 }))
    expect(await queueOf({ leaseMs: 60_000 }).renew([job])).toEqual(['1'])
    expect(await queueOf().claim(1, 'other')).toEqual([])
    await queueOf({ leaseMs: 0 }).renew([job])
    expect(ids(await queueOf().claim(1, 'other'))).toEqual(['1'])
  })
})

describe('looking after', () => {
  test('the depth counts what waits and what is in hand, and the age of the oldest', async () => {
    await put('1', 'a')
    await put('2', 'a')
    await put('3', 'b')
    await queueOf().done([await claimOne()])
    await database.query(`update webhook_updates set stored_at = now() - interval '90 s' where id = '2'`)
    const depth = await queueOf().depth()
    expect(depth.jobs).toBe(2)
    expect(depth.oldestSeconds).toBeGreaterThanOrEqual(90)
    expect(depth.oldestSeconds).toBeLessThan(120)
  })

  test('purging forgets what ended long ago, keeps what was set aside longer, and never what waits', async () => {
    for (const id of ['old', 'new', 'aside', 'old-aside', 'waiting']) await put(id, id)
    const end = (id: string, age: string, aside: boolean) =>
      database.query(
        `update webhook_updates set finished_at = now() - $2::interval, set_aside = $3, stored_at = now() - interval '1 year' where id = $1`,
        [id, age, aside],
      )
    await end('old', '49 h', false)
    await end('new', '47 h', false)
    await end('aside', '49 h', true)
    await end('old-aside', '31 d', true)
    expect(await queueOf().purge({ doneMs: 48 * 3_600_000, setAsideMs: 30 * 86_400_000 })).toBe(2)
    const left = await database.query<{ id: string }>('select id from webhook_updates order by id')
    expect(left.map(({ id }) => id)).toEqual(['aside', 'new', 'waiting'])
  })

  test('more than one batch is purged', async () => {
    await database.query(`insert into webhook_updates (id, lane, payload, finished_at)
                          select n, n, '{}', now() - interval '1 h' from generate_series(1, 2500) n`)
    expect(await queueOf().purge({ doneMs: 0, setAsideMs: 0 })).toBe(2500)
  })

  test('a stored job is told on the channel, a duplicate is not', async () => {
    const heard: (string | undefined)[] = []
    database.listen(queueOf().channel, (payload) => heard.push(payload))
    while (heard.length < 1) await sleep(5)
    await put('1', 'a')
    await put('1', 'a')
    await database.query(`select pg_notify('webhook_updates', 'last')`)
    while (heard.at(-1) !== 'last') await sleep(5)
    expect(heard).toEqual([undefined, '', 'last'])
  })
})
