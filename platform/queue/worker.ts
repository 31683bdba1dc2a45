import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { type Database, isUnavailable, type Listening } from '../postgres/pool.ts'
import { createHand, type InHand } from './hand.ts'
import type { Job, Queue } from './queue.ts'
import { createWake } from './wake.ts'

/**
 * Milliseconds until the next try; `never` to set the job aside; or an outage elsewhere, which is not the job's fault
 * and does not count among its tries.
 */
export type RetryAfter = number | 'never' | { outageMs: number }

export interface WorkerDeps<Payload> {
  database: Pick<Database, 'listen'>
  queue: Queue<Payload>
  /**
   * Does the job; a rejection means another try. At least once: a job whose end could not be stored is handed out again.
   *
   * @param signal aborted when the job may be another worker's by now: what is not done yet is not to be done here.
   */
  handle: (job: Job<Payload>, signal: AbortSignal) => Promise<void>
  /** Jobs at the same time, each of another lane. */
  concurrency: number
  log: Log
  /** When to try again. Doubling from 1 s to 5 min when left out. */
  retryAfter?: (error: unknown, tries: number) => RetryAfter
  /** A handler that takes longer loses its job; 60 s when left out. */
  longestRunMs?: number
}

export interface Worker {
  start(): void
  /** Takes no more jobs, lets those in hand end until the deadline, then gives them back untried. */
  stop(deadlineMs: number): Promise<void>
}

const pollMs = 1_000
const outagePauseMs = 500
/** Above it a batch of ends waits for the next statement. */
const doneBatch = 500

/** Works a queue off: woken by NOTIFY, and by a look every second in case a wake-up was missed. */
export function createWorker<Payload>(deps: WorkerDeps<Payload>): Worker {
  const { database, queue, handle, concurrency, log, retryAfter = doubling, longestRunMs = 60_000 } = deps
  const worker = randomUUID()
  const wake = createWake()
  const hand = createHand<Payload>(queue.leaseMs, longestRunMs)
  const ended: Job<Payload>[] = []
  let running = false
  let abandoned = false
  let confirming = false
  let claimInDoubt = false
  let loop = Promise.resolve()
  let listening: Listening | undefined
  let leaseTimer: NodeJS.Timeout | undefined

  async function work(): Promise<void> {
    while (running) {
      const room = concurrency - hand.size()
      const claimed = room > 0 ? await claim(room) : 0
      if (running && (room <= 0 || claimed < room)) await wake.next(pollMs)
    }
  }

  async function claim(room: number): Promise<number> {
    const heldUntil = performance.now() + queue.leaseMs
    try {
      if (claimInDoubt) await queue.releaseUnknown(worker, hand.jobs())
      claimInDoubt = false
      const jobs = await queue.claim(room, worker)
      if (!running) await queue.release(jobs)
      else for (const job of jobs) void begin(job, heldUntil)
      return jobs.length
    } catch (error) {
      claimInDoubt = true
      report(error, 'no jobs could be claimed')
      return 0
    }
  }

  async function begin(job: Job<Payload>, heldUntil: number): Promise<void> {
    const now = performance.now()
    // A process that was frozen in between finds its lease gone before it does anything.
    if (now >= heldUntil) return
    const entry = hand.take(job, now, heldUntil)
    const failure = await outcomeOf(entry)
    entry.ended = true
    if (failure) await fail(entry, failure.error)
    else await confirm(job)
    wake.ring()
  }

  async function outcomeOf({ job, abort }: InHand<Payload>): Promise<{ error: unknown } | undefined> {
    try {
      await handle(job, abort.signal)
      return undefined
    } catch (error) {
      return { error }
    }
  }

  /** One statement at a time; what ends meanwhile goes into the next. */
  async function confirm(job: Job<Payload>): Promise<void> {
    ended.push(job)
    if (confirming) return
    confirming = true
    while (ended.length > 0) {
      const batch = ended.splice(0, doneBatch)
      const kept = await persist(() => queue.done(batch))
      if (kept) reportLost(batch.filter(({ id }) => !kept.includes(id)))
      hand.letGo(batch)
      wake.ring()
    }
    confirming = false
  }

  async function fail({ job, abort }: InHand<Payload>, error: unknown): Promise<void> {
    if (!abort.signal.aborted) {
      const after = retryAfter(error, job.tries)
      const outcome = await persist(() => again(job, error, after))
      log.warn({ queue: queue.channel, job: job.id, tries: job.tries, outcome, reason: nameOf(error) }, 'a job failed')
    }
    hand.letGo([job])
  }

  function again(job: Job<Payload>, error: unknown, after: RetryAfter) {
    if (after === 'never') return queue.setAside(job, error)
    return typeof after === 'number' ? queue.retry(job, error, after) : queue.postpone(job, error, after.outageMs)
  }

  /** Repeats through an outage: as long as nobody else has claimed the job, its end still counts. */
  async function persist<T>(store: () => Promise<T>): Promise<T | undefined> {
    while (!abandoned) {
      try {
        return await store()
      } catch (error) {
        report(error, 'the end of a job could not be stored')
        if (!isUnavailable(error)) return undefined
        await new Promise((resolve) => setTimeout(resolve, outagePauseMs))
      }
    }
    return undefined
  }

  async function keepLeases(): Promise<void> {
    const now = performance.now()
    hand.review(now)
    const jobs = hand.jobs()
    try {
      const kept = jobs.length > 0 ? await queue.renew(jobs) : []
      reportLost(hand.renewed(jobs, kept, now))
      const setAside = await queue.setAsideAbandoned()
      if (setAside.length > 0) log.error({ queue: queue.channel, jobs: setAside }, 'no worker survived these jobs')
    } catch (error) {
      report(error, 'leases could not be renewed')
    }
  }

  async function finish(): Promise<void> {
    await loop
    while (hand.size() > 0 && !abandoned) await wake.next(pollMs)
  }

  async function giveBack(): Promise<void> {
    abandoned = true
    clearInterval(leaseTimer)
    const left = hand.entries()
    for (const { abort } of left) abort.abort()
    if (left.length === 0) return
    await queue.release(left.map(({ job }) => job)).catch((error) => report(error, 'jobs could not be given back'))
  }

  function report(error: unknown, what: string): void {
    log.warn({ queue: queue.channel, reason: error instanceof Error ? error.message : 'unknown' }, what)
  }

  function reportLost(jobs: readonly Job<Payload>[]): void {
    const ids = jobs.map(({ id }) => id)
    if (ids.length > 0) log.warn({ queue: queue.channel, jobs: ids }, 'leases were lost, these jobs are run again')
  }

  return {
    start() {
      running = true
      listening = database.listen(queue.channel, wake.ring)
      leaseTimer = setInterval(() => void keepLeases(), queue.leaseMs / 3)
      loop = work()
    },
    async stop(deadlineMs) {
      running = false
      wake.ring()
      const silent = listening?.close()
      const late = new AbortController()
      const deadline = sleep(deadlineMs, undefined, { signal: late.signal }).catch(() => {})
      await Promise.race([finish(), deadline])
      late.abort()
      await giveBack()
      await silent
    },
  }
}

const longestDelayMs = 300_000

function doubling(_error: unknown, tries: number): number {
  return Math.min(1_000 * 2 ** (tries - 1), longestDelayMs)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'not an error'
}
