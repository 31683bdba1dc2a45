import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Fault } from '../platform/embedded/telegram/faults.ts'
import { readyPeople } from '../platform/embedded/telegram/start-state.ts'
import { patienceMs, startBench, token } from '../platform/embedded/telegram/test-bench.ts'
import { createLog } from '../platform/log.ts'
import { createAnnouncer } from './announce.ts'
import { createTelegramChannel, type OutgoingMessage } from './channels/telegram.ts'
import { createLane } from './lane.ts'

const { ada, ben } = readyPeople
const minuteMs = 60_000

/** Announcements over real HTTP to a Telegram whose time, as ours, is the test's. */
async function startAnnouncer({ operators = [ada, ben], apiRoot }: { operators?: number[]; apiRoot?: string } = {}) {
  const telegram = await startBench()
  const { control, time } = telegram
  for (const chat of [ada, ben]) control.say({ chat, text: '/start' })
  const lines: string[] = []
  let inFlight = 0
  const channel = createTelegramChannel({ token, apiRoot: apiRoot ?? telegram.apiRoot })
  const send = (message: OutgoingMessage) => {
    inFlight += 1
    return channel(message).finally(() => {
      inFlight -= 1
    })
  }
  const now = time.clock
  const lane = createLane(now)
  const log = createLog('probe', 'info', [], (line) => lines.push(line))
  const announcer = createAnnouncer({ operators, send, lane, onSent: () => {}, now, schedule: time.schedule, log })
  const quiet = async () => {
    for (let calm = 0; calm < 10; calm = inFlight === 0 ? calm + 1 : 0) await turn()
  }
  async function pass(ms: number, stepMs = 500): Promise<void> {
    await quiet()
    for (let passed = 0; passed < ms; passed += stepMs) {
      time.advance(stepMs)
      await quiet()
    }
  }
  const read = (chat: number) =>
    control.transcript(chat).flatMap(({ from, text }) => (from.isBot && text.includes('Break-glass') ? [text] : []))
  const announce = (id = 'sign-in-1') =>
    announcer.announce({ id, at: now(), endsAt: now() + 60 * minuteMs, address: '203.0.113.7' })
  return { ...telegram, announcer, announce, lane, lines, pass, read }
}

test('every operator is told at once', async () => {
  await using bench = await startAnnouncer()
  expect(await bench.announce()).toEqual({ told: 2, unreachable: 0 })
  for (const chat of [ada, ben]) {
    expect(bench.read(chat)).toHaveLength(1)
    expect(bench.read(chat)[0]).toContain('203.0.113.7')
  }
})

test('the same sign-in is told once, however often it is handed in', async () => {
  await using bench = await startAnnouncer()
  await Promise.all([bench.announce(), bench.announce()])
  expect(await bench.announce()).toEqual({ told: 2, unreachable: 0 })
  expect(bench.read(ada)).toHaveLength(1)
  await bench.announce('sign-in-2')
  expect(bench.read(ada)).toHaveLength(2)
})

test.each<{ name: string; fault: Fault; count: number; afterMs: number }>([
  { name: 'a 429 is waited out as told', fault: { kind: 'rate-limited', retryAfterS: 30 }, count: 1, afterMs: 30_000 },
  { name: 'a 500 is tried again after a second', fault: { kind: 'server-error' }, count: 1, afterMs: 1000 },
  { name: 'three 500 are tried again after seven', fault: { kind: 'server-error' }, count: 3, afterMs: 7000 },
  { name: 'a proxy in between is tried again', fault: { kind: 'proxy' }, count: 1, afterMs: 1000 },
  { name: 'a connection that is cut is tried again', fault: { kind: 'drop-before' }, count: 1, afterMs: 1000 },
  {
    name: 'a token that is not accepted yet is tried again',
    fault: { kind: 'error', code: 401, description: 'Unauthorized' },
    count: 1,
    afterMs: 1000,
  },
])('$name', async ({ fault, count, afterMs }) => {
  await using bench = await startAnnouncer({ operators: [ada] })
  bench.control.failNext({ method: 'sendMessage', chat: ada, count, fault })
  const telling = bench.announce()
  await bench.pass(afterMs - 500)
  expect(bench.read(ada)).toHaveLength(0)
  await bench.pass(500)
  expect(await telling).toEqual({ told: 1, unreachable: 0 })
  expect(bench.read(ada)).toHaveLength(1)
})

