import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, startOwnPostgres } from '../../test/support/database.ts'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { eventually } from '../../test/support/platform.ts'
import { openHistory } from '../history.ts'
import { HOUR, MINUTE } from '../model/history-result.ts'
import { openHistoryFile } from './spool/file.ts'
import { resultAt, resultsOver } from './test-bench.ts'

const start = Date.parse('2026-11-24T12:00:00Z')

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'intelauto-outage-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const connect = (url: string): Database =>
  createDatabase({ url, service: 'test', max: 4, registry: new Registry(), log: silentLog })
const count = async (database: Database) => {
  const [row] = await database.query<{ count: number }>('select count(*) from history_results')
  return row?.count
}

test('Postgres is stopped and started: every result is there once, rolled up, and nobody waited', {
  timeout: 60_000,
}, async () => {
  const postgres = await startOwnPostgres()
  const database = connect(postgres.url)
  const clock = createHandClock(start)
  const deps = { database, spoolDir: dir, registry: new Registry(), now: clock.now, later: clock.later, log: silentLog }
  const history = await openHistory(deps)
  const give = (from: number, to: number) => {
    for (const result of resultsOver(from, to)) history.keep(result)
  }
  /** What is under way in earnest is waited for; then a second passes. */
  const passUntil = (what: string, look: () => Promise<boolean>) =>
    eventually(what, async () => {
      await clock.pass(1000)
      return look()
    })
  try {
    give(start - HOUR, start - 40 * MINUTE)
    await passUntil('the first part is stored', async () => (await count(database)) === 120)
    await postgres.stop()
    give(start - 40 * MINUTE, start - 20 * MINUTE)
    await passUntil('the outage is seen and bridged', async () => (await spooledCount(deps.registry)) === 120)
    await postgres.start()
    give(start - 20 * MINUTE, start)
    await passUntil('all is stored', async () => (await count(database).catch(() => 0)) === 360)
    await passUntil('all is rolled up', async () => {
      const rows = await history.rows({ target: 'web', from: start - HOUR, to: start, step: 'hour' })
      return rows[0]?.upMs === HOUR
    })
  } finally {
    await history.stop()
    await database.close()
    await postgres.close()
  }
})

async function spooledCount(registry: Registry): Promise<number | undefined> {
  const counted = await registry.getSingleMetric('history_results_total')?.get()
  return counted?.values.find(({ labels }) => labels.outcome === 'spooled')?.value
}

test.each([
  { name: 'at the first batch', killAfter: 1 },
  { name: 'at the third of five', killAfter: 3 },
  { name: 'at the last', killAfter: 5 },
])('kill -9 between the insert and the forgetting, $name: nothing is stored twice or lost', async ({ killAfter }) => {
  const place = await createTestDatabase()
  const file = openHistoryFile({ dir, now: start, maxBytes: 1 << 26 })
  for (let n = 0; n < 5; n++) file.add(resultsOver(start + n * MINUTE, start + (n + 1) * MINUTE))
  file.close()
  expect(await live(place.url, killAfter)).toEqual({ signal: 'SIGKILL', printed: '' })
  expect(await live(place.url, 0)).toEqual({ signal: null, printed: 'merged\n' })
  const database = connect(place.url)
  expect(await count(database)).toBe(30)
  await database.close()
  await place.drop()
  const after = openHistoryFile({ dir, now: start, maxBytes: 1 << 26 })
  expect(after.state.waiting).toBe(0)
  after.close()
})

async function live(url: string, killAfter: number) {
  const entry = fileURLToPath(new URL('./history-process.ts', import.meta.url))
  const args = [entry, dir, url, String(start + 5 * MINUTE), String(killAfter)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { signal, printed }
}

test('a start without Postgres keeps results, and has no uptime to tell', async () => {
  const database = connect('postgres://nobody:nothing@127.0.0.1:9/none')
  const clock = createHandClock(start)
  const deps = { database, spoolDir: dir, registry: new Registry(), now: clock.now, later: clock.later, log: silentLog }
  const history = await openHistory(deps)
  history.keep(resultAt(start))
  expect(await history.uptimes(['web'])).toBeNull()
  await eventually('it is kept', async () => {
    await clock.pass(1000)
    return (await spooledCount(deps.registry)) === 1
  })
  await history.stop()
  await database.close()
  const file = openHistoryFile({ dir, now: start, maxBytes: 1 << 26 })
  expect(file.oldest()?.results).toEqual([resultAt(start)])
  file.close()
})
