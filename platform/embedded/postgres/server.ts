import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, clusterDir } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'
import { isAlive, readPidFile } from './pid-file.ts'
import { runProgram, startProgram } from './run.ts'
import type { ServerLog } from './server-log.ts'

/** `held`: another server holds the folder. `port-taken`: somebody else listens there. */
export type Launch = { outcome: 'ready'; pid: number } | { outcome: 'held' | 'port-taken' }

const pollMs = 20
/** Recovery after a kill may have much to replay. */
const startDeadlineMs = 60_000
/** How long a server may take to end each way before the next, harder one. */
const patience = { fastMs: 5_000, immediateMs: 2_000 }
const forceMs = 5_000

/** @throws EmbeddedPostgresError `corrupt`, `no-rights` or `did-not-start`, with the server's last words. */
export async function launch(cluster: Cluster, port: number, serverLog: ServerLog): Promise<Launch> {
  serverLog.mark()
  const child = startServer(cluster, port, serverLog)
  let refused = ''
  child.once('error', (error) => {
    refused = error.message
  })
  const deadline = performance.now() + startDeadlineMs
  while (performance.now() < deadline) {
    if (refused !== '') throw new EmbeddedPostgresError('did-not-start', `Postgres could not be started: ${refused}`)
    if (child.exitCode !== null || child.signalCode !== null) return judgeDeath(serverLog)
    const running = readPidFile(clusterDir(cluster.dir))
    if (child.pid && running?.pid === child.pid && running.ready) return { outcome: 'ready', pid: child.pid }
    await sleep(pollMs)
  }
  if (child.pid) await endServer(child.pid, cluster.binaries.pgCtl)
  throw new EmbeddedPostgresError('did-not-start', `Postgres took no connections for ${startDeadlineMs / 1000} s`)
}

function startServer({ dir, binaries, owner, durable }: Cluster, port: number, serverLog: ServerLog): ChildProcess {
  const output = serverLog.open()
  try {
    const child = startProgram(
      {
        path: binaries.postgres,
        owner,
        open: [clusterDir(dir)],
        args: (names) => [...names.flatMap((name) => ['-D', name]), ...settings(port, durable)],
      },
      ['ignore', output, output],
    )
    child.unref()
    return child
  } finally {
    closeSync(output)
  }
}

/** The log carries no statement and no value: both can be somebody's. */
function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function judgeDeath(serverLog: ServerLog): Launch {
  const lines = serverLog.linesSince()
  const said = lines.join('\n')
  if (/lock file "postmaster.pid" (already exists|is empty)|pre-existing shared memory/.test(said))
    return { outcome: 'held' }
  if (/could not bind|could not create any TCP/.test(said)) return { outcome: 'port-taken' }
  const lastWords = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? 'it said nothing'
  const message = `Postgres ended at once: ${lastWords}`
  if (/ermission denied|wrong ownership|invalid permissions/.test(said))
    throw new EmbeddedPostgresError('no-rights', message)
  throw new EmbeddedPostgresError('corrupt', `${message} (its log is ${serverLog.path})`)
}

/** Ends a server, child or not: fast, then at once, then by force. Resolves when the process is gone. */
export async function endServer(pid: number, pgCtl: string, { fastMs, immediateMs } = patience): Promise<void> {
  for (const [signal, waitMs] of [
    ['INT', fastMs],
    ['QUIT', immediateMs],
    ['KILL', forceMs],
  ] as const) {
    await sendSignal(pid, signal, pgCtl)
    if (await isGoneWithin(pid, waitMs)) return
  }
  throw new EmbeddedPostgresError('no-rights', `the server with pid ${pid} cannot be ended`)
}

async function sendSignal(pid: number, signal: 'INT' | 'QUIT' | 'KILL', pgCtl: string): Promise<void> {
  if (!isAlive(pid)) return
  if (process.platform !== 'win32') return void process.kill(pid, `SIG${signal}`)
  // Windows has no signals: Postgres listens on a pipe that its own program knows.
  await runProgram({ path: pgCtl, owner: undefined, open: [], args: () => ['kill', signal, String(pid)] })
}

async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs
  while (isAlive(pid)) {
    if (performance.now() >= deadline) return false
    await sleep(pollMs)
  }
  return true
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
