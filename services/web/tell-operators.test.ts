import { expect, test } from 'vitest'
import type { Command, CommandOutcome } from '../../alerts/commands.ts'
import { settled } from '../../alerts/test-bench.ts'
import { createManualTime } from '../../platform/embedded/telegram/manual-time.ts'
import { createLog } from '../../platform/log.ts'
import { createTellOperators } from './tell-operators.ts'

const minuteMs = 60_000
const announced: CommandOutcome = { outcome: 'announced', told: 2, unreachable: 0 }
const about = { address: '203.0.113.7', requestId: 'request-1' }

function createBench(answer: (tries: number) => CommandOutcome | null | Promise<never>) {
  const time = createManualTime()
  const asked: Command[] = []
  const lines: string[] = []
  const tellOperators = createTellOperators({
    probe: {
      command: async (command) => {
        asked.push(command)
        return answer(asked.length)
      },
    },
    ...{ now: time.clock, schedule: time.schedule },
    log: createLog('web', 'info', [], (line) => lines.push(line)),
  })
  async function pass(ms: number, stepMs = 500): Promise<void> {
    await settled()
    for (let passed = 0; passed < ms; passed += stepMs) {
      time.advance(stepMs)
      await settled()
    }
  }
  return { ...tellOperators, asked, lines, pass, now: time.clock, said: (text: string) => lines.join().includes(text) }
}

test('the probe is handed who signed in from where, when, and how long it lasts', async () => {
  const bench = createBench(() => announced)
  bench.brokeGlass(about)
  await bench.pass(0)
  expect(bench.asked).toEqual([
    {
      verb: 'announce-sign-in',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: bench.now(),
      endsAt: bench.now() + 60 * minuteMs,
      address: '203.0.113.7',
    },
  ])
  expect(bench.said('operators were told')).toBe(true)
  await bench.pass(10 * minuteMs, 10_000)
  expect(bench.asked).toHaveLength(1)
})

test.each<{ name: string; answer: CommandOutcome | null }>([
  { name: 'a probe that is away', answer: null },
  { name: 'a probe that is still telling', answer: { outcome: 'too-slow' } },
  { name: 'a probe too old to know the word', answer: { outcome: 'invalid', message: 'verb must be' } },
])('$name is asked again, with the same id, until it says that all were told', async ({ answer }) => {
  const bench = createBench((tries) => (tries < 4 ? answer : announced))
  bench.brokeGlass(about)
  await bench.pass(6500)
  expect(bench.asked).toHaveLength(3)
  await bench.pass(500)
  expect(bench.asked).toHaveLength(4)
  expect(new Set(bench.asked.map((command) => JSON.stringify(command))).size).toBe(1)
  expect(bench.said('operators were told')).toBe(true)
})

test('a probe that is away for the whole hour is given up, and the log says so', async () => {
  const bench = createBench(() => null)
  bench.brokeGlass(about)
  await bench.pass(61 * minuteMs, 15_000)
  const { length } = bench.asked
  expect(length).toBeGreaterThan(100)
  expect(bench.said('operators were not told of the sign-in with')).toBe(true)
  await bench.pass(10 * minuteMs, 15_000)
  expect(bench.asked).toHaveLength(length)
})

test('two sign-ins of one request id are two, as whoever signs in chooses it', async () => {
  const bench = createBench(() => announced)
  bench.brokeGlass(about)
  bench.brokeGlass(about)
  await bench.pass(0)
  expect(new Set(bench.asked.map((command) => 'id' in command && command.id)).size).toBe(2)
})

test('twenty are told of at once; one more is in the log alone', async () => {
  const bench = createBench(() => null)
  for (let n = 0; n < 21; n++) bench.brokeGlass(about)
  await bench.pass(0)
  expect(bench.asked).toHaveLength(20)
  expect(bench.said('too many sign-ins at once')).toBe(true)
})

test('a fault of ours is logged, and harms nobody', async () => {
  const bench = createBench(() => Promise.reject(new Error('a broken promise')))
  bench.brokeGlass(about)
  await bench.pass(0)
  expect(bench.said('a broken promise')).toBe(true)
})

test('a process that ends stops asking', async () => {
  const bench = createBench(() => null)
  bench.brokeGlass(about)
  await bench.pass(0)
  bench.stop()
  await bench.pass(5 * minuteMs, 15_000)
  expect(bench.asked).toHaveLength(1)
})

test('a long address is cut to what the probe takes', async () => {
  const bench = createBench(() => announced)
  bench.brokeGlass({ ...about, address: 'x'.repeat(300) })
  await bench.pass(0)
  expect(bench.asked[0]).toMatchObject({ address: 'x'.repeat(100) })
})
