import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readyPeople } from '../platform/embedded/telegram/start-state.ts'
import { startTelegramSimulator } from '../platform/embedded/telegram.ts'
import { type Log, silentLog } from '../platform/log.ts'
import { createDatabase } from '../platform/postgres/pool.ts'
import { type OwnPostgres, startOwnPostgres } from '../test/support/database.ts'
import type { Alerts } from './alerts.ts'
import type { IncidentView } from './model/overview.ts'
import { openAlerts } from './open.ts'
import { createFailures, testRule, toldBy } from './test-bench.ts'

const token = '1000000001:a-token-for-tests'
const { ada } = readyPeople
const patienceMs = 15_000

let postgres: OwnPostgres
beforeAll(async () => {
  postgres = await startOwnPostgres()
})
afterAll(() => postgres.close())

async function openWorld() {
  const folders: string[] = []
  const lives: Alerts[] = []
  const told: string[] = []
  const log: Log = { ...silentLog, error: (_, text) => told.push(text) }
  const database = createDatabase({
    url: postgres.url,
    service: 'test',
    max: 4,
    registry: new Registry(),
    log: silentLog,
  })
  const telegram = await startTelegramSimulator({
    host: '127.0.0.1',
    port: 0,
    token,
    log: silentLog,
    clock: Date.now,
    limits: null,
  })
  telegram.control.say({ chat: ada, text: '/start' })
  const failures = createFailures({ web: 0 })
  await database.query('truncate incidents, notices, subscription_facts')

  const newFolder = () => {
    const dir = mkdtempSync(join(tmpdir(), 'intelauto-alerts-'))
    folders.push(dir)
    return dir
  }
  async function live(spoolDir: string): Promise<Alerts> {
    const alerts = await openAlerts({
      rules: [testRule],
      query: failures.ask,
      database,
      spoolDir,
      telegram: { token, apiRoot: telegram.apiRoot },
      countInstances: async () => null,
      publicUrl: 'http://x.test/',
      now: Date.now,
      log,
      registry: new Registry(),
    })
    lives.push(alerts)
    return alerts
  }
  const reads = async (text: string, nth = 1) => {
    const message = await telegram.control.waitForMessage({ chat: ada, text, nth }, patienceMs)
    expect(message, `the chat reads "${text}"`).toBeDefined()
  }
  const change = (alerts: Alerts, value: number) => {
    failures.set('web', value)
    alerts.wake()
  }
  const kinds = () =>
    telegram.control
      .transcript(ada)
      .flatMap(({ from, text }) => (from.isBot ? toldBy(text).map(({ kind }) => kind) : []))
  /** Asks the database until it says so. */
  const stored = async (text: string, expected: object[]) => {
    const deadline = performance.now() + patienceMs
    for (;;) {
      const rows = await database.query(text).catch(() => undefined)
      if (JSON.stringify(rows) === JSON.stringify(expected) || performance.now() > deadline)
        return expect(rows).toEqual(expected)
    }
  }
  async function close(): Promise<void> {
    await Promise.all(lives.map((life) => life.stop()))
    await database.close()
    await telegram.close()
    for (const dir of folders) rmSync(dir, { recursive: true })
  }
  return { ...telegram, failures, newFolder, live, reads, change, kinds, stored, told, [Symbol.asyncDispose]: close }
}

/** Resolves once an incident is open. */
function oneIsOpen(alerts: Alerts): Promise<void> {
  return new Promise((resolve) => {
    alerts.onChange(() => resolve())
    if (alerts.incidents().length > 0) resolve()
  })
}

const subscribe = { verb: 'subscribe', id: 'update-1', chat: ada, chatType: 'private', by: ada, at: 1 }
const outcomes = 'select kind, outcome from notices order by seq'

test('an outage and its end reach the chat, the board and the database', async () => {
  await using world = await openWorld()
  const alerts = await world.live(world.newFolder())
  const views: IncidentView[] = []
  const off = alerts.onChange((view) => views.push(view))
  expect(await alerts.command(subscribe)).toMatchObject({ outcome: 'subscribed' })
  world.change(alerts, 3)
  await world.reads('web is down')
  expect(alerts.incidents()).toMatchObject([
    { rule: 'target-down', severity: 'critical', target: 'web', resolvedAt: null },
  ])
  world.change(alerts, 0)
  await world.reads('Resolved')
  expect(alerts.incidents()).toEqual([])
  expect(views.map(({ resolvedAt }) => resolvedAt === null)).toEqual([true, false])
  off()
  const ends = [
    { kind: 'opened', outcome: 'delivered' },
    { kind: 'resolved', outcome: 'delivered' },
  ]
  await world.stored(outcomes, ends)
})

