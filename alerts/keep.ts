import type { Log } from '../platform/log.ts'
import { DatabaseError } from '../platform/postgres/pool.ts'
import { SpoolError } from '../platform/spool/spool-error.ts'
import type { Change, NumberedChange } from './model/change.ts'
import { isEmpty } from './model/change.ts'
import { pauseAfter } from './model/pace.ts'
import { before, type Schedule } from './schedule.ts'
import type { Spool } from './spool/spool.ts'
import type { AlertStore } from './store.ts'

export interface KeeperDeps {
  spool: Pick<Spool, 'write' | 'mark' | 'forgetStored'>
  /** null: there is no database, the disk is all. */
  store: Pick<AlertStore, 'save'> | null
  /** What the database does not have yet, from an earlier life. */
  unstored: readonly NumberedChange[]
  /** Where the next incident stands; kept along with each change. */
  ordinal: () => number
  schedule: Schedule
  log: Log
}

/** How long the path to the chat waits for the database. */
const storeWithinMs = 300
const stopWithinMs = 1_000

/** Keeps changes: first on the local disk, then in the database, both in the order in which they were made. */
export function createKeeper({ spool, store, unstored, ordinal, schedule, log }: KeeperDeps) {
  const forDisk: { change: NumberedChange; settled: () => void }[] = []
  const forStore: NumberedChange[] = [...unstored]
  const waiting: { number: number; reached: () => void }[] = []
  const awaitingAll: (() => void)[] = []
  let nextNumber = (unstored.at(-1)?.number ?? 0) + 1
  let writing = Promise.resolve()
  let storing = Promise.resolve()
  let isWriting = false
  let isStoring = false
  let diskIsOut = false
  let storeIsAway = false
  let failures = 0
  let stopped = false
  let cancelRetry = (): void => {}

  /** What could not be written stays first in line: the next write takes it along. */
  async function writeAll(): Promise<void> {
    isWriting = true
    while (forDisk.length > 0) {
      const batch = [...forDisk]
      const isWritten = await writeToDisk(batch.map(({ change }) => change))
      for (const { settled } of isWritten ? batch : forDisk) settled()
      if (!isWritten) break
      forDisk.splice(0, batch.length)
    }
    isWriting = false
  }

  async function writeToDisk(changes: readonly NumberedChange[]): Promise<boolean> {
    try {
      await spool.write(changes, ordinal())
      if (diskIsOut) log.info({}, 'the local disk takes notices again')
      diskIsOut = false
      return true
    } catch (error) {
      if (!(error instanceof SpoolError)) throw error
      if (!diskIsOut)
        log.error({ reason: error.reason, err: error }, 'the local disk takes no notices, going on from memory')
      diskIsOut = true
      return false
    }
  }

  function onDisk(change: NumberedChange): Promise<void> {
    const done = new Promise<void>((settled) => forDisk.push({ change, settled }))
    if (!isWriting) writing = writeAll()
    return done
  }

  async function storeAll(): Promise<void> {
    isStoring = true
    for (let [next] = forStore; next !== undefined && !stopped; [next] = forStore) {
      if (!(await saveOne(next))) break
      forStore.shift()
      release(next.number)
      void spool.forgetStored(next.number).catch(ignoreSpoolError)
    }
    isStoring = false
    if (forStore.length === 0) for (const resolve of awaitingAll.splice(0)) resolve()
  }

  async function saveOne(change: NumberedChange): Promise<boolean> {
    try {
      const outcome = store === null ? 'stored' : await store.save(change)
      if (outcome === 'stale')
        log.warn({ incidents: change.incidents.map(({ id }) => id) }, 'another leader has moved these incidents on')
      backAgain()
      return true
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      goAway(error.message)
      failures += 1
      cancelRetry = schedule(pauseAfter(failures), pump)
      return false
    }
  }

  function backAgain(): void {
    failures = 0
    if (storeIsAway) log.info({}, 'incidents and notices reach the database again')
    storeIsAway = false
  }

  function goAway(reason: string): void {
    if (!storeIsAway) log.warn({ reason }, 'incidents and notices do not reach the database, they are kept on disk')
    storeIsAway = true
    release(Number.POSITIVE_INFINITY)
  }

  function release(upTo: number): void {
    for (const { number, reached } of waiting) if (number <= upTo) reached()
  }

  function pump(): void {
    if (!stopped && !isStoring && forStore.length > 0) storing = storeAll()
  }

  /** A database that is known to be away is not waited for. */
  async function inStore(change: NumberedChange): Promise<void> {
    forStore.push(change)
    if (storeIsAway) return
    const entry = Promise.withResolvers<void>()
    waiting.push({ number: change.number, reached: entry.resolve })
    pump()
    const isDone = await before(
      storeWithinMs,
      entry.promise.then(() => true),
      schedule,
    )
    waiting.splice(0, waiting.length, ...waiting.filter(({ number }) => number !== change.number))
    if (!isDone) goAway(`no answer within ${storeWithinMs} ms`)
  }

  pump()
  return {
    /** Resolves once the change is on the disk and the database had its time; or when neither can be helped. Never rejects. */
    async keep(change: Change): Promise<void> {
      if (isEmpty(change)) return
      const numbered = { ...change, number: nextNumber++ }
      await onDisk(numbered)
      await inStore(numbered)
    },

    /** Says on the disk whether a request that carries the notices may have been written. */
    async mark(noticeIds: readonly string[], inDoubt: boolean): Promise<void> {
      await spool.mark(noticeIds, inDoubt).catch(ignoreSpoolError)
    },

    /** Resolves once the database has every change. */
    allStored: (): Promise<void> =>
      forStore.length === 0 ? Promise.resolve() : new Promise((resolve) => awaitingAll.push(resolve)),

    async stop(): Promise<void> {
      stopped = true
      cancelRetry()
      await writing
      await before(stopWithinMs, storing, schedule)
    },
  }
}

export type Keeper = ReturnType<typeof createKeeper>

/** The next write tells it. */
function ignoreSpoolError(error: unknown): void {
  if (!(error instanceof SpoolError)) throw error
}