test('a Telegram that is away for ten minutes is told when it is back', async () => {
  await using bench = await startAnnouncer()
  bench.control.failNext({ method: 'sendMessage', fault: { kind: 'drop-before' } })
  const telling = bench.announce()
  await bench.pass(10 * minuteMs, 10_000)
  bench.control.clearFaults()
  await bench.pass(minuteMs, 10_000)
  expect(await telling).toEqual({ told: 2, unreachable: 0 })
})

test('a Telegram that is away for longer than an hour is given up, and the log says so', async () => {
  await using bench = await startAnnouncer({ apiRoot: 'http://127.0.0.1:1', operators: [ada] })
  const telling = bench.announce()
  await bench.pass(61 * minuteMs, 30_000)
  expect(await telling).toEqual({ told: 0, unreachable: 1 })
  expect(bench.lines.join('\n')).toContain('an operator was not told of a break-glass sign-in')
  expect(bench.lines.join('\n')).not.toContain(token.split(':')[1])
})

test.each<{ name: string; fault: Fault }>([
  { name: 'who blocked the bot', fault: { kind: 'blocked' } },
  {
    name: 'who never wrote to it',
    fault: { kind: 'error', code: 400, description: 'Bad Request: chat not found' },
  },
])('an operator $name is told nothing, and holds up nobody', async ({ fault }) => {
  await using bench = await startAnnouncer()
  bench.control.failNext({ method: 'sendMessage', chat: ada, fault })
  expect(await bench.announce()).toEqual({ told: 1, unreachable: 1 })
  expect(bench.read(ben)).toHaveLength(1)
  expect(bench.lines.join('\n')).toContain('an operator cannot be told')
})

test('without operators the log alone is told', async () => {
  await using bench = await startAnnouncer({ operators: [] })
  expect(await bench.announce()).toEqual({ told: 0, unreachable: 0 })
  expect(bench.lines.join('\n')).toContain('no operator was told')
})

test('a chat that a notice is on its way to is waited for', async () => {
  await using bench = await startAnnouncer({ operators: [ada] })
  bench.lane.begin(ada)
  const telling = bench.announce()
  await bench.pass(500)
  expect(bench.read(ada)).toHaveLength(0)
  bench.lane.end(ada)
  await bench.pass(3000)
  expect(await telling).toEqual({ told: 1, unreachable: 0 })
})

test('beyond twenty at once they are to be handed in again', async () => {
  await using bench = await startAnnouncer({ operators: [ada] })
  bench.control.failNext({ method: 'sendMessage', fault: { kind: 'drop-before' } })
  const tellings = Array.from({ length: 20 }, (_, n) => bench.announce(`sign-in-${n}`))
  expect(await bench.announce('sign-in-20')).toBe('not-now')
  bench.control.clearFaults()
  await bench.pass(2 * minuteMs)
  expect(await Promise.all(tellings)).toHaveLength(20)
  expect(bench.read(ada)).toHaveLength(20)
  const again = bench.announce('sign-in-20')
  await bench.pass(5000)
  expect(await again).toEqual({ told: 1, unreachable: 0 })
})

test('a process that ends says that they are to be handed in again', async () => {
  await using bench = await startAnnouncer()
  bench.control.failNext({ method: 'sendMessage', fault: { kind: 'server-error' } })
  const telling = bench.announce()
  await bench.control.waitForCall('sendMessage', 2, patienceMs)
  bench.announcer.stop()
  expect(await telling).toBe('not-now')
  expect(await bench.announce('sign-in-2')).toBe('not-now')
})
