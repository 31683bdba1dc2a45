import { expect, test } from 'vitest'
import { chatLimit, groupLimit, nextSendAt, overallLimit, pauseAfter, remember } from './pace.ts'

test.each([
  { name: 'a first message goes at once', sent: [], limits: [chatLimit], now: 0, at: 0 },
  { name: 'three go at once', sent: [0, 0], limits: [chatLimit], now: 0, at: 0 },
  { name: 'the fourth waits for its second', sent: [0, 0, 0], limits: [chatLimit], now: 0, at: 3_000 },
  { name: 'and goes when it has come', sent: [0, 0, 0], limits: [chatLimit], now: 3_000, at: 3_000 },
  { name: 'a group gets nineteen and one', sent: Array(19).fill(0), limits: [groupLimit], now: 30_000, at: 30_000 },
  {
    name: 'but no twenty-first within a minute',
    sent: Array(20).fill(0),
    limits: [groupLimit],
    now: 30_000,
    at: 60_000,
  },
  {
    name: 'the strictest limit holds',
    sent: [...Array(17).fill(0), 20_000, 20_000, 20_000],
    limits: [chatLimit, groupLimit],
    now: 20_000,
    at: 60_000,
  },
  { name: 'all together get twenty a second', sent: Array(20).fill(5), limits: [overallLimit], now: 10, at: 1_005 },
])('$name', ({ sent, limits, now, at }) => {
  expect(nextSendAt(sent, limits, now)).toBe(at)
})

test('however fast it is asked, a group gets twenty in any minute and three in any three seconds', () => {
  const limits = [chatLimit, groupLimit]
  let [sent, now]: [number[], number] = [[], 0]
  const all: number[] = []
  while (now < 600_000) {
    now = nextSendAt(sent, limits, now)
    sent = remember(sent, now, limits)
    all.push(now)
  }
  for (const start of all) {
    expect(all.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(20)
    expect(all.filter((at) => at >= start && at < start + 3_000).length).toBeLessThanOrEqual(3)
  }
  expect(all.length).toBeGreaterThanOrEqual(200)
})

test('pauses double from one second to thirty', () => {
  expect([1, 2, 3, 5, 6, 1_000].map(pauseAfter)).toEqual([1_000, 2_000, 4_000, 16_000, 30_000, 30_000])
})
