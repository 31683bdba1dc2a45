import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type PoolClient } from 'pg'
import { Gauge, type Registry } from 'prom-client'
import type { Log } from '../log.ts'
import { connectionConfig } from './connection.ts'
import { type Listening, listen, type OnNotice } from './listen.ts'
import { createPing } from './ping.ts'
import { ask, type Queryable, transaction, withConnection } from './transaction.ts'

export { DatabaseError, isUnavailable } from './error.ts'
export type { Listening, OnNotice } from './listen.ts'
export type { Queryable } from './transaction.ts'

export interface DatabaseDeps {
  url: string
  /** The process: web, bot or probe. */
  service: string
  /** What a statement may take; 10 s when left out. */
  statementMs?: number
  /** Connections in the pool at most. `listen` and `ping` have their own. */
  max: number
  registry: Registry
  log: Log
}

export interface Database extends Queryable {
  /** All of `work` or nothing. What `work` throws is rethrown after the rollback. */
  transaction<T>(work: (within: Queryable) => Promise<T>): Promise<T>
  /** Hears NOTIFY on a connection of its own, which comes back by itself after an outage. */
  listen(channel: string, onNotice: OnNotice): Listening
  /** Whether the database answers within the deadline, asked outside the pool. Never throws. */
  ping(deadlineMs: number): Promise<boolean>
  /** Waits up to 3 s for queries in hand, then cuts their connections. */
  close(): Promise<void>
}

const closeMs = 3_000

/** A pool of connections that outlives restarts of the server. Nothing is connected before the first query. */
export function createDatabase(deps: DatabaseDeps): Database {
  const { service, max, registry, log } = deps
  const pool = new Pool({ ...connectionConfig(deps), max, idleTimeoutMillis: 30_000 })
  const open = watch(pool, log)
  const health = createPing(deps)
  const listeners = new Set<Listening>()
  let closing: Promise<unknown> | undefined
  registerPoolMetrics(registry, service, pool, max)
  return {
    query: (text, values) => withConnection(pool, (client) => ask(client, text, values)),
    transaction: (work) => transaction(pool, work),
    listen(channel, onNotice) {
      const listening = listen(deps, channel, onNotice, log)
      listeners.add(listening)
      return listening
    },
    ping: health.ping,
    close() {
      closing ??= Promise.all([health.close(), endPool(pool, open), ...[...listeners].map((one) => one.close())])
      return closing.then(() => {})
    },
  }
}

/** A connection that breaks without a listener would end the process. */
function watch(pool: Pool, log: Log): ReadonlySet<PoolClient> {
  const open = new Set<PoolClient>()
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection broke'))
  pool.on('connect', (client) => {
    open.add(client)
    client.on('error', () => {})
  })
  pool.on('remove', (client) => open.delete(client))
  return open
}

async function endPool(pool: Pool, open: ReadonlySet<PoolClient>): Promise<void> {
  const finished = new AbortController()
  const late = sleep(closeMs, undefined, { signal: finished.signal }).then(
    () => Promise.allSettled([...open].map((client) => client.end())),
    () => {},
  )
  await Promise.race([pool.end().finally(() => finished.abort()), late])
}

/** Each label set is one of the process: `service` has one value here, `state` two. */
function registerPoolMetrics(registry: Registry, service: string, pool: Pool, max: number): void {
  const registers = [registry]
  const labelNames = ['service'] as const
  const labels = { service }
  new Gauge({
    name: 'db_pool_connections',
    help: 'Connections of the database pool.',
    labelNames: ['service', 'state'] as const,
    registers,
    collect() {
      this.set({ service, state: 'idle' }, pool.idleCount)
      this.set({ service, state: 'in_use' }, pool.totalCount - pool.idleCount)
    },
  })
  new Gauge({
    name: 'db_pool_max_connections',
    help: 'Connections that the pool may have.',
    labelNames,
    registers,
  }).set(labels, max)
  new Gauge({
    name: 'db_pool_waiting_requests',
    help: 'Queries that wait for a connection of the pool.',
    labelNames,
    registers,
    collect() {
      this.set(labels, pool.waitingCount)
    },
  })
}
