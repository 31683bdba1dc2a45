import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAlerts } from '../../alerts/open.ts'
import { inRealTime } from '../../alerts/schedule.ts'
import type { Fault } from '../../platform/embedded/telegram/faults.ts'
import { readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { token } from '../../platform/embedded/telegram/test-bench.ts'
import { startTelegramSimulator, type TelegramSimulator } from '../../platform/embedded/telegram.ts'
import { createLog, silentLog } from '../../platform/log.ts'
import { freePort } from '../../test/support/platform.ts'
import { createProbeClient } from '../probe-client.ts'
import { createTellOperators } from './tell-operators.ts'

const { ada, ben } = readyPeople
const patienceMs = 15_000
const about = { address: '203.0.113.7', requestId: 'request-1' }
const dir = mkdtempSync(join(tmpdir(), 'intelauto-tell-'))
let telegram: TelegramSimulator
let probePort: number
let closing: (() => unknown)[]
let lines: string[]

beforeEach(async () => {
  telegram = await startTelegramSimulator({
    ...{ host: '127.0.0.1', port: 0, token, log: silentLog, clock: Date.now, limits: null },
  })
  for (const chat of [ada, ben]) telegram.control.say({ chat, text: '/start' })
  probePort = await freePort()
  closing = [() => telegram.close()]
  lines = []
})
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
  rmSync(dir, { recursive: true, force: true })
})

/** What the probe does with commands, at its port. */
async function startProbe(): Promise<void> {
  const alerts = await openAlerts({
    ...{ rules: [], query: () => [], countInstances: async () => null, operators: [ada, ben] },
    ...{ database: null, spoolDir: dir, telegram: { token, apiRoot: telegram.apiRoot } },
    ...{ publicUrl: 'http://x.test', now: Date.now, log: silentLog, registry: new Registry() },
  })
  const server = Fastify({ forceCloseConnections: true })
  server.post('/commands', ({ body }) => alerts.command(body))
  await server.listen({ host: '127.0.0.1', port: probePort })
  closing.push(() => alerts.stop())
  closing.push(() => server.close())
}

function startTelling() {
  const probe = createProbeClient({ url: `http://127.0.0.1:${probePort}`, token: null })
  const log = createLog('web', 'info', [], (line) => lines.push(line))
  const telling = createTellOperators({ probe, now: Date.now, schedule: inRealTime, log })
  closing.push(telling.stop)
  return telling
}

const toldTo = (chat: number) => telegram.control.waitForMessage({ chat, text: 'Break-glass sign-in' }, patienceMs)

test('each operator reads it in the private chat', async () => {
  await startProbe()
  startTelling().brokeGlass(about)
  for (const chat of [ada, ben]) expect((await toldTo(chat))?.text).toContain('from 203.0.113.7')
})

test.each<{ name: string; fault: Fault }>([
  { name: '429', fault: { kind: 'rate-limited', retryAfterS: 1 } },
  { name: '500', fault: { kind: 'server-error' } },
  { name: 'no answer', fault: { kind: 'drop-before' } },
])('each operator reads it after Telegram’s $name', async ({ fault }) => {
  telegram.control.failNext({ method: 'sendMessage', count: 2, fault })
  await startProbe()
  startTelling().brokeGlass(about)
  for (const chat of [ada, ben]) expect((await toldTo(chat))?.text).toContain('from 203.0.113.7')
})

test('a probe that comes later is told then, and tells it once', async () => {
  startTelling().brokeGlass(about)
  await expect.poll(() => lines.join(), { timeout: patienceMs }).toContain('not told yet')
  await startProbe()
  for (const chat of [ada, ben]) expect(await toldTo(chat)).toBeDefined()
  await expect.poll(() => lines.join(), { timeout: patienceMs }).toContain('operators were told')
  const read = telegram.control.transcript(ada).filter(({ text }) => text.includes('Break-glass'))
  expect(read).toHaveLength(1)
})

test('no line of the log holds a secret', async () => {
  telegram.control.failNext({ method: 'sendMessage', count: 2, fault: { kind: 'server-error' } })
  await startProbe()
  startTelling().brokeGlass(about)
  await toldTo(ada)
  expect(lines.join()).toContain('somebody signed in')
  expect(lines.join()).not.toContain(token.split(':')[1])
})
