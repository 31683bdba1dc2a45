import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { labelsOf } from '../metrics/model/labels.ts'
import { silentLog } from '../platform/log.ts'
import { createDatabase, type Database, isUnavailable } from '../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { type Change, noChange } from './model/change.ts'
import { beginIncident, endIncident, type Incident } from './model/incident.ts'
import { type End, ended, type Notice, noticesFor } from './model/notice.ts'
import { deriveSubscriptions, type Fact } from './model/subscription.ts'
import { createAlertStore } from './store.ts'
import { testRule } from './test-bench.ts'

let at: TestDatabase
let database: Database
beforeAll(async () => {
  at = await createTestDatabase()
  database = createDatabase({ url: at.url, service: 'test', max: 4, registry: new Registry(), log: silentLog })
})
afterAll(async () => {
  await database.close()
  await at.drop()
})
beforeEach(() => database.query('truncate incidents, notices, subscription_facts'))

const hash = (text: string) => text
const begun = beginIncident(testRule, labelsOf({ target: 'web' }), { epoch: 10, ordinal: 1, hash }, 1_700_000_000_123)
const open: Incident = { ...begun, phase: 'firing', version: 1, openedAt: 1_700_000_000_123, summary: 'web is down' }
const over = endIncident(open, 'recovered', 1_700_000_060_456)
const wording = { text: '<b>text</b>', line: 'line', detectedAt: 1_700_000_000_001 }
const [notice, other] = noticesFor(
  open,
  'opened',
  [
    { chat: 1, topic: null },
    { chat: -1_001_234_567_890, topic: 3 },
  ],
  wording,
  { hash, now: 1_700_000_000_200, firstSeq: 1 },
) as [Notice, Notice]
const change = (over: Partial<Change>): Change => ({ ...noChange, ...over })
const store = () => createAlertStore(database, 10)

test('what was saved is read back: open incidents, their notices with and without an end, every fact', async () => {
  const facts: Fact[] = [
    { id: 'a', verb: 'subscribe', chat: 1, chatType: 'private', at: 1_700_000_000_000, by: '7' },
    { id: 'b', verb: 'move', chat: -1, to: -1_001, at: 1_700_000_000_001, by: 'delivery' },
    { id: 'd', verb: 'subscribe', chat: 2, chatType: 'group', severity: 'critical', at: 1_700_000_000_003, by: '7' },
    { id: 'c', verb: 'gone', chat: 1, at: 1_700_000_000_002, by: 'delivery' },
  ]
  const delivered = ended(notice, { kind: 'delivered', at: 1_700_000_000_300, messageId: 42 })
  await store().save(change({ incidents: [open], notices: [delivered, other], facts }))
  const kept = await store().read()
  expect(kept.incidents).toEqual([{ ...open, seen: open.since, lastBreach: open.since }])
  expect(kept.notices).toEqual(expect.arrayContaining([delivered, other]))
  expect(kept.facts).toEqual(expect.arrayContaining(facts))
  expect(kept.inDoubt).toEqual([other.id])
})

test('a row of the time before severities could be chosen means everything', async () => {
  await database.query(
    `insert into subscription_facts (id, verb, chat, chat_type, by_whom, at)
     values ('old', 'subscribe', 1, 'private', '7', to_timestamp(1700000000))`,
  )
  const { facts } = await store().read()
  expect(facts).toEqual([
    { id: 'old', verb: 'subscribe', chat: 1, chatType: 'private', at: 1_700_000_000_000, by: '7' },
  ])
  expect(deriveSubscriptions(facts).of(1)).toMatchObject({ severity: 'all' })
})

test.each<{ end: End }>([
  { end: { kind: 'merged', at: 1_700_000_000_300, into: 'x' } },
  { end: { kind: 'suppressed', at: 1_700_000_000_300, why: 'said \0 so' } },
  { end: { kind: 'receiver-gone', at: 1_700_000_000_300, why: 'blocked' } },
])('an end of kind $end.kind is read back', async ({ end }) => {
  await store().save(change({ incidents: [open], notices: [ended(notice, end)] }))
  const [read] = (await store().read()).notices
  expect(read?.end).toEqual('why' in end ? { ...end, why: end.why.replace('\0', '\ufffd') } : end)
})

