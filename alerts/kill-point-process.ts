import { Registry } from 'prom-client'
import { silentLog } from '../platform/log.ts'
import { createDatabase } from '../platform/postgres/pool.ts'
import { createAlerts } from './alerts.ts'
import { createTelegramChannel } from './channels/telegram.ts'
import type { Notice } from './model/notice.ts'
import { inRealTime } from './schedule.ts'
import { openSpool } from './spool/spool.ts'
import { createAlertStore } from './store.ts'
import { createFailures, testRule } from './test-bench.ts'

/**
 * The room as a process that kills itself after so many steps on the way of a notice: disk, database, sending, disk.
 * Arguments: folder, database URL, Bot API, token, step, failures of the target. Lines on standard input: a number sets
 * the failures, an object is a command, `stop` ends it when every notice has its end; it then prints how many possible duplicates it counted.
 */
const [dir = '', databaseUrl = '', apiRoot = '', token = '', killAt = '', failed = '0'] = process.argv.slice(2)
let steps = 0

function mortal<Args extends unknown[], Value>(work: (...args: Args) => Promise<Value>) {
  return async (...args: Args): Promise<Value> => {
    const value = await work(...args)
    steps += 1
    if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL')
    return value
  }
}

/** Ids of notices without an end, as the disk knows them. */
const unsettled = new Set<string>()
let onQuiet = (): void => {}

function note(notices: readonly Notice[]): void {
  for (const { id, end } of notices) if (end === null) unsettled.add(id)
  for (const { id, end } of notices) if (end !== null) unsettled.delete(id)
  if (unsettled.size === 0) onQuiet()
}

const registry = new Registry()
const log = silentLog
const database = createDatabase({ url: databaseUrl, service: 'kill-point', max: 2, registry, log })
const { spool, contents } = await openSpool({ dir, now: Date.now(), reserveBytes: 0 })
const store = createAlertStore(database, contents.epoch)
note(contents.notices)
const failures = createFailures({ web: Number(failed) })
const alerts = await createAlerts({
  rules: [testRule],
  query: failures.ask,
  countInstances: async () => null,
  publicUrl: 'http://x.test',
  now: Date.now,
  log,
  registry,
  spool: {
    ...spool,
    mark: mortal(spool.mark),
    write: mortal(async (changes, ordinal) => {
      await spool.write(changes, ordinal)
      note(changes.flatMap(({ notices }) => notices))
    }),
  },
  contents,
  store: { read: store.read, save: mortal(store.save) },
  send: mortal(createTelegramChannel({ token, apiRoot })),
  schedule: inRealTime,
})
process.stdout.write('lives\n')

process.stdin.setEncoding('utf8').on('data', async (text: string) => {
  for (const line of text.trim().split('\n')) {
    if (line === 'stop') await end()
    else if (/^\d+$/.test(line)) failures.set('web', Number(line))
    else await alerts.command(JSON.parse(line))
    alerts.wake()
    process.stdout.write(`heard ${line}\n`)
  }
})

async function end(): Promise<never> {
  const quiet = Promise.withResolvers<void>()
  onQuiet = quiet.resolve
  note([])
  await quiet.promise
  await alerts.stop()
  await database.close()
  const counted = await registry.getSingleMetric('alerts_notices_total')?.get()
  const doubtful = counted?.values.filter(({ labels }) => labels.outcome === 'possible-duplicate') ?? []
  process.stdout.write(`duplicates ${doubtful.reduce((sum, { value }) => sum + value, 0)}\n`)
  process.exit(0)
}
