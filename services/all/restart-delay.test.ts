import { expect, test } from 'vitest'
import { nextRestartDelay } from './restart-delay.ts'

test.each([
  { name: 'the first death waits 15 s', last: null, livedMs: 3000, delay: 15_000 },
  { name: 'the second death waits twice as long', last: 15_000, livedMs: 3000, delay: 30_000 },
  { name: 'no death waits longer than a minute', last: 60_000, livedMs: 3000, delay: 60_000 },
  { name: 'a life just short of five minutes is no recovery', last: 30_000, livedMs: 299_999, delay: 60_000 },
  { name: 'a life of five minutes is a recovery', last: 60_000, livedMs: 300_000, delay: 15_000 },
])('$name', ({ last, livedMs, delay }) => {
  expect(nextRestartDelay(last, livedMs)).toBe(delay)
})
