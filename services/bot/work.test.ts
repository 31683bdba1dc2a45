import { GrammyError, HttpError } from 'grammy'
import { expect, test } from 'vitest'
import { retryAfter } from './work.ts'

const telegramSays = (error_code: number, parameters = {}) =>
  new GrammyError('no', { ok: false, error_code, description: 'no', parameters }, 'sendMessage', {})

test.each<{ name: string; error: unknown; tries: number; delay: ReturnType<typeof retryAfter> }>([
  {
    name: 'Telegram says how long to wait, and the try does not count',
    error: telegramSays(429, { retry_after: 17 }),
    tries: 3,
    delay: { outageMs: 17_000 },
  },
  { name: 'a failing Telegram is an outage', error: telegramSays(502), tries: 7, delay: { outageMs: 5000 } },
  {
    name: 'so is one that is not reached',
    error: new HttpError('no', new Error('ECONNRESET')),
    tries: 7,
    delay: { outageMs: 5000 },
  },
  { name: 'what Telegram calls wrong stays wrong', error: telegramSays(400), tries: 1, delay: 'never' },
  { name: 'a fault of ours is tried again with doubling pauses', error: new TypeError('x'), tries: 4, delay: 8000 },
  { name: 'no pause is longer than five minutes', error: new TypeError('x'), tries: 30, delay: 300_000 },
])('$name', ({ error, tries, delay }) => {
  expect(retryAfter(error, tries)).toEqual(delay)
})
