import { once } from 'node:events'
import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../../platform/config/read.ts'
import type { App } from '../../../platform/http.ts'
import { silentLog } from '../../../platform/log.ts'
import { silentReporter } from '../../../platform/sentry.ts'
import { createRegistry } from '../../../platform/telemetry.ts'
import { createPublicServer } from '../public.ts'
import { createAskUptimes, statusHistoryRoutes } from './status-history.ts'

const windows = { '24h': { uptime: 0.99, coverage: 0.5 } }
const whole = JSON.stringify({
  at: 7,
  targets: [{ target: 'web', windows, host: 'inside.internal' }],
  error: 'a secret',
})

let probe: Server
let app: App
let asked: (string | undefined)[]
let said: { status: number; body: string }
let now: number

beforeEach(async () => {
  asked = []
  said = { status: 200, body: whole }
  now = 1_000_000
  probe = createHttpServer((request, response) => {
    asked.push(`${request.url} ${request.headers['x-internal-token']}`)
    response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body)
  }).listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const url = `http://127.0.0.1:${(probe.address() as AddressInfo).port}`
  app = await createPublicServer({
    ...{ config: readConfig({ LOG_LEVEL: 'silent' }, 'web'), log: silentLog, errors: silentReporter },
    ...{ registry: createRegistry(), isUnavailable: () => false },
    routes: (server) =>
      statusHistoryRoutes(server, { askUptimes: createAskUptimes({ url, token: 'inside' }), now: () => now }),
  })
})
afterEach(async () => {
  await app.close()
  probe.close()
})

const get = () => app.inject('/api/status/history')

test('visitors see ids, uptime and coverage, and nothing else that the probe says', async () => {
  expect((await get()).json()).toEqual({ at: 7, targets: [{ id: 'web', windows }] })
  expect(asked).toEqual(['/api/uptime inside'])
})

test('many visitors cost the probe one question in 15 s', async () => {
  await Promise.all(Array.from({ length: 10 }, get))
  now += 14_999
  await get()
  expect(asked).toHaveLength(1)
  now += 1
  await get()
  expect(asked).toHaveLength(2)
})

test.each([
  { name: 'a probe that has nothing to tell', status: 503, body: '{}' },
  { name: 'a probe that says what is no JSON', status: 200, body: '<html>' },
])('$name is told as unavailable', async (answer) => {
  said = answer
  const told = await get()
  expect([told.statusCode, told.json().error.code]).toEqual([503, 'unavailable'])
})

test('a probe that is not there is told as unavailable', async () => {
  probe.close()
  probe.closeAllConnections()
  await once(probe, 'close')
  expect((await get()).statusCode).toBe(503)
})
