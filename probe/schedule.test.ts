import { expect, test } from 'vitest'
import { createHandClock } from '../test/support/hand-clock.ts'
import type { Look } from './model/target.ts'
import { startSchedule } from './schedule.ts'

const looksOf = (...ids: string[]): Look[] =>
  ids.map((id) => ({ id, intervalMs: 5000, timeoutMs: 4000, check: { kind: 'tcp', host: 'h', port: 1 } }))

function createBench(ids: string[], outcome: (n: number) => { failures: number; tookMs?: number }) {
  const clock = createHandClock(0)
  const took: { id: string; at: number; onGrid: boolean }[] = []
  const underWay = new Set<string>()
  let overlaps = 0
  const stop = startSchedule({
    looks: looksOf(...ids),
    now: clock.now,
    later: clock.later,
    onLag: () => {},
    look: async (look, { onGrid }) => {
      if (underWay.has(look.id)) overlaps++
      underWay.add(look.id)
      took.push({ id: look.id, at: clock.now(), onGrid })
      const { failures, tookMs = 0 } = outcome(took.length)
      if (tookMs > 0) await new Promise<void>((resolve) => clock.later(tookMs, resolve))
      underWay.delete(look.id)
      return failures
    },
  })
  return { clock, took, stop, overlaps: () => overlaps }
}

test('a look that passes comes again on its grid, without drift', async () => {
  const { clock, took } = createBench(['a'], () => ({ failures: 0, tookMs: 700 }))
  await clock.pass(21_000)
  expect(took.map(({ at }) => at)).toEqual([0, 5000, 10_000, 15_000, 20_000])
  expect(took.every(({ onGrid }) => onGrid)).toBe(true)
})

test('a failure is confirmed 1 s and then 2 s after its end, outside the grid', async () => {
  const { clock, took } = createBench(['a'], (n) => ({ failures: n, tookMs: 100 }))
  await clock.pass(5500)
  expect(took.map(({ at, onGrid }) => ({ at, onGrid }))).toEqual([
    { at: 0, onGrid: true },
    { at: 1100, onGrid: false },
    { at: 3200, onGrid: false },
    { at: 5000, onGrid: true },
  ])
})

test('a confirmation that would come after the next look of the grid is left to that', async () => {
  const { clock, took } = createBench(['a'], (n) => ({ failures: n, tookMs: 4200 }))
  await clock.pass(5500)
  expect(took.map(({ at, onGrid }) => ({ at, onGrid }))).toEqual([
    { at: 0, onGrid: true },
    { at: 5000, onGrid: true },
  ])
})

test('a look longer than its interval is never joined by another, and the slots it took are left out', async () => {
  const { clock, took, overlaps } = createBench(['a'], () => ({ failures: 0, tookMs: 11_000 }))
  await clock.pass(31_000)
  expect(overlaps()).toBe(0)
  expect(took.map(({ at }) => at)).toEqual([0, 15_000, 30_000])
})

test('looks of one interval begin spread over it, after a first one soon', async () => {
  const { clock, took } = createBench(['a', 'b', 'c', 'd', 'e'], () => ({ failures: 0 }))
  await clock.pass(9999)
  const first = took.slice(0, 5).map(({ at }) => at)
  expect(first).toEqual([0, 25, 50, 75, 100])
  expect(took.slice(5).map(({ id, at }) => `${id} ${at}`)).toContain('b 1000')
  expect(took.slice(5).map(({ id, at }) => `${id} ${at}`)).toContain('e 4000')
})

test('after the stop nothing begins any more', async () => {
  const { clock, took, stop } = createBench(['a'], () => ({ failures: 0, tookMs: 100 }))
  await clock.pass(50)
  stop()
  await clock.pass(60_000)
  expect(took).toHaveLength(1)
})
