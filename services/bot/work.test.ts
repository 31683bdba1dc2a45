import { GrammyError } from 'grammy'
import { expect, test } from 'vitest'
import { delayAfter } from './work.ts'

const telegramSays = (error_code: number, parameters = {}) =>
  new GrammyError('no', { ok: false, error_code, description: 'no', parameters }, 'sendMessage', {})

test.each<{ name: string; error: unknown; tries: number; delay: number | 'never' }>([
  { name: 'Telegram says how long to wait', error: telegramSays(429, { retry_after: 17 }), tries: 3, delay: 17_000 },
  { name: 'what Telegram calls wrong stays wrong', error: telegramSays(400), tries: 1, delay: 'never' },
  { name: 'a failing Telegram is tried again after 1 s', error: telegramSays(502), tries: 1, delay: 1000 },
  { name: 'the pauses double', error: new Error('network'), tries: 4, delay: 8000 },
  { name: 'no pause is longer than five minutes', error: new Error('network'), tries: 30, delay: 300_000 },
])('$name', ({ error, tries, delay }) => {
  expect(delayAfter(error, tries)).toBe(delay)
})
