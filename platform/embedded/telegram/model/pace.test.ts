import { expect, test } from 'vitest'
import { filled, retryAfterSeconds } from './pace.ts'

const limit = { perSecond: 20 / 60, burst: 20 }

test.each([
  { name: 'a full bucket lets through', left: 20, wait: 0 },
  { name: 'one whole send lets through', left: 1, wait: 0 },
  { name: 'a send that is nearly there waits a second', left: 0.9, wait: 1 },
  { name: 'an empty bucket waits for a whole send', left: 0, wait: 3 },
])('$name', ({ left, wait }) => {
  expect(retryAfterSeconds({ left, at: 0 }, limit)).toBe(wait)
})

test('waiting as long as it was told is enough', () => {
  for (const left of [0, 0.1, 0.25, 0.5, 0.75, 0.9]) {
    const wait = retryAfterSeconds({ left, at: 0 }, limit)
    expect(retryAfterSeconds(filled({ left, at: 0 }, limit, wait * 1000), limit)).toBe(0)
  }
})

test.each([
  { name: 'a new bucket is full', bucket: undefined, now: 0, left: 20 },
  { name: 'three seconds are one send', bucket: { left: 0, at: 0 }, now: 3000, left: 1 },
  { name: 'it never holds more than the burst', bucket: { left: 19, at: 0 }, now: 3_600_000, left: 20 },
])('$name', ({ bucket, now, left }) => {
  expect(filled(bucket, limit, now)).toEqual({ left, at: now })
})
