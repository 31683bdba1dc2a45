import type { Queryable } from '../../platform/postgres/pool.ts'
import { DAY } from '../model/history-result.ts'
import { type HistoryTable, tables } from '../model/retention.ts'
import { dayName, dayNamed, type UtcDay } from '../model/utc-day.ts'

export interface Partition {
  readonly name: string
  readonly table: HistoryTable
  readonly day: UtcDay
}

/** Any number that nothing else in this database locks. */
const partitionLock = 4_918_270_654

/** The partitions that are there, also those that a dropping cut short has left. */
export async function listPartitions(database: Queryable): Promise<Partition[]> {
  const rows = await database.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname ~ '^history_(results|minutes|hours)_\\d{8}$'`,
  )
  return rows.flatMap(({ name }) => partitionNamed(name) ?? [])
}

/**
 * Makes the days that are missing. A table is filled into the whole by ATTACH, which stands in the way of no reader
 * and no writer; `create table ... partition of` would wait for all of them.
 *
 * @param within a transaction.
 * @see https://www.postgresql.org/docs/18/ddl-partitioning.html
 */
export async function makePartitions(
  within: Queryable,
  into: readonly HistoryTable[],
  days: readonly UtcDay[],
): Promise<void> {
  const wanted = into.flatMap((table) => days.map((day) => ({ name: nameOf(table, day), table, day })))
  if (missingAmong(wanted, await listPartitions(within)).length === 0) return
  await within.query('select pg_advisory_xact_lock($1)', [partitionLock])
  for (const { name, table, day } of missingAmong(wanted, await listPartitions(within))) {
    await within.query(`create table ${name} (like ${table} including all)`)
    await within.query(
      `alter table ${table} attach partition ${name} for values from ('${moment(day)}') to ('${moment(day + DAY)}')`,
    )
  }
}

/**
 * Drops a day. Readers keep what they read: the day is taken out of the whole once they are through, and only then
 * dropped. Cut short at any point, the next call goes on there.
 *
 * @param database no transaction: a concurrent detach cannot be part of one.
 */
export async function dropPartition(database: Queryable, { name, table }: Partition): Promise<void> {
  const [link] = await database.query<{ pending: boolean }>(
    'select inhdetachpending as pending from pg_inherits where inhrelid = to_regclass($1)',
    [name],
  )
  if (link !== undefined)
    await database.query(`alter table ${table} detach partition ${name} ${link.pending ? 'finalize' : 'concurrently'}`)
  await database.query(`drop table if exists ${name}`)
}

function missingAmong(wanted: readonly Partition[], present: readonly Partition[]): Partition[] {
  const names = new Set(present.map(({ name }) => name))
  return wanted.filter(({ name }) => !names.has(name))
}

function nameOf(table: HistoryTable, day: UtcDay): string {
  return `${table}_${dayName(day)}`
}

function partitionNamed(name: string): Partition | null {
  const table = tables.find((each) => name.startsWith(`${each}_`))
  const day = table === undefined ? null : dayNamed(name.slice(table.length + 1))
  return table === undefined || day === null ? null : { name, table, day }
}

function moment(at: number): string {
  return new Date(at).toISOString()
}
