import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { makePartitions } from '../metrics/history/partitions.ts'
import { readUptimes } from '../metrics/history/read.ts'
import { rollUp } from '../metrics/history/roll-up.ts'
import { createHistoryStore } from '../metrics/history/store.ts'
import { DAY, type HistoryResult, HOUR, MINUTE } from '../metrics/model/history-result.ts'
import { dayName, daysBetween } from '../metrics/model/utc-day.ts'
import { startEmbeddedPostgres } from '../platform/embedded/postgres.ts'
import { silentLog } from '../platform/log.ts'
import { createDatabase, type Database } from '../platform/postgres/pool.ts'
import { buildTemplate, copyTemplate } from '../test/support/template.ts'
import { medianMsOf, type Row } from './measure.ts'

const targets = 2_000
const everyMs = 10_000
const batchSize = 500
const filledMinutes = 20
const yearOf = 100
/** Of as many targets again and other ones: a year of all 2,000 would take many minutes to write. */
const seriesInYear = 200
/** A full minute that is also a full hour. */
const start = Date.parse('2026-11-24T00:00:00Z')

/** What 2,000 targets at 10 s write in a second, what becomes of it, and how long a year of 100 targets takes to tell. */
export async function measureHistory(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'intelauto-bench-'))
  const postgres = await startEmbeddedPostgres({ dir, password: 'secret-of-the-bench', log: silentLog, durable: true })
  await buildTemplate(postgres.url)
  const url = await copyTemplate(postgres.url, 'bench')
  const database = createDatabase({ url, service: 'bench', max: 4, registry: new Registry(), log: silentLog })
  const rows = await measureOn(database)
  await database.close()
  await postgres.close()
  rmSync(dir, { recursive: true })
  return rows
}

async function measureOn(database: Database): Promise<Row[]> {
  const batches = await timesOf(batchesUpTo(start + filledMinutes * MINUTE), createHistoryStore(database).save)
  const writing = { name: `write ${batchSize} results, which ${targets} targets give in 2.5 s`, ms: middleOf(batches) }
  const minutes = await timesOf(minutesUpTo(start + filledMinutes * MINUTE), (until) => rollUp(database, until))
  const size = await sizeOfADay(database)
  await fillHour(database)
  const hour = await medianMsOf(3, async () => {
    await database.query(`insert into history_due values ('hour', to_timestamp($1 / 1000.0)) on conflict do nothing`, [
      start,
    ])
    await rollUp(database, start + HOUR)
  })
  await fillYear(database)
  const asked = Array.from({ length: yearOf }, (_, n) => nameOf(n))
  const year = () => readUptimes(database, asked, start + DAY + 17 * MINUTE)
  await year()
  return [
    { ...writing, against: 'the time they take to come', againstMs: 2_500 },
    {
      name: `roll up a minute of ${targets} targets (a day takes ${size})`,
      ms: middleOf(minutes),
      against: 'a tenth of the minute',
      againstMs: 6_000,
    },
    {
      name: `roll up an hour of ${targets} targets`,
      ms: hour,
      against: 'half of what a statement may take',
      againstMs: 5_000,
    },
    {
      name: `uptime of a year for ${yearOf} targets`,
      ms: await medianMsOf(5, year),
      against: 'a limit of ours',
      againstMs: 2_000,
    },
  ]
}

function* batchesUpTo(end: number): Generator<HistoryResult[]> {
  let batch: HistoryResult[] = []
  for (let round = start; round < end; round += everyMs) {
    for (let n = 0; n < targets; n++) {
      batch.push(resultOf(n, round + Math.floor((n * everyMs) / targets)))
      if (batch.length < batchSize) continue
      yield batch
      batch = []
    }
  }
}

function resultOf(n: number, at: number): HistoryResult {
  const isDown = (n * 31 + at / everyMs) % 997 < 1
  const latencyMs = isDown ? null : 3 + ((n * 7919 + at) % 400)
  return {
    target: `target-${n}`,
    location: 'here',
    at,
    intervalMs: everyMs,
    outcome: isDown ? 'down' : 'up',
    latencyMs,
  }
}

function nameOf(n: number): string {
  return `target-${n}`
}

function* minutesUpTo(end: number): Generator<number> {
  for (let until = start + MINUTE; until <= end; until += MINUTE) yield until
}

async function timesOf<Each>(each: Iterable<Each>, work: (one: Each) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (const one of each) {
    const startedAt = performance.now()
    await work(one)
    times.push(performance.now() - startedAt)
  }
  return times
}

function middleOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

/** Of results and of minutes, counted up from the hours that were written. */
async function sizeOfADay(database: Database): Promise<string> {
  const sizes = ['history_results', 'history_minutes'].map(async (table) => {
    const [row] = await database.query<{ bytes: number }>(
      'select sum(pg_total_relation_size(inhrelid)) as bytes from pg_inherits where inhparent = $1::regclass',
      [table],
    )
    return `${Math.round(((Number(row?.bytes) / filledMinutes) * 24 * 60) / 1e6)} MB of ${table.replace('history_', '')}`
  })
  return (await Promise.all(sizes)).join(', ')
}

/** Days of hours, as if there had been nothing to see. */
async function fillYear(database: Database): Promise<void> {
  const days = daysBetween(start - 366 * DAY, start + DAY)
  const names = Array.from({ length: seriesInYear }, (_, n) => nameOf(n))
  await database.transaction((within) => makePartitions(within, ['history_hours', 'history_minutes'], days))
  for (const day of days) {
    await fill(database, 'history_hours', names, { from: day, to: day + DAY - HOUR, step: '1 hour' })
    // As autovacuum does soon after the day.
    await database.query(`vacuum analyze history_hours_${dayName(day)}`)
  }
}

/** The minutes of the first hour that no results were written for. */
function fillHour(database: Database): Promise<void> {
  const names = Array.from({ length: targets }, (_, n) => nameOf(n))
  const left = { from: start + filledMinutes * MINUTE, to: start + HOUR - MINUTE, step: '1 minute' }
  return fill(database, 'history_minutes', names, left)
}

async function fill(
  database: Database,
  table: string,
  names: readonly string[],
  { from, to, step }: { from: number; to: number; step: string },
): Promise<void> {
  await database.query(
    `insert into ${table} (series, start, checks, failures, up_ms, down_ms, unknown_ms, latency_sum_ms, ${buckets}, slower)
     select id, each, 6, 1, 50000, 10000, 0, 60, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0
       from history_series, generate_series(to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), $4::interval) as starts (each)
      where target = any($1) on conflict do nothing`,
    [names, from, to, step],
  )
}

const buckets = [2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000].map((bound) => `under_${bound}`).join(', ')
