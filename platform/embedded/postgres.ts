import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { findBinaries } from './postgres/binaries.ts'
import { type Cluster, clusterDir, prepareCluster } from './postgres/cluster.ts'
import { EmbeddedPostgresError } from './postgres/error.ts'
import { ensureDatabase, login, urlOf } from './postgres/login.ts'
import { chooseOwner } from './postgres/owner.ts'
import { disownPidFile, isAlive, type Running, runningServer } from './postgres/pid-file.ts'
import { endServer, findFreePort, launch } from './postgres/server.ts'
import { createServerLog, type ServerLog } from './postgres/server-log.ts'

export { EmbeddedPostgresError } from './postgres/error.ts'

export interface EmbeddedPostgresDeps {
  /** Kept between runs: the cluster and the server's log. */
  dir: string
  /** Of the user `intelauto`, one line; it becomes the password of a new cluster. */
  password: string
  log: Log
  /** A free one when left out. */
  port?: number
  /** False: nothing is written through to the disk; for tests. */
  durable: boolean
  /** Where root copies the binaries when the server's user cannot enter the project's folder. */
  copies?: string
}

export interface EmbeddedPostgres {
  /** With the password: never print it. */
  url: string
  port: number
  pid: number
  /** Resolves when the server is gone, whoever ended it. */
  ended: Promise<void>
  /** Ends the server: fast within 5 s, else at once. */
  close(): Promise<void>
}

const attempts = 5
const retryMs = 200
const looksEveryMs = 200
/** How long a server of an earlier run may take to recover or to end. */
const settleMs = 15_000
/** For a server that does not even answer. */
const littlePatience = { fastMs: 1_000, immediateMs: 1_000 }

/**
 * Starts Postgres on a folder, or adopts the one that a killed run left there. Never two on one folder.
 *
 * @throws EmbeddedPostgresError with one clear line, see `reason`.
 */
export async function startEmbeddedPostgres(deps: EmbeddedPostgresDeps): Promise<EmbeddedPostgres> {
  const owner = chooseOwner(clusterDir(deps.dir))
  const binaries = await findBinaries(owner, deps.copies)
  const cluster: Cluster = { ...deps, binaries, owner }
  await prepareCluster(cluster)
  const serverLog = createServerLog(deps.dir)
  try {
    const { pid, port } = await obtainServer(cluster, deps, serverLog)
    await ensureDatabase(port, deps.password)
    return handleOf(cluster, pid, port, serverLog)
  } catch (error) {
    serverLog.stop()
    throw error
  }
}

interface Server {
  pid: number
  port: number
}

/** Another process may start or end a server here at the same time, or take the port: look again. */
async function obtainServer(cluster: Cluster, deps: EmbeddedPostgresDeps, serverLog: ServerLog): Promise<Server> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const adopted = await adopt(cluster, deps)
    if (adopted) return adopted
    const port = deps.port ?? (await findFreePort())
    const started = await launch(cluster, port, serverLog)
    if (started.outcome === 'ready') return proven(cluster, { pid: started.pid, port })
    if (started.outcome === 'port-taken' && deps.port !== undefined) throw portTaken(port)
    await sleep(retryMs)
  }
  throw new EmbeddedPostgresError('did-not-start', `another server holds ${deps.dir} and does not answer`)
}

function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError('port-taken', `port ${port} is in use: Postgres cannot listen there`)
}

/** @returns undefined when no server runs on the folder (any more). */
async function adopt(cluster: Cluster, { log, port }: EmbeddedPostgresDeps): Promise<Server | undefined> {
  const path = clusterDir(cluster.dir)
  const running = await settledServer(path)
  if (!running) {
    disownPidFile(path)
    return undefined
  }
  const wanted = port === undefined || port === running.port
  const answer = await login(path, running.port, cluster.password)
  if (answer === 'wrong-password') throw wrongPassword(cluster.dir)
  if (answer === 'ours' && wanted) {
    log.info({ pid: running.pid, port: running.port }, 'adopted the Postgres of an earlier run')
    return { pid: running.pid, port: running.port }
  }
  if (process.platform !== 'linux' && answer !== 'ours') throw strange(running.pid, cluster.dir)
  log.warn({ pid: running.pid, port: running.port }, 'ending the Postgres of an earlier run')
  await endServer(running.pid, cluster.binaries.pgCtl, answer === 'ours' ? undefined : littlePatience)
  return undefined
}

/** Waits while the server is starting or stopping. */
async function settledServer(path: string): Promise<Running | undefined> {
  const deadline = performance.now() + settleMs
  let running = runningServer(path)
  while (running && !running.ready && performance.now() < deadline) {
    await sleep(retryMs)
    running = runningServer(path)
  }
  return running
}

/** Only Linux tells whose pid it is; elsewhere nothing is ended that did not prove itself. */
function strange(pid: number, dir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError('did-not-start', `process ${pid} holds ${dir} and does not answer: end it first`)
}

async function proven(cluster: Cluster, server: Server): Promise<Server> {
  const answer = await login(clusterDir(cluster.dir), server.port, cluster.password)
  if (answer === 'ours') return server
  await endServer(server.pid, cluster.binaries.pgCtl)
  if (answer === 'wrong-password') throw wrongPassword(cluster.dir)
  throw new EmbeddedPostgresError('did-not-start', 'Postgres started and does not answer')
}

function wrongPassword(dir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError('wrong-password', `the cluster in ${dir} was made with another password`)
}

function handleOf(cluster: Cluster, pid: number, port: number, serverLog: ServerLog): EmbeddedPostgres {
  const ended = gone(pid).finally(serverLog.stop)
  return { url: urlOf(port, cluster.password), port, pid, ended, close: () => endServer(pid, cluster.binaries.pgCtl) }
}

/** Looks instead of listening: an adopted server is nobody's child. */
async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(looksEveryMs, undefined, { ref: false })
}
