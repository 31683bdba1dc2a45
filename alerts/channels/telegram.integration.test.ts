import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Fault } from '../../platform/embedded/telegram/faults.ts'
import { readyGroupId, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { startTelegramSimulator, type TelegramSimulator } from '../../platform/embedded/telegram.ts'
import { silentLog } from '../../platform/log.ts'
import { DeliveryError } from './delivery-error.ts'
import { createTelegramChannel, type SendMessage } from './telegram.ts'

const token = '1000000001:a-token-that-nobody-reads'
const { ada } = readyPeople
let telegram: TelegramSimulator
let send: SendMessage

beforeAll(async () => {
  telegram = await startTelegramSimulator({
    host: '127.0.0.1',
    port: 0,
    token,
    log: silentLog,
    clock: Date.now,
    limits: null,
  })
  send = createTelegramChannel({ token, apiRoot: telegram.apiRoot })
  telegram.control.say({ chat: ada, text: '/start' })
})
afterAll(() => telegram.close())
beforeEach(() => telegram.control.clearFaults())

const failureOf = (sending: Promise<unknown>) =>
  sending.then(
    () => undefined,
    (error: unknown) => error,
  )
const message = { chat: ada, topic: null, text: '<b>x</b>' }

test('a message is sent as HTML and its id comes back', async () => {
  const id = await send({ ...message, text: '<b>down</b> &amp; out' })
  expect(telegram.control.transcript(ada).at(-1)).toMatchObject({
    id,
    text: 'down & out',
    entities: [{ type: 'bold' }],
  })
})

test.each<{ fault: Fault; reason: string; permanent: boolean; retryAfterMs?: number }>([
  { fault: { kind: 'rate-limited', retryAfterS: 7 }, reason: 'rate-limited', permanent: false, retryAfterMs: 7_000 },
  { fault: { kind: 'blocked' }, reason: 'receiver-gone', permanent: true },
  { fault: { kind: 'kicked' }, reason: 'receiver-gone', permanent: true },
  { fault: { kind: 'deactivated' }, reason: 'receiver-gone', permanent: true },
  {
    fault: { kind: 'error', code: 400, description: 'Bad Request: chat not found' },
    reason: 'receiver-gone',
    permanent: true,
  },
  {
    fault: { kind: 'error', code: 400, description: "Bad Request: can't parse entities" },
    reason: 'rejected',
    permanent: true,
  },
  { fault: { kind: 'error', code: 401, description: 'Unauthorized' }, reason: 'unauthorized', permanent: false },
  { fault: { kind: 'server-error' }, reason: 'unreachable', permanent: false },
  { fault: { kind: 'proxy' }, reason: 'no-answer', permanent: false },
  { fault: { kind: 'drop-before' }, reason: 'no-answer', permanent: false },
  { fault: { kind: 'drop-after' }, reason: 'no-answer', permanent: false },
])('$fault is $reason', async ({ fault, reason, permanent, retryAfterMs = 0 }) => {
  telegram.control.failNext({ fault, count: 1 })
  const error = await failureOf(send(message))
  expect(error).toBeInstanceOf(DeliveryError)
  expect(error).toMatchObject({ reason, permanent, retryAfterMs, movedTo: null })
})

test('nobody listening there is out of reach, and surely not sent', async () => {
  const nowhere = createTelegramChannel({ token, apiRoot: 'http://127.0.0.1:1' })
  expect(await failureOf(nowhere(message))).toMatchObject({ reason: 'unreachable' })
})

test('another token is not accepted', async () => {
  const wrong = createTelegramChannel({ token: '1000000001:another', apiRoot: telegram.apiRoot })
  expect(await failureOf(wrong(message))).toMatchObject({ reason: 'unauthorized' })
})

test('a group that became a supergroup says where it is', async () => {
  const to = telegram.control.migrate(readyGroupId)
  const error = await failureOf(send({ ...message, chat: readyGroupId }))
  expect(error).toMatchObject({ reason: 'receiver-moved', movedTo: expect.any(Number) })
  expect(to).toBeDefined()
})

test('no error holds the token, in whatever it carries', async () => {
  const secret = token.split(':')[1] ?? ''
  const faults: Fault[] = [
    { kind: 'drop-before' },
    { kind: 'proxy' },
    { kind: 'blocked' },
    { kind: 'error', code: 400, description: 'x' },
  ]
  const errors = []
  for (const fault of faults) {
    telegram.control.failNext({ fault, count: 1 })
    errors.push(await failureOf(send(message)))
  }
  errors.push(await failureOf(createTelegramChannel({ token, apiRoot: 'http://127.0.0.1:1' })(message)))
  for (const error of errors) {
    const all = error instanceof Error ? [error.message, error.stack, JSON.stringify(error), String(error.cause)] : []
    expect(all.join(' ')).not.toContain(secret)
    expect(all.length).toBe(4)
  }
})
