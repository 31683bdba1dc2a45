import type { Log } from '../../platform/log.ts'
import { isBeforeSchema } from '../../platform/postgres/error.ts'
import { type Database, DatabaseError } from '../../platform/postgres/pool.ts'
import { DAY, floorTo, MINUTE } from '../model/history-result.ts'
import { daysAt, isOutlived, tables } from '../model/retention.ts'
import { dropPartition, listPartitions, makePartitions, type Partition } from './partitions.ts'
import { isDueBefore, rollUp } from './roll-up.ts'

export interface UpkeepDeps {
  database: Database
  now: () => number
  /** Nothing waits on the local disk: results of former days come no more. */
  isMerged: () => boolean
  log: Log
}

/** Results take so long from the end of their check into the database, when all is well. */
const settledAfterMs = 3_000

/** Makes days ahead, rolls up what is over, and drops what is kept no longer. */
export function createUpkeep({ database, now, isMerged, log }: UpkeepDeps) {
  let rolledUpTo: number | null = null
  let isOut = false

  async function dropOutlived(at: number): Promise<void> {
    if (!isMerged()) return
    const outlived = (await listPartitions(database)).filter(({ table, day }) => isOutlived(table, day, at))
    for (const partition of outlived) {
      if (await isStillNeeded(partition)) continue
      await dropPartition(database, partition)
      log.info({ partition: partition.name }, 'a day of history was dropped')
    }
  }

  /** What is rolled up from it is not made yet. */
  async function isStillNeeded({ table, day }: Partition): Promise<boolean> {
    if (table === 'history_hours') return false
    return isDueBefore(database, table === 'history_results' ? 'minute' : 'hour', day + DAY)
  }

  async function keepUp(at: number): Promise<void> {
    await database.transaction((within) => makePartitions(within, tables, daysAt(at)))
    const until = floorTo(at - settledAfterMs, MINUTE)
    await rollUp(database, until)
    rolledUpTo = until
    await dropOutlived(at)
  }

  function tell(error: DatabaseError): void {
    if (isBeforeSchema(error)) log.info({}, 'history waits for its tables')
    else log.warn({ reason: error.message }, 'history cannot be rolled up, it is tried again')
  }

  return {
    /** One round. Never rejects for the database's sake: the next round does what this one could not. */
    async round(): Promise<void> {
      try {
        await keepUp(now())
        if (isOut) log.info({}, 'history is rolled up again')
        isOut = false
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
        if (!isOut) tell(error)
        isOut = true
      }
    },
    /** Rows are made up to here; null before the first round. */
    rolledUpTo: (): number | null => rolledUpTo,
  }
}
