import { Registry } from 'prom-client'
import { silentLog } from '../../platform/log.ts'
import { createDatabase } from '../../platform/postgres/pool.ts'
import { createQueue, createWorker } from '../../platform/queue.ts'

/** A worker as a process that can be frozen or killed: prints what it does; a line on standard input ends the job in hand. */
const [url = '', leaseMs = ''] = process.argv.slice(2)
const database = createDatabase({ url, service: 'child', max: 2, registry: new Registry(), log: silentLog })
const lines = process.stdin.setEncoding('utf8')

const say = (text: string) => process.stdout.write(`${text}\n`)
const queue = createQueue({
  database,
  table: 'webhook_updates',
  leaseMs: Number(leaseMs),
  maxTries: 5,
  log: silentLog,
})

createWorker({
  database,
  queue: {
    ...queue,
    async done(jobs) {
      const kept = await queue.done(jobs)
      for (const { id } of jobs) say(`${kept.includes(id) ? 'kept' : 'late'} ${id}`)
      return kept
    },
  },
  concurrency: 1,
  log: silentLog,
  async handle(job) {
    say(`took ${job.id}`)
    await new Promise((resolve) => lines.once('data', resolve))
  },
}).start()
