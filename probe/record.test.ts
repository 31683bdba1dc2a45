import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createPromql, readQuery } from '../metrics/promql/query.ts'
import { createSeries } from '../metrics/series.ts'
import { createProbeMetrics } from './metrics.ts'
import { failed, type Observation, passed } from './model/result.ts'
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
  const recorder = createRecorder({
    ...{ targets: [target], series, location: 'here', startedAt: now, now: () => now, onChange: () => {} },
    metrics: createProbeMetrics(new Registry()),
  })
  return {
    recorder,
    pass: (ms: number) => {
      now += ms
    },
    check: (observation: Observation, onGrid = true) =>
      recorder.record(target, { ...observation, startedAt: now, endedAt: now }, { onGrid }),
    scrape: (observation: Observation) =>
      recorder.recordScrape(scrape, { ...observation, startedAt: now, endedAt: now }),
    ask: (text: string) => {
      const result = promql.instant(readQuery(text), now)
      return result.type === 'vector' ? result.elements.map(({ value }) => value) : []
    },
    status: () => recorder.view(target, []).status,
  }
}

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
    failures: [0],
  },
  { name: 'after the grace it does', afterMs: 30_000, seen: 'down', failures: [1] },
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
  const reading = (name: string, value: number) => ({ name, labels: { state: 'in_use' }, value })
  read(passed({}, [reading('a', 1), reading('b', 2)]))
  expect(ask('{__name__=~"a|b",instance="bot-1"}')).toEqual([1, 2])
  pass(5000)
  read(passed({}, [reading('a', 3)]))
  expect(ask('a')).toEqual([3])
  expect(ask('b')).toEqual([])
  pass(5000)
  read(down)
  expect(ask('a')).toEqual([])
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
