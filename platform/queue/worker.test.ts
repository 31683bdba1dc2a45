import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLog } from '../log.ts'
import { toDatabaseError } from '../postgres/error.ts'
import type { Job, Queue } from './queue.ts'
import { createWorker, type WorkerDeps } from './worker.ts'

const outage = toDatabaseError(new Error('Connection terminated unexpectedly'), true)
const job = (id: string): Job<null> => ({ id, lane: id, payload: null, tries: 1, lease: `lease of ${id}` })

/** A queue in memory that notes what it is asked. */
function createFakeQueue(waiting: Job<null>[]) {
  const asked: string[] = []
  const note = async (verb: string, jobs: readonly Pick<Job<null>, 'id'>[]) => {
    const ids = jobs.map(({ id }) => id)
    asked.push([verb, ...ids].join(' '))
    return ids
  }
  const queue: Queue<null> = {
    channel: 'fake',
    leaseMs: 30_000,
    put: async () => 'stored',
    claim: async (count) => {
      asked.push('claim')
      return waiting.splice(0, count)
    },
    done: (jobs) =>
      note(
        'done',
        jobs.map((one) => ({ id: 'id' in one ? one.id : '' })),
      ),
    renew: (jobs) => note('renew', jobs),
    release: (jobs) => note('release', jobs),
    releaseUnknown: () => note('release unknown', []),
    retry: async (one, _error, delayMs) => {
      await note(`retry in ${delayMs}`, [one])
      return 'retried'
    },
    postpone: async (one, _error, delayMs) => {
      await note(`postpone by ${delayMs}`, [one])
      return 'retried'
    },
    setAside: async (one) => {
      await note('set aside', [one])
      return 'set-aside'
    },
    setAsideAbandoned: async () => [],
    depth: async () => ({ jobs: 0, oldestSeconds: 0 }),
    purge: async () => 0,
  }
  return { queue, asked, waiting }
}

function start(over: Partial<WorkerDeps<null>> & Pick<WorkerDeps<null>, 'queue'>) {
  const bell = { ring: () => {} }
  const listen: WorkerDeps<null>['database']['listen'] = (_channel, onNotice) => {
    bell.ring = () => onNotice('')
    return { close: async () => {} }
  }
  const worker = createWorker({ database: { listen }, handle: async () => {}, concurrency: 2, log: silentLog, ...over })
  worker.start()
  return { worker, bell }
}

/** Lets everything run that waits for no timer. */
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a notice wakes the worker at once', async () => {
  const { queue, asked, waiting } = createFakeQueue([])
  const { bell } = start({ queue })
  await settle()
  waiting.push(job('1'))
  expect(asked).toEqual(['claim'])
  bell.ring()
  await settle()
  expect(asked).toContain('done 1')
})

test('without a notice it looks after a second and not before', async () => {
  const { queue, asked } = createFakeQueue([])
  start({ queue })
  await vi.advanceTimersByTimeAsync(999)
  expect(asked).toEqual(['claim'])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual(['claim', 'claim'])
})

test('a notice that comes while the worker claims is not missed', async () => {
  const { queue, asked } = createFakeQueue([])
  const answer = Promise.withResolvers<Job<null>[]>()
  const claims = [() => answer.promise]
  const { bell } = start({
    queue: { ...queue, claim: (count, worker) => claims.shift()?.() ?? queue.claim(count, worker) },
  })
  bell.ring()
  answer.resolve([])
  await settle()
  expect(asked).toEqual(['claim'])
})

test('no more than concurrency are in hand, and the next is taken when one ends', async () => {
  const { queue } = createFakeQueue(['1', '2', '3'].map(job))
  const ends = new Map<string, () => void>()
  start({ queue, handle: ({ id }) => new Promise((resolve) => ends.set(id, resolve)) })
  await settle()
  expect([...ends.keys()]).toEqual(['1', '2'])
  ends.get('1')?.()
  await settle()
  expect([...ends.keys()]).toEqual(['1', '2', '3'])
})

test('leases are renewed every third of their length while a handler runs', async () => {
  const { queue, asked } = createFakeQueue([job('1')])
  start({ queue, handle: () => new Promise(() => {}) })
  await vi.advanceTimersByTimeAsync(9_999)
  expect(asked).not.toContain('renew 1')
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toContain('renew 1')
})

