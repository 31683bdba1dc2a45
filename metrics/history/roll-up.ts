import type { Database, Queryable } from '../../platform/postgres/pool.ts'
import { HOUR, longestSpeechMs, MINUTE, type Run, runsOf } from '../model/history-result.ts'
import { latencyBoundsMs } from '../model/latency.ts'
import { daysBetween } from '../model/utc-day.ts'
import { makePartitions } from './partitions.ts'
import { markDue } from './store.ts'

type Span = 'minute' | 'hour'

interface Due {
  start: number
  mark: number
}

const sizeMs: Readonly<Record<Span, number>> = { minute: MINUTE, hour: HOUR }
/** In one transaction. Measured 2026-11-24 with 2,000 targets at 10 s: see `npm run bench`. */
const mostInARun: Readonly<Record<Span, number>> = { minute: 10, hour: 1 }
/** Any number that nothing else in this database locks. */
const rollUpLock = 4_918_270_655

/**
 * Makes the rows of every minute and then of every hour that is over by `until` and in which something has changed,
 * the newest first. What was made before is made again from the same results: doing it twice changes nothing.
 * Another process that does it at the same time is waited for.
 *
 * @throws DatabaseError
 */
export async function rollUp(database: Database, until: number): Promise<void> {
  for (const span of ['minute', 'hour'] as const) {
    for (const run of runsOf(await dueBy(database, span, until), sizeMs[span], mostInARun[span]))
      await database.transaction((within) => rollUpRun(within, span, run))
  }
}

/** Whether rows of this span that begin before then are still to be made. */
export async function isDueBefore(database: Queryable, span: Span, before: number): Promise<boolean> {
  const rows = await database.query(
    'select from history_due where span = $1 and start < to_timestamp($2::float8 / 1000.0) limit 1',
    [span, before],
  )
  return rows.length > 0
}

async function dueBy(database: Queryable, span: Span, until: number): Promise<number[]> {
  const rows = await database.query<{ start: number }>(
    `select (extract(epoch from start) * 1000)::bigint as start from history_due
      where span = $1 and start <= to_timestamp($2::float8 / 1000.0)`,
    [span, until - sizeMs[span]],
  )
  return rows.map(({ start }) => start)
}

async function rollUpRun(within: Queryable, span: Span, run: Run): Promise<void> {
  await within.query('select pg_advisory_xact_lock($1)', [rollUpLock])
  const due = await marksOf(within, span, run)
  const table = span === 'minute' ? 'history_minutes' : 'history_hours'
  await makePartitions(within, [table], daysBetween(run.from, run.to - 1))
  const range = [run.from, run.to]
  if (span === 'minute') {
    await within.query(minutesFromResults, [...range, longestSpeechMs])
    await markDue(within, 'hour', hoursOf(run))
  } else await within.query(hoursFromMinutes, range)
  await clear(within, span, due)
}

function hoursOf({ from, to }: Run): number[] {
  const hours: number[] = []
  for (let start = Math.floor(from / HOUR) * HOUR; start < to; start += HOUR) hours.push(start)
  return hours
}

/** Read before the rows are made: what changes meanwhile gets another mark and stays due. */
function marksOf(within: Queryable, span: Span, { from, to }: Run): Promise<Due[]> {
  return within.query<Due>(
    `select (extract(epoch from start) * 1000)::bigint as start, mark from history_due
      where span = $1 and start >= to_timestamp($2::float8 / 1000.0) and start < to_timestamp($3::float8 / 1000.0)`,
    [span, from, to],
  )
}

async function clear(within: Queryable, span: Span, due: readonly Due[]): Promise<void> {
  await within.query(
    `delete from history_due d using unnest($2::float8[], $3::bigint[]) as done (start, mark)
      where d.span = $1 and d.start = to_timestamp(done.start / 1000.0) and d.mark = done.mark`,
    [span, due.map(({ start }) => start), due.map(({ mark }) => mark)],
  )
}

