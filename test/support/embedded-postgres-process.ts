import { startEmbeddedPostgres } from '../../platform/embedded/postgres.ts'
import { silentLog } from '../../platform/log.ts'

/** Starts the embedded server, says which it is, and waits to be killed: the parent of an orphan. */
const [dir = '', password = '', copies] = process.argv.slice(2)
try {
  const { pid, port } = await startEmbeddedPostgres({
    dir,
    password,
    log: silentLog,
    durable: false,
    ...(copies !== undefined && { copies }),
  })
  process.stdout.write(`${JSON.stringify({ pid, port })}\n`)
  setInterval(() => {}, 60_000)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: error instanceof Error ? error.message : 'unknown' })}\n`)
}