test('with Postgres stopped in the middle the chat is told all the same; the database catches up later, once', async () => {
  await using world = await openWorld()
  const alerts = await world.live(world.newFolder())
  await alerts.command(subscribe)
  await world.stored('select chat from subscription_facts', [{ chat: ada }])
  await postgres.stop()
  try {
    world.change(alerts, 3)
    await world.reads('web is down')
    world.change(alerts, 0)
    await world.reads('Resolved')
    world.change(alerts, 3)
    await world.reads('web is down', 3)
  } finally {
    await postgres.start()
  }
  const ends = ['opened', 'resolved', 'opened'].map((kind) => ({ kind, outcome: 'delivered' }))
  await world.stored(outcomes, ends)
  await world.stored('select version from incidents order by opened_at', [{ version: 2 }, { version: 1 }])
  expect(world.kinds()).toEqual(['opened', 'resolved', 'opened'])
})

test('with the disk lost everything goes on from the database: subscriptions, the open incident, its end', async () => {
  await using world = await openWorld()
  const first = await world.live(world.newFolder())
  await first.command(subscribe)
  world.change(first, 3)
  await world.reads('web is down')
  await world.stored(outcomes, [{ kind: 'opened', outcome: 'delivered' }])
  await first.stop()
  const second = await world.live(world.newFolder())
  expect(second.incidents()).toHaveLength(1)
  world.change(second, 0)
  await world.reads('Resolved')
  expect(world.kinds()).toEqual(['opened', 'resolved'])
})

test('with disk and database out at the start it decides alone, and tells all who were subscribed once it knows them', async () => {
  await using world = await openWorld()
  const first = await world.live(world.newFolder())
  await first.command(subscribe)
  world.change(first, 3)
  await world.reads('web is down')
  await world.stored(outcomes, [{ kind: 'opened', outcome: 'delivered' }])
  await first.stop()
  await postgres.stop()
  let second: Alerts
  try {
    second = await world.live(world.newFolder())
    await oneIsOpen(second)
  } finally {
    await postgres.start()
  }
  await world.reads('another incident speaks for it now')
  await world.reads('web is down', 3)
  world.change(second, 0)
  await world.reads('Resolved', 2)
  expect(world.kinds()).toEqual(['opened', 'resolved', 'opened', 'resolved'])
})

test('a damaged spool is told and set aside; the database has what is needed', async () => {
  await using world = await openWorld()
  const dir = world.newFolder()
  const first = await world.live(dir)
  await first.command(subscribe)
  world.change(first, 3)
  await world.reads('web is down')
  await world.stored(outcomes, [{ kind: 'opened', outcome: 'delivered' }])
  await first.stop()
  writeFileSync(join(dir, 'alerts.sqlite'), 'this is no database any more, whatever it was before')
  const second = await world.live(dir)
  expect(world.told).toContain('the spool was damaged, it was set aside')
  world.change(second, 0)
  await world.reads('Resolved')
  expect(world.kinds()).toEqual(['opened', 'resolved'])
})

test('with a folder that cannot be used it tells so and goes on with the database and from memory', async () => {
  await using world = await openWorld()
  const taken = join(world.newFolder(), 'taken')
  writeFileSync(taken, '')
  const alerts = await world.live(taken)
  expect(world.told).toContain('the spool cannot be opened, nothing is kept on this disk')
  expect(await alerts.command(subscribe)).toMatchObject({ outcome: 'subscribed' })
  world.change(alerts, 3)
  await world.reads('web is down')
  world.change(alerts, 0)
  await world.reads('Resolved')
  await world.stored(outcomes, [
    { kind: 'opened', outcome: 'delivered' },
    { kind: 'resolved', outcome: 'delivered' },
  ])
})

test('stopped and started again in the middle of an outage it neither repeats itself nor forgets the end', async () => {
  await using world = await openWorld()
  const dir = world.newFolder()
  const first = await world.live(dir)
  await first.command(subscribe)
  world.change(first, 3)
  await world.reads('web is down')
  await first.stop()
  const second = await world.live(dir)
  world.change(second, 0)
  await world.reads('Resolved')
  expect(world.kinds()).toEqual(['opened', 'resolved'])
})