test('a handler that hangs loses its job after the longest run and frees its place', async () => {
  const { queue, asked, waiting } = createFakeQueue([job('hangs')])
  const taken: string[] = []
  const handle = ({ id }: Job<null>) =>
    new Promise<void>((resolve) => (taken.push(id) && id !== 'hangs' ? resolve() : undefined))
  start({ queue, concurrency: 1, longestRunMs: 60_000, handle })
  await vi.advanceTimersByTimeAsync(59_000)
  waiting.push(job('2'))
  expect(taken).toEqual(['hangs'])
  asked.length = 0
  await vi.advanceTimersByTimeAsync(12_000)
  expect(taken).toEqual(['hangs', '2'])
  expect(asked).not.toContain('renew hangs')
})

test('a lost renewal tells the handler, and its failure after that is not counted', async () => {
  const { queue, asked } = createFakeQueue([job('1')])
  const renew = async () => []
  const handle = (_job: Job<null>, signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
  start({ queue: { ...queue, renew }, handle })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked.filter((verb) => verb.startsWith('retry'))).toEqual([])
})

test('a job that was claimed before the process froze is not begun after its lease', async () => {
  const { queue, waiting } = createFakeQueue([])
  const handle = vi.fn(async () => {})
  const claim = async (count: number) => {
    vi.advanceTimersByTime(waiting.length > 0 ? 30_000 : 0)
    return waiting.splice(0, count)
  }
  waiting.push(job('1'))
  start({ queue: { ...queue, claim }, handle })
  await settle()
  expect(handle).not.toHaveBeenCalled()
})

test('after a claim whose answer was lost, what may be leased unknowingly is given back before the next claim', async () => {
  const { queue, asked } = createFakeQueue([])
  const failures = [outage]
  const claim: Queue<null>['claim'] = async (count, worker) => {
    const failure = failures.shift()
    if (failure) throw failure
    return queue.claim(count, worker)
  }
  start({ queue: { ...queue, claim } })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toEqual(['release unknown', 'claim'])
})

test.each([
  { name: 'the first failure waits 1 s', tries: 1, delayMs: 1_000 },
  { name: 'the second 2 s', tries: 2, delayMs: 2_000 },
  { name: 'the ninth 256 s', tries: 9, delayMs: 256_000 },
  { name: 'none more than 5 min', tries: 10, delayMs: 300_000 },
])('$name', async ({ tries, delayMs }) => {
  const { queue, asked } = createFakeQueue([{ ...job('1'), tries }])
  start({ queue, handle: () => Promise.reject(new Error('no')) })
  await settle()
  expect(asked).toContain(`retry in ${delayMs} 1`)
})

test('a failure that trying again cannot help sets the job aside', async () => {
  const { queue, asked } = createFakeQueue([job('1')])
  start({ queue, handle: () => Promise.reject(new Error('no')), retryAfter: () => 'never' })
  await settle()
  expect(asked).toContain('set aside 1')
})

test('an outage elsewhere postpones the job without a try', async () => {
  const { queue, asked } = createFakeQueue([job('1')])
  start({ queue, handle: () => Promise.reject(new Error('no')), retryAfter: () => ({ outageMs: 700 }) })
  await settle()
  expect(asked).toContain('postpone by 700 1')
})

test('a handler that throws at once is a failed job, not a crash', async () => {
  const { queue, asked } = createFakeQueue([job('1')])
  start({
    queue,
    handle: () => {
      throw new Error('at once')
    },
  })
  await settle()
  expect(asked).toContain('retry in 1000 1')
})

test('an end that meets an outage is stored when it is over, without running the job again', async () => {
  const { queue, asked } = createFakeQueue([job('1')])
  const failures = [outage, outage]
  const done: Queue<null>['done'] = async (jobs) => {
    const failure = failures.shift()
    if (failure) throw failure
    return queue.done(jobs)
  }
  const handle = vi.fn(async () => {})
  start({ queue: { ...queue, done }, handle })
  await vi.advanceTimersByTimeAsync(999)
  expect(asked).not.toContain('done 1')
  await vi.advanceTimersByTimeAsync(1)
  expect(handle).toHaveBeenCalledTimes(1)
  expect(asked).toContain('done 1')
})
