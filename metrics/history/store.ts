import { type Database, DatabaseError, type Queryable } from '../../platform/postgres/pool.ts'
import { type HistoryResult, minutesOf, type Outcome } from '../model/history-result.ts'
import { dayOf } from '../model/utc-day.ts'
import { makePartitions } from './partitions.ts'

/** Where results rest. */
export interface HistoryStore {
  /** All of the results or none; one that was stored before changes nothing. @throws DatabaseError */
  save(results: readonly HistoryResult[]): Promise<void>
}

export function createHistoryStore(database: Pick<Database, 'transaction'>): HistoryStore {
  const insert = (results: readonly HistoryResult[]) =>
    database.transaction(async (within) => {
      await addSeries(within, results)
      await addResults(within, results)
      await markDue(within, 'minute', minutesOf(results))
    })
  return {
    async save(results) {
      try {
        await insert(results)
      } catch (error) {
        if (!isDayMissing(error)) throw error
        const days = new Set(results.map(({ at }) => dayOf(at)))
        await database.transaction((within) => makePartitions(within, ['history_results'], [...days]))
        await insert(results)
      }
    },
  }
}

/** Says that the rows of these minutes or hours have to be made again. */
export async function markDue(within: Queryable, span: 'minute' | 'hour', starts: readonly number[]): Promise<void> {
  await within.query(
    `insert into history_due (span, start) select $1, to_timestamp(start / 1000.0) from unnest($2::float8[]) as given (start)
     order by 2 on conflict (span, start) do update set mark = history_due.mark + 1`,
    [span, starts],
  )
}

async function addSeries(within: Queryable, results: readonly HistoryResult[]): Promise<void> {
  await within.query(
    `insert into history_series (target, location)
     select distinct target, location from unnest($1::text[], $2::text[]) as given (target, location)
      where not exists (select from history_series s where (s.target, s.location) = (given.target, given.location))
      order by 1, 2 on conflict do nothing`,
    [results.map(({ target }) => storable(target)), results.map(({ location }) => storable(location))],
  )
}

async function addResults(within: Queryable, results: readonly HistoryResult[]): Promise<void> {
  const column = <Value>(value: (result: HistoryResult) => Value) => results.map(value)
  await within.query(
    `insert into history_results (at, series, interval_ms, latency_ms, success)
     select to_timestamp(at / 1000.0), s.id, interval_ms, latency_ms, success
       from unnest($1::text[], $2::text[], $3::float8[], $4::integer[], $5::real[], $6::smallint[])
              as given (target, location, at, interval_ms, latency_ms, success)
       join history_series s using (target, location)
     on conflict do nothing`,
    [
      column(({ target }) => storable(target)),
      column(({ location }) => storable(location)),
      column(({ at }) => at),
      column(({ intervalMs }) => intervalMs),
      column(({ latencyMs }) => latencyMs),
      column(({ outcome }) => successOf[outcome]),
    ],
  )
}

const successOf: Readonly<Record<Outcome, number | null>> = { up: 1, down: 0, unknown: null }

/** Postgres takes neither NUL nor half a character. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** "no partition of relation found for row" has no code of its own. */
function isDayMissing(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23514' && error.constraint === undefined
}
