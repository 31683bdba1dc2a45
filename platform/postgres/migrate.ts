import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { Client } from 'pg'
import type { Log } from '../log.ts'
import { createConnection } from './connection.ts'
import { isUnavailable, toDatabaseError } from './error.ts'

export interface MigrateDeps {
  url: string
  log: Log
  sleep: (ms: number) => Promise<unknown>
  /** While the database is out of reach; 5 when left out. */
  tries?: number
  dir?: string
}

/** The schema cannot be brought to what the code needs. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const migrationsDir = fileURLToPath(new URL('./migrations', import.meta.url))
const table = 'migrations'
/** Any number that no other program locks in this database. */
const lockKey = 4_918_270_653
const lockWaitMs = 60_000
const firstPauseMs = 1_000
const lookEveryMs = 500

/**
 * Brings the schema up to the code, one transaction a file. A second runner waits for the first.
 *
 * @returns the names of the files that ran, in order.
 * A database newer than the code is left as it is: a rollback must be able to start, so each migration is one that the
 * version before it can live with.
 *
 * @throws MigrationError when a file fails, or when the database has what this code lacks and lacks what it has;
 *   DatabaseError when the database stays out of reach.
 */
export async function migrate({ url, log, sleep, tries = 5, dir = migrationsDir }: MigrateDeps): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await onConnection(url, (client) => migrateOnce(client, dir, log))
    } catch (error) {
      if (!isUnavailable(error) || attempt >= tries) throw error
      const pauseMs = firstPauseMs * 2 ** (attempt - 1)
      log.warn({ attempt, tries, pauseMs }, 'the database is out of reach, migrations wait')
      await sleep(pauseMs)
    }
  }
}

export interface WaitDeps extends Omit<MigrateDeps, 'tries'> {
  /** Ends the waiting; the promise is then rejected with its reason. */
  signal: AbortSignal
}

/** Resolves once another process has brought the schema up to this code; a newer one will do. Waits out outages. */
export async function waitForSchema({ url, log, sleep, signal, dir = migrationsDir }: WaitDeps): Promise<void> {
  let told = false
  while (!(await isUpToDate(url, dir))) {
    if (!told) log.info({}, 'waiting for the database and its migrations')
    told = true
    await sleep(lookEveryMs)
    signal.throwIfAborted()
  }
}

async function isUpToDate(url: string, dir: string): Promise<boolean> {
  try {
    const applied = new Set(await onConnection(url, namesApplied))
    return namesIn(dir).every((name) => applied.has(name))
  } catch (error) {
    if (isUnavailable(error)) return false
    throw error
  }
}

async function migrateOnce(client: Client, dir: string, log: Log): Promise<string[]> {
  await lock(client)
  const known = namesIn(dir)
  const applied = new Set(await namesApplied(client))
  const foreign = [...applied].filter((name) => !known.includes(name))
  const pending = known.filter((name) => !applied.has(name))
  if (foreign.length > 0 && pending.length > 0) {
    throw new MigrationError(
      `the database went another way: it has ${foreign.join(', ')} and lacks ${pending.join(', ')}`,
    )
  }
  if (foreign.length > 0) log.warn({ foreign }, 'the database is newer than this code, as after a rollback')
  for (const name of pending) {
    await apply(client, dir, name)
    log.info({ migration: name }, 'migration applied')
  }
  return pending
}

/** The number of the newest migration that this code knows. */
export function newestMigration(): number {
  return Math.max(...namesIn(migrationsDir).map((name) => Number.parseInt(name, 10)))
}

/** Held until the connection ends. */
async function lock(client: Client): Promise<void> {
  await client.query(`set lock_timeout = ${lockWaitMs}`)
  await client.query('select pg_advisory_lock($1)', [lockKey])
}

async function apply(client: Client, dir: string, name: string): Promise<void> {
  try {
    const log = () => {}
    await runner({ dbClient: client, dir, direction: 'up', migrationsTable: table, count: 1, noLock: true, log })
  } catch (cause) {
    const error = toDatabaseError(cause, true)
    if (error.unavailable) throw error
    throw new MigrationError(`migration ${name} failed: ${error.message}`, { cause: error })
  }
}

async function namesApplied(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query('select from pg_catalog.pg_tables where tablename = $1', [table])
  if (tables.length === 0) return []
  const { rows } = await client.query<{ name: string }>(`select name from ${table} order by id`)
  return rows.map(({ name }) => name)
}

function namesIn(dir: string): string[] {
  const files = readdirSync(dir).filter((file) => file.endsWith('.sql'))
  return files.map((file) => file.slice(0, -'.sql'.length)).sort()
}

/** A migration may take its time: the limits of ordinary queries do not hold here. */
async function onConnection<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createConnection({ url, service: 'migrate' }, { statement_timeout: 0, query_timeout: 0 })
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw error instanceof MigrationError ? error : toDatabaseError(error, true)
  } finally {
    await client.end().catch(() => {})
  }
}
