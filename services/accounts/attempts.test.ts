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

test('many at once are allowed when all of them are left', async () => {
  const clock = createHandClock()
  const attempts = createAttempts({ perMinute: 5, now: clock.now })
  expect(attempts.left('ann')).toEqual({ count: 5, resetsInMs: 60_000 })
  expect(attempts.waitMs('ann', 5)).toBe(0)
  expect(attempts.waitMs('bob', 6)).toBe(0)
  attempts.note('ann', 2)
  await clock.pass(1000)
  expect(attempts.waitMs('ann', 3)).toBe(0)
  expect(attempts.waitMs('ann', 4)).toBe(59_000)
  attempts.note('ann', 3)
  expect(attempts.left('ann')).toEqual({ count: 0, resetsInMs: 59_000 })
  await clock.pass(59_000)
  expect(attempts.left('ann').count).toBe(5)
})

test('many addresses push out the oldest, no other', () => {
  const attempts = createAttempts({ perMinute: 1, now: () => 0 })
  for (let n = 0; n <= 10_000; n++) attempts.note(String(n))
  expect(attempts.waitMs('0')).toBe(0)
  expect(attempts.waitMs('1')).toBe(60_000)
})
