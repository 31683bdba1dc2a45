import { expect, test } from 'vitest'
import { DAY, floorTo, type HistoryResult, HOUR, MINUTE, minutesOf, runsOf, speechMs } from './history-result.ts'

const at = (time: number, intervalMs = 10_000): HistoryResult => ({
  ...{ target: 'web', location: 'here', at: time, intervalMs, outcome: 'up', latencyMs: 1 },
})

test.each([
  { name: 'speaks for two intervals', intervalMs: 10_000, ms: 20_000 },
  { name: 'speaks for a day when its interval is half a day', intervalMs: 12 * HOUR, ms: DAY },
  { name: 'speaks for no longer than a day', intervalMs: 12 * HOUR + 1, ms: DAY },
])('a result $name', ({ intervalMs, ms }) => {
  expect(speechMs({ intervalMs })).toBe(ms)
})

test.each<{ name: string; results: HistoryResult[]; minutes: number[] }>([
  { name: 'no result touches no minute', results: [], minutes: [] },
  { name: 'the first moment of a minute is in it', results: [at(0)], minutes: [0] },
  { name: 'one that falls silent with the minute stays in it', results: [at(40_000)], minutes: [0] },
  { name: 'one that speaks a millisecond longer is in the next as well', results: [at(40_001)], minutes: [0, 1] },
  { name: 'a long interval touches all that it can speak in', results: [at(0, 90_000)], minutes: [0, 1, 2] },
  { name: 'minutes come once each, in order', results: [at(130_000), at(10_000), at(20_000)], minutes: [0, 2] },
])('$name', ({ results, minutes }) => {
  expect(minutesOf(results)).toEqual(minutes.map((minute) => minute * MINUTE))
})

test.each<{ name: string; starts: number[]; runs: [number, number][] }>([
  { name: 'nothing due is no run', starts: [], runs: [] },
  { name: 'one minute is a run of its own', starts: [5], runs: [[5, 6]] },
  { name: 'neighbours are one run, in whatever order they come', starts: [6, 5, 7], runs: [[5, 8]] },
  {
    name: 'a hole parts two runs, the newest first',
    starts: [1, 2, 4],
    runs: [
      [4, 5],
      [1, 3],
    ],
  },
  {
    name: 'a run has at most so many',
    starts: [1, 2, 3, 4],
    runs: [
      [2, 5],
      [1, 2],
    ],
  },
])('$name', ({ starts, runs }) => {
  const told = runsOf(
    starts.map((start) => start * MINUTE),
    MINUTE,
    3,
  )
  expect(told.map(({ from, to }) => [from / MINUTE, to / MINUTE])).toEqual(runs)
})

test('time before 1970 is cut as time after it', () => {
  expect(floorTo(-1, MINUTE)).toBe(-MINUTE)
})
