import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { codeOf, EmbeddedPostgresError } from './error.ts'
import type { Owner } from './owner.ts'
import { isAlive } from './pid-file.ts'
import { type Program, runProgram } from './run.ts'

export interface Cluster {
  /** Holds the cluster in `cluster/` and the server's log. */
  dir: string
  binaries: Binaries
  owner: Owner
  password: string
  /** False: nothing is written through to the disk; for tests. */
  durable: boolean
}

/** The one user of the cluster and its one database. */
export const userName = 'intelauto'

const notWritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'])

const unfinishedPrefix = 'cluster.unfinished-'

export function clusterDir(dir: string): string {
  return join(dir, 'cluster')
}

/**
 * Makes the folder ready to be served: a new cluster if there is none.
 *
 * @throws EmbeddedPostgresError `other-major`, `corrupt`, `no-rights` or `did-not-start`.
 */
export async function prepareCluster(cluster: Cluster): Promise<void> {
  const path = clusterDir(cluster.dir)
  try {
    removeUnfinished(cluster.dir)
    if (existsSync(path) && readdirSync(path).length > 0) return judge(path, cluster.binaries.major)
    await initialise(cluster)
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined || !notWritable.has(code)) throw error
    throw new EmbeddedPostgresError('no-rights', `${cluster.dir} cannot be written (${code})`, { cause: error })
  }
}

function judge(path: string, major: number): void {
  const missing = ['PG_VERSION', 'postgresql.conf', 'global/pg_control', 'base', 'pg_wal'].find(
    (name) => !existsSync(join(path, name)),
  )
  if (missing) throw new EmbeddedPostgresError('corrupt', `${path} is no whole Postgres cluster: ${missing} is missing`)
  const found = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim()
  if (found === String(major)) return
  throw new EmbeddedPostgresError(
    'other-major',
    `${path} was written by Postgres ${found}, this is Postgres ${major}: move the folder away or dump and restore it`,
  )
}

/** A kill in the middle leaves an unfinished folder under another name, never half a cluster. */
async function initialise(cluster: Cluster): Promise<void> {
  const unfinished = join(cluster.dir, unfinishedPrefix + process.pid)
  const passwordFile = `${unfinished}.password`
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  give(unfinished, cluster.owner)
  give(passwordFile, cluster.owner)
  const { code, output } = await runProgram(initdb(cluster, unfinished, passwordFile)).finally(() =>
    rmSync(passwordFile),
  )
  if (code === 0) return finish(unfinished, clusterDir(cluster.dir))
  rmSync(unfinished, { recursive: true, force: true })
  throw new EmbeddedPostgresError('did-not-start', `a new cluster could not be made: ${lastLine(output)}`)
}

function initdb({ binaries, owner, durable }: Cluster, folder: string, passwordFile: string): Program {
  const fixed = `-U ${userName} -A scram-sha-256 -E UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8`
  return {
    path: binaries.initdb,
    owner,
    open: [folder, passwordFile],
    args: ([dir = folder, file = passwordFile]) => [
      '-D',
      dir,
      `--pwfile=${file}`,
      ...fixed.split(' '),
      ...(durable ? [] : ['--no-sync']),
    ],
  }
}

function give(path: string, owner: Owner): void {
  if (owner) chownSync(path, owner.uid, owner.gid)
}

/** Loses against a process that made its cluster first: that one is used. */
function finish(unfinished: string, path: string): void {
  try {
    renameSync(unfinished, path)
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST' && codeOf(error) !== 'EPERM') throw error
    rmSync(unfinished, { recursive: true })
  }
}

/** The initdb of a killed start may still write there for a second or two. Node counts the pauses in whole seconds. */
const whileStillWritten = { recursive: true, force: true, maxRetries: 4, retryDelay: 1000 }

function removeUnfinished(dir: string): void {
  mkdirSync(dir, { recursive: true })
  for (const name of readdirSync(dir)) {
    if (!name.startsWith(unfinishedPrefix)) continue
    const maker = Number.parseInt(name.slice(unfinishedPrefix.length), 10)
    if (maker === process.pid || !isAlive(maker)) rmSync(join(dir, name), whileStillWritten)
  }
}

function lastLine(output: string): string {
  return (
    output
      .split('\n')
      .filter((line) => line.trim() !== '')
      .at(-1) ?? 'no output'
  )
}
