import type { Database } from '../platform/postgres/pool.ts'
import { SpoolError } from '../platform/spool/spool-error.ts'
import { type Alerts, type AlertsDeps, createAlerts } from './alerts.ts'
import { createTelegramChannel } from './channels/telegram.ts'
import { inRealTime } from './schedule.ts'
import { openSpool, withoutSpool } from './spool/spool.ts'
import { createAlertStore } from './store.ts'

export interface AlertsOptions extends Omit<AlertsDeps, 'spool' | 'contents' | 'store' | 'send' | 'schedule'> {
  /** null: what alerts know rests on the local disk alone. */
  database: Database | null
  /** A folder on a disk that outlives the process. */
  spoolDir: string
  telegram: { token: string; apiRoot: string }
}

/**
 * Opens the room that decides and tells. Goes on where an earlier process stopped, whatever stopped it; a folder that
 * cannot be used is told, and done without.
 *
 * @throws PromqlError or Error for a rule that cannot be read.
 */
export async function openAlerts(options: AlertsOptions): Promise<Alerts> {
  const { database, spoolDir, telegram, now, log } = options
  const { spool, contents } = await openSpool({ dir: spoolDir, now: now() }).catch((error: unknown) => {
    if (!(error instanceof SpoolError)) throw error
    log.error({ reason: error.reason, err: error }, 'the spool cannot be opened, nothing is kept on this disk')
    return withoutSpool(error, now())
  })
  if (contents.setAside !== null) log.error({ setAside: contents.setAside }, 'the spool was damaged, it was set aside')
  const store = database === null ? null : createAlertStore(database, contents.epoch)
  const send = createTelegramChannel(telegram)
  return createAlerts({ ...options, spool, contents, store, send, schedule: inRealTime })
}
