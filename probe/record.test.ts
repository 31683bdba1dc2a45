import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createPromql, readQuery } from '../metrics/promql/query.ts'
import { createSeries } from '../metrics/series.ts'
import { createProbeMetrics } from './metrics.ts'
import { failed, type Observation, passed, type Reading } from './model/result.ts'
import type { Scrape, Target } from './model/target.ts'
import { createRecorder } from './record.ts'

const target: Target = {
  ...{ id: 'bot', name: 'Bot', group: 'G', intervalMs: 5000, timeoutMs: 4000, graceMs: 30_000 },
  check: { kind: 'tcp', host: 'h', port: 1 },
}
const scrape: Scrape = {
  ...{ id: 'bot-metrics', intervalMs: 5000, timeoutMs: 4000, instance: 'bot-1' },
  check: { kind: 'prometheus', url: 'http://h', keep: [] },
}

function createBench() {
  let now = 1_000_000
  const series = createSeries()
  const promql = createPromql({ storage: series, now: () => 0 })
  const registry = new Registry()
  const recorder = createRecorder({
    ...{ targets: [target], series, location: 'here', startedAt: now, now: () => now, onChange: () => {} },
    metrics: createProbeMetrics(registry),
  })
  return {
    recorder,
    pass: (ms: number) => {
      now += ms
    },
    check: (observation: Observation, onGrid = true) =>
      recorder.record(target, { ...observation, startedAt: now, endedAt: now }, { onGrid }),
    scrape: (observation: Observation) =>
      recorder.recordScrape(scrape, { instance: 'bot-1', result: { ...observation, startedAt: now, endedAt: now } }),
    ask: (text: string) => {
      const result = promql.instant(readQuery(text), now)
      return result.type === 'vector' ? result.elements.map(({ value }) => value) : []
    },
    status: () => recorder.view(target, []).status,
    metrics: () => registry.metrics(),
  }
}

const reading = (name: string, labels: Record<string, string>, value: number): Reading => ({ name, labels, value })
const down = failed('refused', 'nobody listens')

test('only checks of the grid say whether a target is up; every check counts failures', () => {
  const { check, pass, ask } = createBench()
  check(passed({ total: 3 }))
  pass(5000)
  check(down)
  pass(1000)
  check(down, false)
  expect(ask('probe_failures_in_a_row{target="bot",location="here"}')).toEqual([2])
  expect(ask('count_over_time(probe_success{target="bot"}[1m])')).toEqual([2])
})

test('the board turns at the first failed check, and back at the first that passes', () => {
  const { check, status, pass } = createBench()
  expect(status()).toBe('unknown')
  check(passed({}))
  expect(status()).toBe('up')
  pass(5000)
  check(down)
  expect(status()).toBe('down')
  pass(1000)
  check(passed({}), false)
  expect(status()).toBe('up')
})

test.each([
  {
    name: 'within the grace after the start a first failure says nothing',
    afterMs: 29_999,
    seen: 'unknown',
    failures: [],
  },
  { name: 'after the grace it is seen, and not confirmed yet', afterMs: 30_000, seen: 'down', failures: [] },
])('$name', ({ afterMs, seen, failures }) => {
  const { check, status, pass, ask } = createBench()
  pass(afterMs)
  check(down)
  expect(status()).toBe(seen)
  expect(ask('probe_failures_in_a_row')).toEqual(failures)
})

test('two intervals after the last check a target is still what it was; later it is unknown, and its series end', () => {
  const { check, status, pass, ask, recorder } = createBench()
  check(passed({}))
  pass(10_000)
  recorder.reviewAges()
  expect(status()).toBe('up')
  expect(ask('probe_success')).toEqual([1])
  pass(1)
  recorder.reviewAges()
  expect(status()).toBe('unknown')
  expect(ask('probe_success')).toEqual([])
  expect(ask('probe_failures_in_a_row')).toEqual([])
  expect(ask('probe_check_age_seconds > 2 * probe_check_interval_seconds')).toHaveLength(1)
})

test('series of a scrape carry its instance, and end when they do not come again or the scrape fails', () => {
  const { scrape: read, pass, ask } = createBench()
  const inUse = (name: string, value: number) => reading(name, { state: 'in_use' }, value)
  read(passed({}, [inUse('a', 1), inUse('b', 2)]))
  expect(ask('{__name__=~"a|b",instance="bot-1"}')).toEqual([1, 2])
  pass(5000)
  read(passed({}, [inUse('a', 3)]))
  expect(ask('a')).toEqual([3])
  expect(ask('b')).toEqual([])
  pass(5000)
  read(down)
  expect(ask('a')).toEqual([])
})

test('a probe that begins while a target is down tells the rules nothing but a confirmed failure', () => {
  const { check, pass, ask } = createBench()
  check(down)
  pass(30_000)
  const told = [1, 2, 3, 4].map((n) => {
    check(down, n === 1)
    pass(1000)
    return ask('probe_failures_in_a_row')
  })
  expect(told).toEqual([[], [], [3], [4]])
})

test('once a check has passed each failure is told', () => {
  const { check, pass, ask } = createBench()
  check(passed({}))
  pass(5000)
  check(down)
  expect(ask('probe_failures_in_a_row')).toEqual([1])
})

test('the metrics of the probe forget what nobody looked at, what failed, and the phases that did not come again', async () => {
  const { check, pass, recorder, metrics } = createBench()
  check(passed({ connect: 1, total: 2 }, [{ name: 'webhook_queue_depth', labels: {}, value: 7 }]))
  expect(await metrics()).toMatch(/^webhook_queue_depth 7$/m)
  pass(5000)
  check(failed('timeout', 'no answer', { total: 4000 }))
  const afterFailure = await metrics()
  expect(afterFailure).not.toMatch(/^webhook_queue_depth /m)
  expect(afterFailure).not.toContain('phase="connect"')
  expect(afterFailure).toContain('probe_success{target="bot",location="here"} 0')
  pass(10_001)
  recorder.reviewAges()
  expect(await metrics()).not.toMatch(/^probe_(success|failures_in_a_row|duration_seconds)\{/m)
})

test.each([
  { name: 'a column that is named like another kind of metric', readings: [reading('probe_check_lag_seconds', {}, 1)] },
  {
    name: 'a scraped target whose series carry different labels',
    kind: 'prometheus' as const,
    readings: [reading('jobs', { queue: 'a' }, 1), reading('jobs', { queue: 'a', shard: '2' }, 1)],
  },
])('$name is kept as a series, and harms no metric of the probe', async ({ kind, readings }) => {
  const { recorder, ask, metrics } = createBench()
  const check = kind === undefined ? target.check : { kind, url: 'http://h', keep: ['jobs'] }
  const result = { ...passed({}, readings), startedAt: 1_000_000, endedAt: 1_000_000 }
  recorder.record({ ...target, check }, result, { onGrid: true })
  expect(ask(readings[0]?.name ?? '')).toHaveLength(readings.length)
  expect(await metrics()).not.toMatch(/^(jobs|probe_check_lag_seconds)[{ ]/m)
})

test('the first failure in a row is remembered until a check passes', () => {
  const { check, pass, recorder } = createBench()
  pass(40_000)
  check(down)
  pass(1000)
  check(down, false)
  expect(recorder.failingSince('bot')).toBe(1_040_000)
  pass(1000)
  check(passed({}), false)
  expect(recorder.failingSince('bot')).toBeNull()
})
