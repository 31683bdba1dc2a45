import { afterEach, expect, test, vi } from 'vitest'
import { type HealthWatch, watchHealth } from './health.ts'

let watch: HealthWatch
let now = 0
const never = new Promise<boolean>(() => {})

afterEach(() => watch.stop())

/** Lets pending promises settle; no time passes. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test.each<{ name: string; ask: () => Promise<boolean>; seen: string }>([
  { name: 'a good answer is healthy', ask: async () => true, seen: 'healthy' },
  { name: 'a bad answer is unhealthy', ask: async () => false, seen: 'unhealthy' },
  { name: 'a rejection is unhealthy', ask: () => Promise.reject(new Error('away')), seen: 'unhealthy' },
  { name: 'no answer yet is unknown', ask: () => never, seen: 'unknown' },
])('$name', async ({ ask, seen }) => {
  watch = watchHealth({ it: { ask } }, () => now)
  await settle()
  expect(watch.of('it')).toBe(seen)
})

test('a good answer speaks for less than 5 s', async () => {
  watch = watchHealth({ it: { ask: async () => true } }, () => now)
  await settle()
  const asked = now
  now = asked + 4999
  expect(watch.of('it')).toBe('healthy')
  now = asked + 5000
  expect(watch.of('it')).toBe('unhealthy')
})

test('an answer that never comes is unhealthy at the deadline, and the next question is asked', async () => {
  vi.useFakeTimers()
  const answers = [never, Promise.resolve(true)]
  watch = watchHealth({ it: { ask: () => answers.shift() ?? never } }, () => now)
  await vi.advanceTimersByTimeAsync(1499)
  expect(watch.of('it')).toBe('unknown')
  await vi.advanceTimersByTimeAsync(1)
  expect(watch.of('it')).toBe('unhealthy')
  await vi.advanceTimersByTimeAsync(2000)
  expect(watch.of('it')).toBe('healthy')
  vi.useRealTimers()
})
