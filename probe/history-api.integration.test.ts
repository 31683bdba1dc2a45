import { afterEach, beforeEach, expect, test } from 'vitest'
import type { History } from '../metrics/history.ts'
import { HOUR, MINUTE } from '../metrics/model/history-result.ts'
import { type App, createServer } from '../platform/http.ts'
import { silentLog } from '../platform/log.ts'
import { DatabaseError } from '../platform/postgres/pool.ts'
import { silentReporter } from '../platform/sentry.ts'
import { createRegistry } from '../platform/telemetry.ts'
import { historyRoutes } from './history-api.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
const away = async () => {
  const facts = { code: 'ECONNREFUSED', constraint: undefined, unavailable: true, outcomeUnknown: false }
  throw new DatabaseError('the database is out of reach', facts)
}

let app: App
let asked: Parameters<History['rows']>[0][]
let history: Pick<History, 'uptimes' | 'rows'>

beforeEach(async () => {
  asked = []
  history = {
    uptimes: async (targets) => ({ at: now, targets: targets.map((target) => ({ target, windows: {} as never })) }),
    rows: async (range) => {
      asked.push(range)
      return []
    },
  }
  app = await createServer({
    ...{ service: 'probe', internalToken: 'a-token-for-tests', log: silentLog, errors: silentReporter },
    registry: createRegistry(),
  })
  const current: typeof history = {
    uptimes: (targets) => history.uptimes(targets),
    rows: (range) => history.rows(range),
  }
  await historyRoutes(app, { history: current, targets: () => ['web', 'api'], now: () => now })
})
afterEach(() => app.close())

const get = (url: string, headers = { 'x-internal-token': 'a-token-for-tests' }) => app.inject({ url, headers })

test('the uptime of every target that is watched is told', async () => {
  const answer = await get('/api/uptime')
  expect(answer.json()).toEqual({
    at: now,
    targets: [
      { target: 'web', windows: {} },
      { target: 'api', windows: {} },
    ],
  })
})

test('the last day by minutes is what is told when nothing is said', async () => {
  const answer = await get('/api/history/web')
  expect(answer.json()).toEqual({ target: 'web', step: 'minute', from: now - 24 * HOUR, to: now, rows: [] })
  expect(asked).toEqual([{ target: 'web', step: 'minute', from: now - 24 * HOUR, to: now }])
})

test.each([
  { name: 'no such target is not found', url: '/api/history/nobody', status: 404 },
  { name: 'a target longer than any name is refused', url: `/api/history/${'x'.repeat(500)}`, status: 414 },
  { name: 'a time that ends before it begins is refused', url: '/api/history/web?from=5&to=4', status: 400 },
  { name: 'a time of no length is refused', url: '/api/history/web?from=5&to=5', status: 400 },
  { name: 'a step that does not exist is refused', url: '/api/history/web?step=second', status: 400 },
  { name: 'a time that is no number is refused', url: '/api/history/web?from=yesterday', status: 400 },
  { name: '11,000 minutes are told', url: `/api/history/web?from=0&to=${11_000 * MINUTE}`, status: 200 },
  { name: 'a millisecond more is refused', url: `/api/history/web?from=0&to=${11_000 * MINUTE + 1}`, status: 400 },
  { name: '11,000 hours are told', url: `/api/history/web?from=0&to=${11_000 * HOUR}&step=hour`, status: 200 },
])('$name', async ({ url, status }) => {
  expect((await get(url)).statusCode).toBe(status)
})

test('who has not the internal token is told nothing', async () => {
  for (const url of ['/api/uptime', '/api/history/web'])
    expect((await get(url, { 'x-internal-token': 'wrong' })).statusCode).toBe(401)
})

test('before anything is rolled up, and while the database is away, it says so', async () => {
  history = { uptimes: async () => null, rows: away }
  expect((await get('/api/uptime')).statusCode).toBe(503)
  const answer = await get('/api/history/web')
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'unavailable'])
  history = { ...history, uptimes: away }
  expect((await get('/api/uptime')).json().error.message).toBe('history cannot be read at the moment')
})