/** Of a smallint: a bucket that is full stays full. */
const mostInABucket = 32_767
const buckets = [...latencyBoundsMs.map((bound) => `under_${bound}`), 'slower']
const counted = ['checks', 'failures', 'up_ms', 'down_ms', 'unknown_ms', 'latency_sum_ms']
const measured = ['first_at', 'last_at', 'latency_min_ms', 'latency_max_ms', ...counted, ...buckets]
const columns = ['series', 'start', ...measured]

/** Rows that would be as before are not written. */
const replaced = (table: string) => `
  on conflict (series, start) do update set ${measured.map((name) => `${name} = excluded.${name}`).join(', ')}
   where (${measured.map((name) => `${table}.${name}`).join(', ')})
         is distinct from (${measured.map((name) => `excluded.${name}`).join(', ')})`

const bucketCounts = buckets.map((name, i) => {
  const low = latencyBoundsMs[i - 1] ?? 0
  const high = latencyBoundsMs[i]
  const isIn = high === undefined ? `latency_ms >= ${low}` : `latency_ms >= ${low} and latency_ms < ${high}`
  return `least(count(*) filter (where is_own and ${isIn}), ${mostInABucket}) as ${name}`
})

/** Whole milliseconds of the part of a minute that results of one kind spoke for. */
const spokenMs = (kind: string) =>
  `coalesce(round(sum(extract(epoch from till - since) * 1000) filter (where ${kind})), 0)::integer`

/**
 * $1 and $2: from and to, $3 how long a result can speak at most; Unix milliseconds. A result speaks from its end to the
 * next one's, for two intervals at most; the last before `from` may still speak after it.
 */
const minutesFromResults = `
  with range as (
    select to_timestamp($1::float8 / 1000.0) as range_from, to_timestamp($2::float8 / 1000.0) as range_to
  ), results as (
    select s.id as series, r.* from range, history_series s cross join lateral (
      (select at, interval_ms, latency_ms, success from history_results
        where series = s.id and at < range_from and at >= range_from - $3::float8 * interval '1 ms'
        order by at desc limit 1)
      union all
      (select at, interval_ms, latency_ms, success from history_results
        where series = s.id and at >= range_from and at < range_to)) r
  ), speeches as (
    select *, least(lead(at) over (partition by series order by at),
                    at + least(2 * interval_ms::float8, $3::float8) * interval '1 ms') as ends from results
  ), parts as (
    select series, start, at, latency_ms, success, at >= start as is_own,
           greatest(at, start) as since, least(ends, start + interval '1 minute') as till
      from range, speeches cross join lateral
           generate_series(date_bin('1 minute', greatest(at, range_from), 'epoch'),
                           least(ends, range_to) - interval '1 microsecond', interval '1 minute') as minute (start)
  )
  insert into history_minutes (${columns.join(', ')})
  select series, start, min(at) filter (where is_own), max(at) filter (where is_own),
         min(latency_ms) filter (where is_own), max(latency_ms) filter (where is_own),
         count(*) filter (where is_own), count(*) filter (where is_own and success = 0),
         ${spokenMs('success = 1')}, ${spokenMs('success = 0')}, ${spokenMs('success is null')},
         coalesce(sum(latency_ms::float8) filter (where is_own), 0), ${bucketCounts.join(', ')}
    from parts group by series, start
  ${replaced('history_minutes')}`

const hoursFromMinutes = `
  insert into history_hours (${columns.join(', ')})
  select series, to_timestamp($1::float8 / 1000.0), min(first_at), max(last_at), min(latency_min_ms), max(latency_max_ms),
         ${counted.map((name) => `sum(${name})`).join(', ')},
         ${buckets.map((name) => `least(sum(${name}), ${mostInABucket})`).join(', ')}
    from history_minutes
   where start >= to_timestamp($1::float8 / 1000.0) and start < to_timestamp($2::float8 / 1000.0)
   group by series
  ${replaced('history_hours')}`
