import { expect, test } from 'vitest'
import { type FailureReason, failure } from '../model/outcome.ts'
import { retryDelayMs } from './retry.ts'

test.each<{ reason: FailureReason; asked?: number; random: number; ms: number | undefined }>([
  { reason: 'unreachable', random: 0, ms: 100 },
  { reason: 'unreachable', random: 0.5, ms: 250 },
  { reason: 'server', random: 0.99, ms: 397 },
  { reason: 'server', asked: 2000, random: 0, ms: 2100 },
  { reason: 'source', random: 0, ms: 5100 },
  { reason: 'source', asked: 1000, random: 0, ms: 1100 },
  { reason: 'timeout', random: 0, ms: undefined },
  { reason: 'rate-limited', asked: 100, random: 0, ms: undefined },
  { reason: 'unauthorized', random: 0, ms: undefined },
  { reason: 'plan', random: 0, ms: undefined },
  { reason: 'malformed', random: 0, ms: undefined },
  { reason: 'not-asked', random: 0, ms: undefined },
])('after $reason (asked for $asked, random $random) the retry comes after $ms ms', ({ reason, asked, random, ms }) => {
  expect(retryDelayMs(failure(reason, asked ?? null), random)).toBe(ms)
})
