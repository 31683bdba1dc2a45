import { readFileSync } from 'node:fs'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { placeholderNames, readMonitoring } from '../monitoring.ts'

let at: TestDatabase
let database: Database
beforeAll(async () => {
  at = await createTestDatabase()
  database = createDatabase({ url: at.url, service: 'test', max: 2, registry: new Registry(), log: silentLog })
})
afterAll(async () => {
  await database.close()
  await at.drop()
})

function queryOfTheQueue(): string {
  const values = Object.fromEntries(placeholderNames.map((name) => [name, 'http://127.0.0.1']))
  const text = readFileSync(new URL('../../monitoring.yaml', import.meta.url), 'utf8')
  const check = readMonitoring(text, { ...values, DATABASE_URL: at.url }).targets.find(
    ({ id }) => id === 'webhook-queue',
  )?.check
  return check?.kind === 'postgres' ? (check.query ?? '') : ''
}

test('an empty queue is 0 deep and 0 old', async () => {
  const rows = await database.query(queryOfTheQueue())
  expect(rows).toEqual([{ webhook_queue_depth: 0, webhook_queue_oldest_seconds: 0 }])
})

test('what waits counts, what is finished does not', async () => {
  await database.query(`insert into webhook_updates (id, lane, payload, stored_at, finished_at) values
    ('1', 'a', '{}', now() - interval '1 hour', now()),
    ('2', 'a', '{}', now() - interval '1 minute', null),
    ('3', 'b', '{}', now(), null)`)
  const rows = await database.query<Record<string, number>>(queryOfTheQueue())
  expect(rows[0]?.webhook_queue_depth).toBe(2)
  expect(rows[0]?.webhook_queue_oldest_seconds).toSatisfy((age: number) => age >= 60 && age < 600)
})
