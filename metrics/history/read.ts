import type { Queryable } from '../../platform/postgres/pool.ts'
import { DAY, HOUR, MINUTE } from '../model/history-result.ts'
import { latencyBoundsMs, latencyQuantile } from '../model/latency.ts'
import { keptMs } from '../model/retention.ts'
import {
  planWindows,
  type SeenBySegment,
  type Uptime,
  uptimesOf,
  type WindowName,
  type WindowPlan,
} from '../model/uptime.ts'

export interface TargetUptime {
  readonly target: string
  readonly windows: Record<WindowName, Uptime>
}

export type Step = 'minute' | 'hour' | 'day'
export const stepMs: Readonly<Record<Step, number>> = { minute: MINUTE, hour: HOUR, day: DAY }

/** What one location saw of a target in one step. Times are Unix milliseconds, latencies milliseconds. */
export interface HistoryRow {
  readonly location: string
  readonly start: number
  readonly checks: number
  readonly failures: number
  readonly upMs: number
  readonly downMs: number
  /** Results said that they could not tell; time without any result is in none of the three. */
  readonly unknownMs: number
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** Null when no check was answered. */
  readonly latency: { min: number; mean: number; max: number; p50: number; p95: number; p99: number } | null
}

export interface HistoryRange {
  readonly target: string
  readonly from: number
  readonly to: number
  readonly step: Step
}

/** No answer has more rows. */
export const mostRows = 11_000

/** @param to a full minute up to which rows are made. @throws DatabaseError */
export async function readUptimes(
  database: Queryable,
  targets: readonly string[],
  to: number,
): Promise<TargetUptime[]> {
  const plan = planWindows(to, keptMs.history_minutes)
  const seen = await readSeen(database, targets, plan)
  return targets.map((target) => ({ target, windows: uptimesOf(locationsOf(seen, target), plan) }))
}

interface SeenRow {
  target: string
  location: string
  segment: number
  up: number
  down: number
}

function readSeen(database: Queryable, targets: readonly string[], plan: WindowPlan): Promise<SeenRow[]> {
  const { edges, hours, cutHours, minutes } = plan
  return database.query<SeenRow>(
    `with wanted as materialized (select id, target, location from history_series where target = any($1)),
     edges as (select array_agg(to_timestamp(edge / 1000.0) order by edge) as edges from unnest($2::float8[]) as each (edge)),
     rows as (
       select series, start, up_ms, down_ms from history_hours
        where series = any(array(select id from wanted)) and start >= to_timestamp($3::float8 / 1000.0)
          and start < to_timestamp($4::float8 / 1000.0)
          and start <> all(array(select to_timestamp(cut / 1000.0) from unnest($5::float8[]) as each (cut)))
       union all
       select m.series, m.start, m.up_ms, m.down_ms
         from unnest($6::float8[], $7::float8[]) as range (since, till)
         join history_minutes m on m.start >= to_timestamp(since / 1000.0) and m.start < to_timestamp(till / 1000.0)
          and m.series = any(array(select id from wanted))
     ), sums as (
       select series, width_bucket(start, edges) - 1 as segment, sum(up_ms) as up, sum(down_ms) as down
         from rows, edges group by 1, 2
     )
     select target, location, segment, up, down from sums join wanted on id = series where segment >= 0`,
    [targets, edges, hours.from, hours.to, cutHours, minutes.map(({ from }) => from), minutes.map(({ to }) => to)],
  )
}

function locationsOf(rows: readonly SeenRow[], target: string): SeenBySegment[] {
  const own = Map.groupBy(
    rows.filter((row) => row.target === target),
    ({ location }) => location,
  )
  return [...own.values()].map(
    (ofOne) => new Map(ofOne.map(({ segment, up, down }) => [segment, { upMs: up, downMs: down }])),
  )
}

interface StoredRow {
  location: string
  start: number
  checks: number
  failures: number
  up_ms: number
  down_ms: number
  unknown_ms: number
  first_at: number | null
  last_at: number | null
  min: number | null
  max: number | null
  sum: number
  counts: number[]
}

const ms = (expression: string, name: string) => `(extract(epoch from ${expression}) * 1000)::bigint as ${name}`
const counts = [...latencyBoundsMs.map((bound) => `sum(under_${bound})`), 'sum(slower)'].join(', ')

/** Rows of a target, the oldest first; the oldest of the range when there are more than are told. @throws DatabaseError */
export async function readHistory(
  database: Queryable,
  { target, from, to, step }: HistoryRange,
): Promise<HistoryRow[]> {
  const rows = await database.query<StoredRow>(
    `select location, ${ms(`date_bin('1 ${step}', start, 'epoch')`, 'start')},
            sum(checks)::integer as checks, sum(failures)::integer as failures, sum(up_ms) as up_ms, sum(down_ms) as down_ms,
            sum(unknown_ms) as unknown_ms, ${ms('min(first_at)', 'first_at')}, ${ms('max(last_at)', 'last_at')},
            min(latency_min_ms) as min, max(latency_max_ms) as max, sum(latency_sum_ms) as sum, array[${counts}]::float8[] as counts
       from ${step === 'minute' ? 'history_minutes' : 'history_hours'} join history_series on id = series
      where target = $1 and start >= to_timestamp($2::float8 / 1000.0) and start < to_timestamp($3::float8 / 1000.0)
      group by 1, date_bin('1 ${step}', start, 'epoch') order by date_bin('1 ${step}', start, 'epoch'), 1 limit ${mostRows}`,
    [target, from, to],
  )
  return rows.map(toRow)
}

function toRow(row: StoredRow): HistoryRow {
  const { location, start, checks, failures } = row
  const times = {
    upMs: row.up_ms,
    downMs: row.down_ms,
    unknownMs: row.unknown_ms,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }
  return { location, start, checks, failures, ...times, latency: latencyOf(row) }
}

function latencyOf({ min, max, sum, counts }: StoredRow): HistoryRow['latency'] {
  const answered = counts.reduce((total, count) => total + count, 0)
  if (min === null || max === null || answered === 0) return null
  const quantile = (part: number) => latencyQuantile(part, counts, max) ?? max
  return { min, mean: sum / answered, max, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) }
}
