import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, DatabaseError, type QueryConfig } from 'pg'
import { createConnection } from '../../platform/postgres/connection.ts'
import type { Failure, Observation, Reading } from '../model/result.ts'
import type { PostgresSpec } from '../model/target.ts'
import { type Check, tooLate } from './check.ts'
import { closedEarly, networkFailure } from './network-failure.ts'
import { startStopwatch, timeSocket } from './stopwatch.ts'

const maxAnswerBytes = 1024 * 1024
/** A server that is well hangs up at once after our goodbye. */
const goodbyeMs = 100

/** Counts by what every login may see: other sessions show no `backend_type`. Workers of the server have no user. */
const connectionCount = `
  select count(*) as pg_connections_in_use, current_setting('max_connections')::int as pg_connections_max
    from pg_stat_activity where datid is not null and usesysid is not null`

/** Logs in and asks one question; each column of the one row is a reading. Rejects when the URL is none. */
export const checkPostgres: Check<PostgresSpec> = async ({ url, query }, signal) => {
  const stopwatch = startStopwatch()
  if (signal.aborted) return { phases: stopwatch.times(), readings: [], failure: tooLate }
  if (!URL.canParse(url)) throw new TypeError('wanted the URL of a Postgres')
  const socket = new GuardedSocket()
  timeSocket(socket, stopwatch)
  const client = createConnection(
    { url, service: 'probe-check' },
    { stream: () => socket, connectionTimeoutMillis: 0, keepAlive: false },
  )
  const giveUp = () => socket.destroy()
  signal.addEventListener('abort', giveUp)
  try {
    const outcome = await ask(client, query ?? connectionCount)
    const phases = stopwatch.times()
    await sayGoodbye(client)
    return { phases, ...outcome }
  } catch (error) {
    return { phases: stopwatch.times(), readings: [], failure: signal.aborted ? tooLate : whyFailed(error) }
  } finally {
    signal.removeEventListener('abort', giveUp)
    socket.destroy()
  }
}

type Outcome = Pick<Observation, 'readings' | 'failure'>

async function ask(client: Client, text: string): Promise<Outcome> {
  await client.connect()
  // Several statements in one text are refused this way.
  const question: QueryConfig & { queryMode: 'extended' } = { text, queryMode: 'extended' }
  const { rows } = await client.query<Record<string, unknown>>(question)
  const [row] = rows
  if (row === undefined || rows.length > 1) return unexpected(`wanted one row, got ${rows.length}`)
  const readings = Object.entries(row).map(([name, value]): Reading => ({ name, labels: {}, value: numberOf(value) }))
  const bad = readings.find(({ value }) => Number.isNaN(value))
  return bad === undefined ? { readings, failure: null } : unexpected(`wanted a number in the column ${bad.name}`)
}

const unexpected = (message: string): Outcome => ({ readings: [], failure: { reason: 'unexpected', message } })

/** Postgres sends exact numbers as text. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

async function sayGoodbye(client: Client): Promise<void> {
  await Promise.race([client.end(), sleep(goodbyeMs, undefined, { ref: false })])
}

/** What reads from it can throw at garbage, and waits for messages of any size: both must break the socket alone. */
class GuardedSocket extends Socket {
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event !== 'data') return super.emit(event, ...values)
    try {
      if (this.bytesRead > maxAnswerBytes) this.destroy(new TooLarge())
      return this.destroyed || super.emit(event, ...values)
    } catch (cause) {
      this.destroy(new Error('the message cannot be read', { cause }))
      return true
    }
  }
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

function whyFailed(error: unknown): Failure {
  if (error instanceof TooLarge) return { reason: 'too-large', message: `wanted at most ${maxAnswerBytes} bytes` }
  if (error instanceof DatabaseError && error.code !== undefined) return whyRefused(error.code, error.message)
  const message = error instanceof Error ? error.message : ''
  if (/\bSSL\b/.test(message)) return { reason: 'tls', message: 'the server does not take encrypted connections' }
  if (message.startsWith('SASL')) return { reason: 'unauthorized', message: 'the login did not come to its end' }
  if (message.startsWith('Connection terminated')) return closedEarly
  return networkFailure(error) ?? { reason: 'malformed', message: 'this is no answer of a Postgres' }
}

/** Class 28 is about the login; messages of class 22 quote values. */
function whyRefused(sqlState: string, message: string): Failure {
  if (sqlState.startsWith('28'))
    return { reason: 'unauthorized', message: `the server refused the login (${sqlState})` }
  const said = sqlState.startsWith('22') ? 'a value was wrong' : message
  return { reason: 'unexpected', message: `wanted an answer, got the error: ${said} (${sqlState})` }
}
