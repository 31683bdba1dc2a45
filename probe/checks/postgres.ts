import pg from 'pg'
import { failed, type Observation, passed, type Reading } from '../model/result.ts'
import type { PostgresSpec } from '../model/target.ts'
import { networkFailure } from './network-failure.ts'

const connections = `
  select (select count(*) from pg_stat_activity where backend_type = 'client backend')::integer as pg_connections_in_use,
         current_setting('max_connections')::integer as pg_connections_max`

/** A round trip on a connection of its own; the columns of the one row are readings. */
export async function checkPostgres({ url, query }: PostgresSpec, signal: AbortSignal): Promise<Observation> {
  const startedAt = performance.now()
  const client = new pg.Client({ connectionString: url, application_name: 'intelauto-check' })
  client.on('error', () => {})
  const cut = () => (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  signal.addEventListener('abort', cut)
  try {
    await client.connect()
    const connect = performance.now() - startedAt
    const { rows } = await client.query(query ?? connections)
    return readingsOf(rows, { connect, total: performance.now() - startedAt })
  } catch (error) {
    return signal.aborted ? networkFailure(error, signal) : refusal(error, signal)
  } finally {
    signal.removeEventListener('abort', cut)
    void client.end().catch(() => {})
  }
}

function readingsOf(rows: Record<string, unknown>[], phases: { connect: number; total: number }): Observation {
  const [row, ...others] = rows
  if (row === undefined || others.length > 0) return failed('unexpected', `wanted one row, got ${rows.length}`, phases)
  const readings: Reading[] = []
  for (const [name, value] of Object.entries(row)) {
    const number = Number(value)
    if (value === null || !Number.isFinite(number)) return failed('unexpected', `wanted a number in ${name}`, phases)
    readings.push({ name, labels: {}, value: number })
  }
  return passed(phases, readings)
}

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
function refusal(error: unknown, signal: AbortSignal): Observation {
  if (!(error instanceof pg.DatabaseError)) return networkFailure(error, signal)
  const { code = '' } = error
  if (code.startsWith('28')) return failed('unauthorized', 'our user or password is not taken')
  if (code === '53300') return failed('unexpected', 'all its connections are in use')
  return failed('unexpected', `it answered with error ${code}`)
}