test('an incident that is over is read only while a notice of it waits', async () => {
  await store().save(change({ incidents: [open], notices: [notice] }))
  await store().save(change({ incidents: [over] }))
  expect((await store().read()).incidents).toMatchObject([
    { resolvedAt: over.resolvedAt, ending: 'recovered', version: 2 },
  ])
  await store().save(change({ notices: [ended(notice, { kind: 'delivered', at: 1, messageId: 1 })] }))
  expect(await store().read()).toMatchObject({ incidents: [], notices: [] })
})

test('any number of replays stores a thing once', async () => {
  const first = change({ incidents: [open], notices: [notice] })
  const second = change({ incidents: [over], notices: [ended(notice, { kind: 'delivered', at: 1, messageId: 1 })] })
  for (const one of [first, first, second, first, second]) expect(await store().save(one)).toBe('stored')
  const rows = await database.query(
    'select incidents.version, outcome from incidents join notices on incident_id = incidents.id',
  )
  expect(rows).toEqual([{ version: 2, outcome: 'delivered' }])
})

test('a notice keeps its first end', async () => {
  const ends: End[] = [
    { kind: 'delivered', at: 1, messageId: 1 },
    { kind: 'suppressed', at: 2, why: 'late' },
  ]
  for (const end of ends) await store().save(change({ incidents: [open], notices: [ended(notice, end)] }))
  expect(await database.query('select outcome, reason from notices')).toEqual([{ outcome: 'delivered', reason: null }])
})

test.each([
  { name: 'a later leader moved it on: left as it is, and said', leader: 11, outcome: 'stale', version: 1 },
  { name: 'an earlier one did: taken over', leader: 9, outcome: 'stored', version: 2 },
])('$name', async ({ leader, outcome, version }) => {
  await createAlertStore(database, leader).save(change({ incidents: [open] }))
  expect(await store().save(change({ incidents: [over], notices: [notice] }))).toBe(outcome)
  expect(await database.query('select version from incidents')).toEqual([{ version }])
  expect(await database.query('select id from notices')).toHaveLength(1)
})

test('a change is stored as a whole or not at all', async () => {
  const impossible = { ...notice, chat: Number.NaN }
  await expect(store().save(change({ incidents: [open], notices: [impossible] }))).rejects.toMatchObject({
    name: 'DatabaseError',
  })
  expect(await database.query('select id from incidents')).toEqual([])
})

test('labels that Postgres cannot hold are stored as it can', async () => {
  const odd = { ...open, labels: labelsOf({ target: 'a\0b', half: 'x\ud800' }) }
  expect(await store().save(change({ incidents: [odd] }))).toBe('stored')
  expect((await store().read()).incidents[0]?.labels).toEqual(labelsOf({ target: 'a\ufffdb', half: 'x\ufffd' }))
})

test('one change may hold a notice twice; the last counts', async () => {
  const suppressed = ended(notice, { kind: 'suppressed', at: 1, why: 'over' })
  await store().save(change({ incidents: [open], notices: [notice, suppressed] }))
  expect(await database.query('select outcome from notices')).toEqual([{ outcome: 'suppressed' }])
})

test('a thousand notices are one statement', async () => {
  const receivers = Array.from({ length: 1_000 }, (_, chat) => ({ chat, topic: null }))
  const notices = noticesFor(open, 'opened', receivers, wording, { hash, now: 1, firstSeq: 1 })
  await store().save(change({ incidents: [open], notices }))
  expect((await store().read()).notices).toHaveLength(1_000)
})

test('a database out of reach is told as such', async () => {
  const away = createDatabase({
    url: 'postgres://u@127.0.0.1:1/x',
    service: 't',
    max: 1,
    registry: new Registry(),
    log: silentLog,
  })
  const error = await createAlertStore(away, 1)
    .save(change({ incidents: [open] }))
    .catch((thrown: unknown) => thrown)
  expect(isUnavailable(error)).toBe(true)
  await away.close()
})
