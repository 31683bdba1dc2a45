import { GrammyError, HttpError } from 'grammy'
import { expect, test } from 'vitest'
import type { Fault } from './faults.ts'
import { mildLimits } from './limits.ts'
import { readyGroupId, readyPeople } from './start-state.ts'
import { startBench, token } from './test-bench.ts'

const { ada, ben } = readyPeople

async function startedBench(options: Parameters<typeof startBench>[0] = {}) {
  const bench = await startBench(options)
  for (const chat of [ada, ben]) bench.control.say({ chat, text: '/start' })
  const send = (text: string, chat: number = ada) => bench.api.sendMessage(chat, text).catch((error: unknown) => error)
  const shown = () => bench.control.transcript(ada).flatMap(({ from, text }) => (from.isBot ? [text] : []))
  return { ...bench, send, shown }
}

test.each<{ fault: Fault; code: number; description: string }>([
  { fault: { kind: 'rate-limited', retryAfterS: 9 }, code: 429, description: 'Too Many Requests: retry after 9' },
  { fault: { kind: 'blocked' }, code: 403, description: 'Forbidden: bot was blocked by the user' },
  { fault: { kind: 'kicked' }, code: 403, description: 'Forbidden: bot was kicked from the group chat' },
  { fault: { kind: 'deactivated' }, code: 403, description: 'Forbidden: user is deactivated' },
  { fault: { kind: 'server-error' }, code: 500, description: 'Internal Server Error' },
  { fault: { kind: 'error', code: 400, description: 'Bad Request: odd' }, code: 400, description: 'Bad Request: odd' },
])('$fault.kind is answered and nothing is carried out', async ({ fault, code, description }) => {
  await using bench = await startedBench()
  bench.control.failNext({ fault, count: 1 })
  const error = await bench.send('first')
  expect(error).toBeInstanceOf(GrammyError)
  expect(error).toMatchObject({ error_code: code, description })
  expect(await bench.send('second')).toMatchObject({ text: 'second' })
  expect(bench.shown()).toEqual(['second'])
})

test.each<{ name: string; fault: Fault; shown: string[]; carriedOut: boolean }>([
  { name: 'a connection cut before', fault: { kind: 'drop-before' }, shown: ['again'], carriedOut: false },
  { name: 'a connection cut after', fault: { kind: 'drop-after' }, shown: ['first', 'again'], carriedOut: true },
  { name: 'a page of a proxy', fault: { kind: 'proxy' }, shown: ['again'], carriedOut: false },
])('$name looks like a broken network; what happened is in the transcript', async ({ fault, shown, carriedOut }) => {
  await using bench = await startedBench()
  bench.control.failNext({ method: 'sendMessage', fault, count: 1 })
  expect(await bench.send('first')).toBeInstanceOf(HttpError)
  await bench.send('again')
  expect(bench.shown()).toEqual(shown)
  expect(bench.control.calls()[0]?.outcome?.carriedOut).toBe(carriedOut)
})

test('a proxy answers 502 with a page', async () => {
  await using bench = await startedBench()
  bench.control.failNext({ fault: { kind: 'proxy' } })
  const response = await fetch(`${bench.url}/bot${token}/getMe`)
  expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html'])
})

test('a slow answer comes after its time, the effect at once', async () => {
  await using bench = await startedBench()
  bench.control.failNext({ fault: { kind: 'slow', delayMs: 8000 }, count: 1 })
  const sending = bench.send('slow')
  await bench.control.waitForMessage({ chat: ada, text: 'slow' }, 1)
  let isAnswered = false
  void sending.then(() => {
    isAnswered = true
  })
  bench.time.advance(7999)
  await bench.api.getMe()
  expect(isAnswered).toBe(false)
  bench.time.advance(1)
  expect(await sending).toMatchObject({ text: 'slow' })
})

test('a fault is for its method and chat alone, until it is cleared', async () => {
  await using bench = await startedBench()
  bench.control.failNext({ method: 'sendMessage', chat: ada, fault: { kind: 'blocked' } })
  expect(await bench.send('x', ben)).toMatchObject({ text: 'x' })
  await expect(bench.api.getMe()).resolves.toMatchObject({ is_bot: true })
  for (const _ of [1, 2]) expect(await bench.send('x')).toMatchObject({ error_code: 403 })
  bench.control.clearFaults()
  expect(await bench.send('x')).toMatchObject({ text: 'x' })
})

test('a burst passes, then one a second, and waiting as told is enough', async () => {
  await using bench = await startedBench({ limits: mildLimits })
  for (let sent = 0; sent < mildLimits.chat.burst; sent += 1) expect(await bench.send('x')).toMatchObject({ text: 'x' })
  expect(await bench.send('x')).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  bench.time.advance(999)
  expect(await bench.send('x')).toMatchObject({ error_code: 429 })
  bench.time.advance(1)
  expect(await bench.send('x')).toMatchObject({ text: 'x' })
  expect(await bench.send('x', ben)).toMatchObject({ text: 'x' })
})

test('a 429 carries the header too', async () => {
  await using bench = await startedBench()
  bench.control.failNext({ fault: { kind: 'rate-limited', retryAfterS: 3 } })
  const response = await fetch(`${bench.url}/bot${token}/getMe`)
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3'])
})

test('a group gets 20 a minute, edits included', async () => {
  await using bench = await startedBench({ limits: mildLimits })
  const first = await bench.api.sendMessage(readyGroupId, 'digest 0')
  for (let edit = 1; edit < 20; edit += 1)
    await bench.api.editMessageText(readyGroupId, first.message_id, `digest ${edit}`)
  expect(await bench.send('x', readyGroupId)).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } })
  await expect(bench.api.sendChatAction(readyGroupId, 'typing')).resolves.toBe(true)
  bench.time.advance(3000)
  expect(await bench.send('x', readyGroupId)).toMatchObject({ text: 'x' })
})

test('all chats together get 30 a second', async () => {
  await using bench = await startedBench({ limits: { ...mildLimits, chat: { perSecond: 100, burst: 100 } } })
  for (let sent = 0; sent < 30; sent += 1) await bench.api.sendMessage(sent % 2 ? ada : ben, 'x')
  expect(await bench.send('x')).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  bench.control.setLimits(null)
  expect(await bench.send('x')).toMatchObject({ text: 'x' })
})

test('calls are listed with their times and outcomes', async () => {
  await using bench = await startedBench()
  await bench.api.getMe()
  bench.time.advance(1500)
  await bench.send('')
  const startedAtMs = bench.time.clock()
  expect(bench.control.calls()).toMatchObject([
    { method: 'getMe', outcome: { status: 200, carriedOut: true } },
    {
      method: 'sendMessage',
      chatId: String(ada),
      startedAtMs,
      endedAtMs: startedAtMs,
      outcome: { status: 400, carriedOut: false, description: 'Bad Request: message text is empty' },
    },
  ])
})
