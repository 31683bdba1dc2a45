import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../test/support/database.ts'
import { silentLog } from '../log.ts'
import { MigrationError, migrate, waitForSchema } from './migrate.ts'
import { createDatabase, type Database, isUnavailable } from './pool.ts'
import { dumpSchema } from './schema-dump.ts'

const golden = new URL('./schema.sql', import.meta.url)

let at: TestDatabase
let database: Database
let dir: string

beforeEach(async () => {
  at = await createEmptyDatabase()
  database = createDatabase({ url: at.url, service: 'test', max: 2, registry: new Registry(), log: silentLog })
  dir = mkdtempSync(join(tmpdir(), 'intelauto-migrations-'))
})

afterEach(async () => {
  await database.close()
  await at.drop()
  rmSync(dir, { recursive: true })
})

const run = (over: object = {}) => migrate({ url: at.url, log: silentLog, sleep, ...over })
const file = (name: string, text: string) => writeFileSync(join(dir, `${name}.sql`), text)
const tableNames = async () => {
  const rows = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`,
  )
  return rows.map(({ name }) => name)
}

test('the migrations give the schema of schema.sql, and a second run changes nothing', async () => {
  expect(await run()).toEqual([
    '0001_vehicles',
    '0002_webhook_updates',
    '0003_alerts',
    '0004_narrowed_subscriptions',
    '0005_accounts',
    '0006_conversation',
    '0007_vehicle_search',
    '0008_history',
  ])
  const schema = await dumpSchema(database)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, schema)
  expect(schema).toBe(readFileSync(golden, 'utf8'))
  expect(await run()).toEqual([])
  expect(await dumpSchema(database)).toBe(schema)
})

test('of five runners at once each waits for the one before, and every file runs once', async () => {
  file('0001_a', 'create table a (n int); select pg_sleep(0.1);')
  file('0002_b', 'create table b (n int);')
  const ran = await Promise.all(Array.from({ length: 5 }, () => run({ dir })))
  expect(ran.flat().sort()).toEqual(['0001_a', '0002_b'])
})

test('a file that fails leaves nothing of itself, keeps what ran before it, and is named', async () => {
  file('0001_a', 'create table a (n int);')
  file('0002_b', 'create table b (n int); create table b (n int);')
  await expect(run({ dir })).rejects.toThrow(/^migration 0002_b failed: relation "b" already exists \(42P07\)$/)
  expect(await tableNames()).toEqual(['a'])
  file('0002_b', 'create table b (n int);')
  expect(await run({ dir })).toEqual(['0002_b'])
})

test('a database newer than the code is left alone, so that a rollback can start', async () => {
  file('0001_a', 'create table a (n int);')
  file('0009_later', 'create table later (n int);')
  await run({ dir })
  rmSync(join(dir, '0009_later.sql'))
  expect(await run({ dir })).toEqual([])
  expect(await tableNames()).toEqual(['a', 'later'])
})

test('a database that went another way is refused in one line and left alone', async () => {
  file('0001_a', 'create table a (n int);')
  file('0009_later', 'create table later (n int);')
  await run({ dir })
  rmSync(join(dir, '0009_later.sql'))
  file('0002_b', 'create table b (n int);')
  const refused = await run({ dir }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(MigrationError)
  expect(refused).toHaveProperty('message', 'the database went another way: it has 0009_later and lacks 0002_b')
  expect(await tableNames()).toEqual(['a', 'later'])
})

test('a database out of reach is tried five times with growing pauses, then given up', async () => {
  const pauses: number[] = []
  const note = async (ms: number) => void pauses.push(ms)
  const error = await run({ url: 'postgres://u:hidden-word@127.0.0.1:1/x', sleep: note }).catch((e: unknown) => e)
  expect(isUnavailable(error)).toBe(true)
  expect(String(error)).not.toContain('hidden-word')
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000])
})

test('a process that does not migrate goes on once another has, and not before', async () => {
  file('0001_a', 'create table a (n int);')
  const never = new AbortController().signal
  let looks = 0
  const look = async () => {
    looks += 1
    if (looks === 3) await run({ dir })
  }
  await waitForSchema({ url: at.url, log: silentLog, sleep: look, signal: never, dir })
  expect(looks).toBe(3)
  rmSync(join(dir, '0001_a.sql'))
  await waitForSchema({ url: at.url, log: silentLog, sleep: look, signal: never, dir })
  expect(looks).toBe(3)
})

test('waiting for the schema ends when the process ends', async () => {
  const ending = new AbortController()
  const waiting = waitForSchema({
    url: 'postgres://u@127.0.0.1:1/x',
    log: silentLog,
    sleep: async () => ending.abort(new Error('stopping')),
    signal: ending.signal,
  })
  await expect(waiting).rejects.toThrow('stopping')
})
