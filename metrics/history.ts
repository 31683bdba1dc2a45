import type { Registry } from 'prom-client'
import type { Log } from '../platform/log.ts'
import type { Database } from '../platform/postgres/pool.ts'
import { SpoolError } from '../platform/spool/spool-error.ts'
import { createHistoryKeeper, type Later } from './history/keeper.ts'
import { createHistoryMetrics } from './history/metrics.ts'
import { type HistoryRange, type HistoryRow, readHistory, readUptimes, type TargetUptime } from './history/read.ts'
import { openHistorySpool } from './history/spool/spool.ts'
import { createHistoryStore } from './history/store.ts'
import { createUpkeep } from './history/upkeep.ts'
import { type HistoryResult, MINUTE } from './model/history-result.ts'

export interface HistoryDeps {
  database: Database
  /** A folder on a disk that outlives the process. */
  spoolDir: string
  registry: Registry
  now: () => number
  later: Later
  log: Log
}

export interface UptimeAnswer {
  /** The end of every window; Unix milliseconds. */
  readonly at: number
  readonly targets: readonly TargetUptime[]
}

/** What checks saw, for 400 days: results 48 h, minutes 30 days, hours 400 days. */
export interface History {
  /** Never waits and never throws. */
  keep(result: HistoryResult): void
  /** Of the last minute that is rolled up; null before there is one. @throws DatabaseError when none was read yet. */
  uptimes(targets: readonly string[]): Promise<UptimeAnswer | null>
  /** @throws DatabaseError */
  rows(range: HistoryRange): Promise<HistoryRow[]>
  stop(): Promise<void>
}

/** After a minute is over, what belongs to it has come by then. */
const roundAfterMs = 5_000

/** Opens the room that remembers. Starts and goes on without its database and without its disk. */
export async function openHistory(deps: HistoryDeps): Promise<History> {
  const { database, now, later, log } = deps
  const { spool, isSpooled } = await openSpool(deps)
  const { count } = createHistoryMetrics(deps.registry)
  const keeper = createHistoryKeeper({
    ...{ store: createHistoryStore(database), spool, isSpooled, count, now, later, log },
  })
  const upkeep = createUpkeep({ database, now, isMerged: keeper.isMerged, log })
  const rounds = keepRounds(upkeep.round, now, later)
  const uptimes = createUptimes(database, upkeep.rolledUpTo)
  return {
    keep: keeper.keep,
    uptimes,
    rows: (range) => readHistory(database, range),
    async stop() {
      rounds.stop()
      await keeper.stop()
      await spool?.close().catch(ignoreSpoolError)
    },
  }
}

async function openSpool({ spoolDir, now, log }: HistoryDeps) {
  try {
    const { spool, state } = await openHistorySpool({ dir: spoolDir, now: now() })
    if (state.setAside !== null)
      log.error({ setAside: state.setAside }, 'history’s spool was damaged, it was set aside')
    return { spool, isSpooled: state.waiting > 0 }
  } catch (error) {
    if (!(error instanceof SpoolError)) throw error
    log.error({ reason: error.reason, err: error }, 'history’s spool cannot be opened, nothing is kept on this disk')
    return { spool: null, isSpooled: false }
  }
}

/** One round at once, then one soon after each minute; never two at a time. */
function keepRounds(round: () => Promise<void>, now: () => number, later: Later): { stop(): void } {
  let cancel = () => {}
  let stopped = false
  const go = async () => {
    await round()
    if (!stopped) cancel = later(MINUTE - ((now() - roundAfterMs) % MINUTE), () => void go())
  }
  void go()
  return {
    stop() {
      stopped = true
      cancel()
    },
  }
}

/** Rows change once a minute: whoever asks in between gets the answer of that minute. With the database away, the last one. */
function createUptimes(database: Database, rolledUpTo: () => number | null): History['uptimes'] {
  let kept: { at: number; names: string; answer: Promise<UptimeAnswer> } | null = null

  const read = async (at: number, targets: readonly string[], before: typeof kept): Promise<UptimeAnswer> => {
    try {
      return { at, targets: await readUptimes(database, targets, at) }
    } catch (error) {
      if (before !== null) return before.answer
      kept = null
      throw error
    }
  }

  return async (targets) => {
    const at = rolledUpTo()
    if (at === null) return null
    const names = JSON.stringify(targets)
    if (kept?.at !== at || kept.names !== names)
      kept = { at, names, answer: read(at, targets, kept?.names === names ? kept : null) }
    return kept.answer
  }
}

function ignoreSpoolError(error: unknown): void {
  if (!(error instanceof SpoolError)) throw error
}
