import { Registry } from 'prom-client'
import { silentLog } from '../../platform/log.ts'
import { createDatabase } from '../../platform/postgres/pool.ts'
import { createHistoryKeeper } from './keeper.ts'
import { openHistorySpool } from './spool/spool.ts'
import { createHistoryStore } from './store.ts'

/**
 * Brings what waits on the disk into the database, and kills itself between the insert and the forgetting of a batch.
 * Arguments: folder, database URL, the moment it is, after how many batches (0 lives on and says `merged`).
 */
const [dir = '', url = '', now = '', killAfter = ''] = process.argv.slice(2)
const database = createDatabase({ url, service: 'kill-point', max: 2, registry: new Registry(), log: silentLog })
const store = createHistoryStore(database)
const { spool } = await openHistorySpool({ dir, now: Number(now) })
let batches = 0

const keeper = createHistoryKeeper({
  store: {
    async save(results) {
      await store.save(results)
      batches += 1
      if (batches === Number(killAfter)) process.kill(process.pid, 'SIGKILL')
    },
  },
  spool: {
    ...spool,
    async oldest() {
      const batch = await spool.oldest()
      if (batch === null) setImmediate(end)
      return batch
    },
  },
  isSpooled: true,
  count: () => {},
  now: () => Number(now),
  later: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
  log: silentLog,
})

async function end(): Promise<void> {
  await keeper.stop()
  await spool.close()
  await database.close()
  process.stdout.write('merged\n')
}
