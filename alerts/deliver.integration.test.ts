import { expect, test } from 'vitest'
import { mildLimits } from '../platform/embedded/telegram/limits.ts'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { readyGroupId, readyPeople } from '../platform/embedded/telegram/start-state.ts'
import { startTelegramSimulator } from '../platform/embedded/telegram.ts'
import { silentLog } from '../platform/log.ts'
import { createTelegramChannel } from './channels/telegram.ts'
import { createDeliveryBench } from './delivery-bench.ts'
import { createRandom, toldBy } from './test-bench.ts'

const token = '1000000001:a-token-for-tests'
const { ada, ben } = readyPeople
const chats = [ada, ben, readyGroupId]
const minuteMs = 60_000

/** Delivery over real HTTP to a Telegram whose time, as ours, is the test's. */
async function startBench(limits: typeof mildLimits | null = mildLimits) {
  const time = createManualTime()
  const telegram = await startTelegramSimulator({
    host: '127.0.0.1',
    port: 0,
    token,
    log: silentLog,
    clock: time.clock,
    schedule: time.schedule,
    limits,
  })
  const { control } = telegram
  for (const chat of [ada, ben]) control.say({ chat, text: '/start' })
  const bench = createDeliveryBench(time, createTelegramChannel({ token, apiRoot: telegram.apiRoot }))
  const read = (chat: number) =>
    control.transcript(chat).filter(({ from, service }) => from.isBot && service === undefined)
  const told = (chat: number) => read(chat).flatMap(({ text }) => toldBy(text))
  return { ...bench, control, clock: time.clock, read, told, [Symbol.asyncDispose]: telegram.close }
}

const many = (count: number) => Array.from({ length: count }, (_, number) => `target-${number}`)

test('sixty outages and their ends through a storm of 429: every chat reads all of it, within Telegram’s limits', async () => {
  await using bench = await startBench()
  await bench.subscribe(...chats)
  const random = createRandom(1)
  for (let faults = 0; faults < 25; faults += 1) {
    const chat = chats[Math.floor(random() * chats.length)] ?? ada
    bench.control.failNext({
      method: 'sendMessage',
      chat,
      count: 1,
      fault: { kind: 'rate-limited', retryAfterS: 1 + Math.floor(random() * 8) },
    })
  }
  const first = await bench.open(many(30))
  await bench.pass(20_000)
  const second = await bench.open(many(60).slice(30), 'critical')
  await bench.pass(2 * minuteMs)
  await bench.resolve([...first, ...second])
  await bench.pass(6 * minuteMs)

  expect(bench.ledger.waiting()).toEqual([])
  for (const chat of chats) {
    const all = bench.told(chat)
    for (const target of many(60)) {
      const kinds = all.filter(({ what }) => what === `${target} is down`).map(({ kind }) => kind)
      expect({ chat, target, kinds }).toEqual({ chat, target, kinds: ['opened', 'resolved'] })
    }
  }
  const ends = await bench.ends()
  expect((ends['opened delivered'] ?? 0) + (ends['opened merged'] ?? 0)).toBe(180)
  expect((ends['resolved delivered'] ?? 0) + (ends['resolved merged'] ?? 0)).toBe(180)
  const times = bench.read(readyGroupId).map(({ sentAtMs }) => sentAtMs)
  for (const start of times)
    expect(times.filter((at) => at >= start && at < start + minuteMs).length).toBeLessThanOrEqual(20)
})

test('without scripted failures the limits alone never make Telegram say 429', async () => {
  await using bench = await startBench()
  await bench.subscribe(...chats)
  for (let round = 0; round < 30; round += 1) {
    const incidents = await bench.open([`a${round}`, `b${round}`])
    await bench.pass(2_000)
    await bench.resolve(incidents)
    await bench.pass(2_000)
  }
  await bench.pass(2 * minuteMs)
  expect(bench.ledger.waiting()).toEqual([])
  const answers = bench.control.calls().map(({ outcome }) => outcome?.status)
  expect(answers.length).toBeGreaterThan(100)
  expect(new Set(answers)).toEqual(new Set([200]))
})

test('an answer that is lost after the effect is a counted duplicate; one lost before is none to be seen', async () => {
  await using bench = await startBench(null)
  await bench.subscribe(ada, ben)
  bench.control.failNext({ chat: ada, count: 1, fault: { kind: 'drop-after' } })
  bench.control.failNext({ chat: ben, count: 1, fault: { kind: 'drop-before' } })
  await bench.open(['web'])
  await bench.pass(5_000)
  expect([bench.told(ada).length, bench.told(ben).length]).toEqual([2, 1])
  expect(await bench.ends()).toEqual({ 'opened possible-duplicate': 2, 'opened delivered': 2 })
})

test('a person who blocked the bot is retired, and told again once they unblocked it and asked', async () => {
  await using bench = await startBench(null)
  await bench.subscribe(ada, ben)
  bench.control.block(ada)
  await bench.resolve(await bench.open(['web']))
  await bench.pass(5_000)
  expect(bench.told(ada)).toEqual([])
  expect(bench.told(ben)).toHaveLength(2)
  expect(bench.ledger.subscriptions.of(ada)).toBeNull()
  bench.control.unblock(ada)
  await bench.subscribe(ada)
  await bench.open(['api'])
  await bench.pass(5_000)
  expect(bench.told(ada)).toEqual([{ kind: 'opened', what: 'api is down' }])
})

test('a group that became a supergroup in the middle of an incident reads its end there', async () => {
  await using bench = await startBench(null)
  await bench.subscribe(readyGroupId)
  const incidents = await bench.open(['web'])
  await bench.quiet()
  const moved = bench.control.migrate(readyGroupId)
  await bench.resolve(incidents)
  await bench.pass(5_000)
  expect(bench.told(readyGroupId)).toEqual([{ kind: 'opened', what: 'web is down' }])
  expect(bench.told(moved)).toEqual([{ kind: 'resolved', what: 'web is down' }])
  expect(bench.ledger.subscriptions.all()).toMatchObject([{ chat: moved, chatType: 'supergroup' }])
})

test('Telegram away for ten minutes: nothing is lost, and what was over meanwhile is not told', async () => {
  await using bench = await startBench()
  await bench.subscribe(...chats)
  bench.control.failNext({ fault: { kind: 'server-error' } })
  const over = await bench.open(['over'])
  await bench.open(['lasting'])
  await bench.pass(5 * minuteMs, 1_000)
  await bench.resolve(over)
  await bench.pass(5 * minuteMs, 1_000)
  bench.control.clearFaults()
  await bench.pass(minuteMs)
  for (const chat of chats) expect(bench.told(chat)).toEqual([{ kind: 'opened', what: 'lasting is down' }])
  expect(await bench.ends()).toEqual({ 'opened suppressed': 3, 'opened delivered': 3 })
})

test('whatever is in a name, Telegram takes the message', async () => {
  await using bench = await startBench(null)
  await bench.subscribe(ada)
  const odd = ['x<b>', '&amp;', '</b><a href="x">', '"\'`_*[', '\u202eabc', '🔴'.repeat(50), '<'.repeat(290)]
  await bench.open(odd)
  await bench.pass(20_000)
  expect(
    bench
      .told(ada)
      .map(({ what }) => what)
      .sort(),
  ).toEqual(odd.map((name) => `${name} is down`).sort())
})
