import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createTestDatabase,
  type OwnPostgres,
  startOwnPostgres,
  type TestDatabase,
} from '../../test/support/database.ts'
import { silentLog } from '../log.ts'
import { createDatabase, type Database } from '../postgres/pool.ts'
import { createQueue, type Job } from './queue.ts'
import { createWorker, type Worker, type WorkerDeps } from './worker.ts'

const stopMs = 5_000

let workers: Worker[] = []

beforeEach(() => {
  workers = []
})

function queueOn(database: Database, leaseMs = 60_000) {
  return createQueue<number>({ database, table: 'webhook_updates', leaseMs, maxTries: 3, log: silentLog })
}

function work(database: Database, over: Partial<WorkerDeps<number>> & Pick<WorkerDeps<number>, 'handle'>): Worker {
  const deps = { database, queue: queueOn(database), concurrency: 4, log: silentLog, retryAfter: () => 0 }
  const worker = createWorker({ ...deps, ...over })
  workers.push(worker)
  worker.start()
  return worker
}

const connect = (url: string) =>
  createDatabase({ url, service: 'test', max: 8, registry: new Registry(), log: silentLog })

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5)
}

/** Notes who ran what, and whether two jobs of a lane ever ran together. */
function createJournal() {
  const running = new Set<string>()
  const ran = new Map<string, number[]>()
  const faults: string[] = []
  return {
    ran,
    faults,
    async note(job: Job<number>, act: () => Promise<void>): Promise<void> {
      if (running.has(job.lane)) faults.push(`two of ${job.lane} at once`)
      running.add(job.lane)
      try {
        await act()
        ran.set(job.lane, [...(ran.get(job.lane) ?? []), job.payload])
      } finally {
        running.delete(job.lane)
      }
    },
  }
}

