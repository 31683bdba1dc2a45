import { expect, test } from 'vitest'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { createAttempts } from './attempts.ts'

test('five tries are allowed in a minute, the sixth in the next', async () => {
  const clock = createHandClock()
  const attempts = createAttempts({ perMinute: 5, now: clock.now })
  for (let n = 1; n <= 5; n++) {
    expect(attempts.waitMs('ann')).toBe(0)
    attempts.note('ann')
  }
  expect(attempts.waitMs('ann')).toBe(60_000)
  expect(attempts.waitMs('bob')).toBe(0)
  await clock.pass(59_999)
  expect(attempts.waitMs('ann')).toBe(1)
  await clock.pass(1)
  expect(attempts.waitMs('ann')).toBe(0)
})

test('many addresses push out the oldest, no other', () => {
  const attempts = createAttempts({ perMinute: 1, now: () => 0 })
  for (let n = 0; n <= 10_000; n++) attempts.note(String(n))
  expect(attempts.waitMs('0')).toBe(0)
  expect(attempts.waitMs('1')).toBe(60_000)
})
