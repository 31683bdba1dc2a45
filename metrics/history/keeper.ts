import type { Log } from '../../platform/log.ts'
import { DatabaseError } from '../../platform/postgres/pool.ts'
import { SpoolError } from '../../platform/spool/spool-error.ts'
import type { HistoryResult } from '../model/history-result.ts'
import { isTaken } from '../model/retention.ts'
import type { ResultOutcome } from './metrics.ts'
import type { HistorySpool } from './spool/spool.ts'
import type { HistoryStore } from './store.ts'

/** Runs something later, once. @returns what takes it back. */
export type Later = (delayMs: number, run: () => void) => () => void

export interface HistoryKeeperDeps {
  store: HistoryStore
  /** null: the local disk cannot be used. */
  spool: HistorySpool | null
  /** Results wait there from an earlier life. */
  isSpooled: boolean
  count: (outcome: ResultOutcome, count: number) => void
  now: () => number
  later: Later
  log: Log
}

const batchSize = 500
const batchWithinMs = 1_000
/** While neither the database nor the disk takes any: 100 s of 2,000 targets at 10 s. */
export const mostInMemory = 20_000
const firstPauseMs = 1_000
const longestPauseMs = 30_000
const stopWithinMs = 1_000

/**
 * Takes results and never makes their giver wait: they go to the database in batches, to the local disk while it is
 * away, and from there to the database once it is back.
 */
export function createHistoryKeeper({ store, spool, isSpooled, count, now, later, log }: HistoryKeeperDeps) {
  const waiting: HistoryResult[] = []
  let inHand: readonly HistoryResult[] = []
  let onDisk = isSpooled
  let isAway = false
  let diskIsOut = false
  let failures = 0
  let stopped = false
  let writing: Promise<void> | null = null
  let merging: Promise<void> | null = null
  let cancelBatch: (() => void) | null = null
  let cancelRetry = () => {}

  function goAway(reason: string): void {
    if (!isAway && failures === 0) log.warn({ reason }, 'history does not reach the database, it is kept on this disk')
    isAway = true
    failures += 1
    cancelRetry()
    if (!stopped) cancelRetry = later(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10)), merge)
  }

  function comeBack(): void {
    if (failures > 0) log.info({}, 'history reaches the database again')
    isAway = false
    failures = 0
  }

  /** @returns false when the database is away: nothing is known of the batch then, and storing it again does no harm. */
  async function inDatabase(results: readonly HistoryResult[]): Promise<boolean> {
    try {
      await store.save(results)
      comeBack()
      count('stored', results.length)
      return true
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      if (!isFaulty(error)) {
        goAway(error.message)
        return false
      }
      log.error({ err: error }, 'the database refuses results for what they are, they are lost')
      count('lost', results.length)
      return true
    }
  }

  async function onLocalDisk(results: readonly HistoryResult[]): Promise<boolean> {
    if (spool === null) return false
    try {
      const dropped = await spool.add(results)
      onDisk = true
      count('spooled', results.length)
      if (dropped > 0) count('lost', dropped)
      if (diskIsOut) log.info({}, 'the local disk takes history again')
      diskIsOut = false
      return true
    } catch (error) {
      sayDiskIsOut(error)
      return false
    }
  }

  function sayDiskIsOut(error: unknown): void {
    if (!(error instanceof SpoolError)) throw error
    if (!diskIsOut)
      log.error({ reason: error.reason, err: error }, 'the local disk takes no history, some is kept in memory')
    diskIsOut = true
  }

  /** Full batches at once; what is left waits for the next second, lest each result becomes a batch of its own. */
  async function writeBatches(): Promise<void> {
    do {
      inHand = waiting.splice(0, batchSize)
      const isSafe = (!isAway && (await inDatabase(inHand))) || (await onLocalDisk(inHand))
      if (!isSafe) {
        waiting.unshift(...inHand)
        forgetOldest()
      }
      inHand = []
      if (!isSafe) break
    } while (waiting.length >= batchSize && !stopped)
  }

  function forgetOldest(): void {
    const tooMany = waiting.length - mostInMemory
    if (tooMany <= 0) return
    waiting.splice(0, tooMany)
    count('lost', tooMany)
  }

  function write(): void {
    cancelBatch?.()
    cancelBatch = null
    if (writing !== null || waiting.length === 0) return
    writing = writeBatches().finally(() => {
      writing = null
      if (waiting.length > 0) plan()
    })
  }

  function plan(): void {
    if (!stopped) cancelBatch ??= later(batchWithinMs, write)
  }

  async function mergeBatches(): Promise<void> {
    for (let batch = await nextOnDisk(); batch !== null && !stopped; batch = await nextOnDisk()) {
      const taken = batch.results.filter(({ at }) => isTaken(at, now()))
      if (taken.length > 0 && !(await inDatabase(taken))) return
      const lost = batch.results.length - taken.length + batch.unreadable
      if (lost > 0) count('lost', lost)
      await spool?.forget(batch.number)
    }
    // With nothing on the disk the next batch finds out whether the database is back.
    if (!onDisk) isAway = false
  }

  async function nextOnDisk() {
    const batch = onDisk && spool !== null ? await spool.oldest() : null
    if (batch === null) onDisk = false
    return batch
  }

  function merge(): void {
    if (stopped) return
    merging ??= mergeBatches()
      .catch((error: unknown) => {
        // What cannot be read is lost to us; the file is looked at again by the next life.
        onDisk = false
        isAway = false
        sayDiskIsOut(error)
      })
      .finally(() => {
        merging = null
      })
  }

  if (onDisk) merge()

  return {
    /** Never waits and never throws. */
    keep(result: HistoryResult): void {
      if (stopped || !isTaken(result.at, now())) {
        count('lost', 1)
        return
      }
      waiting.push(result)
      forgetOldest()
      if (waiting.length >= batchSize && !isBlocked()) write()
      else plan()
    },

    /** No result waits on the local disk. */
    isMerged: (): boolean => !onDisk,

    /** What is in memory goes to the database, else to the local disk. */
    async stop(): Promise<void> {
      stopped = true
      cancelBatch?.()
      cancelRetry()
      await within(stopWithinMs, Promise.all([writing, merging]))
      const rest = [...inHand, ...waiting.splice(0)]
      if (rest.length === 0) return
      const isSafe = (!isAway && (await within(stopWithinMs, inDatabase(rest)))) || (await onLocalDisk(rest))
      if (!isSafe) count('lost', rest.length)
    },
  }

  /** Neither place takes any: once a second is often enough. */
  function isBlocked(): boolean {
    return isAway && (diskIsOut || spool === null)
  }

  function within<Value>(ms: number, value: Promise<Value>): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const cancel = later(ms, () => resolve(undefined))
      value.then(resolve, reject).finally(cancel)
    })
  }
}

/** Of class 22 and 23: the values are wrong, now and for ever. */
function isFaulty(error: DatabaseError): boolean {
  return /^2[23]/.test(error.code ?? '')
}