describe('on a running server', () => {
  let at: TestDatabase
  let database: Database

  beforeEach(async () => {
    at = await createTestDatabase()
    database = connect(at.url)
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop(stopMs)))
    await database.close()
    await at.drop()
  })

  const put = (n: number, lane: string) => queueOn(database).put({ id: `${n}`, lane, payload: n, position: n })
  const depth = async () => (await queueOn(database).depth()).jobs

  test('three workers run each job to its end once, and never two of a lane at a time', async () => {
    const journal = createJournal()
    const handle = (job: Job<number>) =>
      journal.note(job, async () => {
        await sleep(job.payload % 3)
        if (job.payload % 4 === 0 && job.tries === 1) throw new Error('the first try fails')
      })
    for (let n = 0; n < 3; n += 1) work(database, { handle })
    await Promise.all(Array.from({ length: 60 }, (_, n) => put(n, `lane ${n % 5}`)))
    await until(async () => (await depth()) === 0)
    expect(journal.faults).toEqual([])
    const ran = [...journal.ran.values()].flat()
    expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n))
  })

  test('what waited in a lane runs in its order, whatever fails', async () => {
    const journal = createJournal()
    for (let n = 0; n < 20; n += 1) await put(n, `lane ${n % 2}`)
    const handle = (job: Job<number>) =>
      journal.note(job, async () => {
        if (job.payload % 3 === 0 && job.tries < 3) throw new Error('two tries fail')
      })
    work(database, { handle })
    work(database, { handle })
    await until(async () => (await depth()) === 0)
    expect(journal.faults).toEqual([])
    expect(journal.ran.get('lane 0')).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18])
    expect(journal.ran.get('lane 1')).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19])
  })

  test('a poisoned head is set aside after its tries, and its lane goes on', async () => {
    const seen: string[] = []
    await put(1, 'a')
    await put(2, 'a')
    work(database, {
      async handle(job) {
        seen.push(`${job.id} try ${job.tries}`)
        if (job.id === '1') throw new Error('poison')
      },
    })
    await until(async () => (await depth()) === 0)
    expect(seen).toEqual(['1 try 1', '1 try 2', '1 try 3', '2 try 1'])
  })

  test('a lane that is slow holds up no other', async () => {
    const freed = Promise.withResolvers<void>()
    const done: string[] = []
    for (let n = 0; n < 3; n += 1) await put(n, 'slow')
    for (let n = 3; n < 9; n += 1) await put(n, `quick ${n}`)
    work(database, {
      concurrency: 2,
      async handle(job) {
        if (job.lane === 'slow') await freed.promise
        done.push(job.lane)
      },
    })
    await until(() => done.length === 6)
    expect(done).not.toContain('slow')
    freed.resolve()
    await until(async () => (await depth()) === 0)
  })

  test('a lease is renewed for as long as the handler runs', async () => {
    const freed = Promise.withResolvers<void>()
    const takers: number[] = []
    await put(1, 'a')
    for (const taker of [1, 2]) {
      work(database, {
        queue: queueOn(database, 200),
        async handle() {
          takers.push(taker)
          await freed.promise
        },
      })
    }
    await until(() => takers.length > 0)
    const [row] = await database.query<{ until: Date }>('select leased_until as until from webhook_updates')
    const renewedTwice = async () =>
      (
        await database.query(`select from webhook_updates where leased_until > $1::timestamptz + interval '400 ms'`, [
          row?.until,
        ])
      ).length === 1
    await until(renewedTwice)
    expect(takers).toHaveLength(1)
    freed.resolve()
    await until(async () => (await depth()) === 0)
    expect(takers).toHaveLength(1)
  })

  test('stopping lets what is in hand end, and takes nothing new', async () => {
    const freed = Promise.withResolvers<void>()
    const began = Promise.withResolvers<void>()
    await put(1, 'a')
    await put(2, 'a')
    const worker = work(database, {
      async handle() {
        began.resolve()
        await freed.promise
      },
    })
    await began.promise
    const stopped = worker.stop(stopMs)
    freed.resolve()
    await stopped
    const rows = await database.query(
      'select id, tries, finished_at is not null as done from webhook_updates order by id',
    )
    expect(rows).toEqual([
      { id: '1', tries: 1, done: true },
      { id: '2', tries: 0, done: false },
    ])
  })

  test('what is not done at the deadline is given back untried, and its late end changes nothing', async () => {
    const freed = Promise.withResolvers<void>()
    const began = Promise.withResolvers<AbortSignal>()
    await put(1, 'a')
    const worker = work(database, {
      async handle(_job, signal) {
        began.resolve(signal)
        await freed.promise
      },
    })
    const signal = await began.promise
    await worker.stop(10)
    expect(signal.aborted).toBe(true)
    freed.resolve()
    expect(await database.query('select tries, lease, finished_at from webhook_updates')).toEqual([
      { tries: 0, lease: null, finished_at: null },
    ])
    const [again] = await queueOn(database).claim(1, 'next')
    expect(again?.id).toBe('1')
  })

  describe('a worker process', () => {
    const entry = fileURLToPath(new URL('../../test/support/queue-worker-process.ts', import.meta.url))
    let child: ChildProcess
    let said: string[]

    beforeEach(() => {
      said = []
      child = spawn(process.execPath, [entry, at.url, '300'], { stdio: ['pipe', 'pipe', 'inherit'] })
      if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => said.push(line))
    })
    afterEach(async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    })

    test('that is killed in the middle of a job: another does it, in its place of the lane', async () => {
      await put(1, 'a')
      await put(2, 'a')
      await until(() => said.includes('took 1'))
      child.kill('SIGKILL')
      const seen: string[] = []
      const handle = async (job: Job<number>) => void seen.push(`${job.id} try ${job.tries}`)
      work(database, { queue: queueOn(database, 300), handle })
      await until(async () => (await depth()) === 0)
      expect(seen).toEqual(['1 try 2', '2 try 1'])
    })

    test('that is frozen loses its lease, and what it answers later changes nothing', async () => {
      await put(1, 'a')
      await until(() => said.includes('took 1'))
      child.kill('SIGSTOP')
      const freed = Promise.withResolvers<void>()
      const taken = Promise.withResolvers<number>()
      work(database, {
        async handle(job) {
          taken.resolve(job.tries)
          await freed.promise
        },
      })
      expect(await taken.promise).toBe(2)
      child.stdin?.write('end\n')
      child.kill('SIGCONT')
      await until(() => said.includes('late 1'))
      expect(await depth()).toBe(1)
      freed.resolve()
      await until(async () => (await depth()) === 0)
      expect(said).toEqual(['took 1', 'late 1'])
    })
  })
})

describe('on a server that restarts', () => {
  let server: OwnPostgres

  beforeAll(async () => {
    server = await startOwnPostgres()
  })
  afterAll(() => server.close())

  test('no job is lost or stuck, and every lane keeps its order', async () => {
    const database = connect(server.url)
    const queue = queueOn(database, 5_000)
    const journal = createJournal()
    const handle = (job: Job<number>) => journal.note(job, () => sleep(2))
    for (let n = 0; n < 200; n += 1) await queue.put({ id: `${n}`, lane: `${n % 10}`, payload: n, position: n })
    work(database, { queue, handle })
    await until(() => [...journal.ran.values()].flat().length >= 60)
    await server.stop()
    await server.start()
    await until(async () => (await queue.depth().catch(() => ({ jobs: -1 }))).jobs === 0)
    await Promise.all(workers.map((worker) => worker.stop(stopMs)))
    for (const [lane, ran] of journal.ran) {
      const once = [...new Set(ran)]
      expect(once).toEqual(Array.from({ length: 20 }, (_, n) => Number(lane) + 10 * n))
      expect(ran).toEqual(ran.toSorted((a, b) => a - b))
    }
    await database.close()
  })
})
