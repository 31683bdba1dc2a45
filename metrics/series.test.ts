import { describe, expect, test } from 'vitest'
import { labelsOf } from './model/labels.ts'
import { differentFrom, equalTo, type Matcher } from './model/matcher.ts'
import { isStaleAt } from './model/sample.ts'
import { createMatcher } from './promql/matchers.ts'
import { createSeries, type SeriesStore } from './series.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const options = { keepMs: HOUR, maxSeries: 3, maxSampleBytes: 1_000_000 }
const labels = (name: string, more: Record<string, string> = {}) => labelsOf({ __name__: name, ...more })
const named = (name: string): Matcher[] => [equalTo('__name__', name)]

function valuesOf(store: SeriesStore, name: string, from = 0, to = Number.MAX_SAFE_INTEGER): number[] {
  return store.select(named(name), from, to).flatMap(({ points }) => [...points.values])
}

test('what was appended is found again, with its times', () => {
  const store = createSeries(options)
  for (const at of [1_000, 2_000, 3_500]) store.append(labels('a'), at, at / 10)
  expect(store.select(named('a'), 0, 9_999)).toEqual([
    {
      labels: labels('a'),
      points: { times: Float64Array.of(1_000, 2_000, 3_500), values: Float64Array.of(100, 200, 350) },
    },
  ])
})

test.each([
  { name: 'both ends are inside', from: 2_000, to: 3_000, values: [2, 3] },
  { name: 'just inside the first sample it is left out', from: 1_001, to: 1_999, values: [] },
  { name: 'one millisecond more takes the next one in', from: 1_001, to: 2_000, values: [2] },
  { name: 'before everything there is nothing', from: 0, to: 999, values: [] },
  { name: 'after everything there is nothing', from: 4_001, to: 9_000, values: [] },
  { name: 'a turned range holds nothing', from: 3_000, to: 2_000, values: [] },
])('$name', ({ from, to, values }) => {
  const store = createSeries(options)
  for (const value of [1, 2, 3, 4]) store.append(labels('a'), value * 1_000, value)
  expect(valuesOf(store, 'a', from, to)).toEqual(values)
})

test.each([
  { name: 'an older sample is out of order', at: 999, appended: 'out-of-order' },
  { name: 'one of the same time is a duplicate', at: 1_000, appended: 'duplicate' },
  { name: 'a newer one is stored', at: 1_001, appended: 'stored' },
])('$name', ({ at, appended }) => {
  const store = createSeries(options)
  store.append(labels('a'), 1_000, 1)
  expect(store.append(labels('a'), at, 2)).toBe(appended)
  expect(valuesOf(store, 'a')).toEqual(appended === 'stored' ? [1, 2] : [1])
})

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])('the time %j is a mistake of the caller', (at) => {
  expect(() => createSeries(options).append(labels('a'), at, 1)).toThrow('expected whole Unix milliseconds')
})

test('a series too many is refused and told, the others go on', () => {
  const store = createSeries(options)
  const appended = ['a', 'b', 'c', 'd'].map((name) => store.append(labels(name), 1, 1))
  expect(appended).toEqual(['stored', 'stored', 'stored', 'too-many-series'])
  expect(store.append(labels('a'), 2, 2)).toBe('stored')
  expect(store.statistics()).toMatchObject({ series: 3, samples: 4 })
})

describe('staleness', () => {
  test('a stale marker is a sample of its own kind', () => {
    const store = createSeries(options)
    store.append(labels('a'), 1, Number.NaN)
    store.markStale(labels('a'), 2)
    const [found] = store.select(named('a'), 0, 9)
    expect([0, 1].map((i) => isStaleAt(found?.points.values ?? new Float64Array(0), i))).toEqual([false, true])
  })

  test('an unknown series is not made stale', () => {
    const store = createSeries(options)
    store.markStale(labels('a'), 2)
    expect(store.statistics().series).toBe(0)
  })

  test('a marker goes by the same order as a sample', () => {
    const store = createSeries(options)
    store.append(labels('a'), 5, 1)
    expect([store.markStale(labels('a'), 4), store.markStale(labels('a'), 5), store.markStale(labels('a'), 6)]).toEqual(
      ['out-of-order', 'duplicate', 'stored'],
    )
  })
})

describe('memory', () => {
  test('samples older than what is kept go, the one exactly as old stays', () => {
    const store = createSeries(options)
    for (const at of [0, 1, HOUR, HOUR + 1]) store.append(labels('a'), at, at)
    expect(valuesOf(store, 'a')).toEqual([1, HOUR, HOUR + 1])
  })

  test('six hours of a series wrap around without losing or inventing a sample', () => {
    const store = createSeries({ ...options, keepMs: 100 * MINUTE })
    for (let i = 0; i < 1_000; i++) {
      store.append(labels('a'), i * MINUTE, i)
      expect(valuesOf(store, 'a')).toEqual(
        Array.from({ length: Math.min(i, 100) + 1 }, (_, k) => Math.max(0, i - 100) + k),
      )
    }
  })

  test('used memory stays the same once as much goes as comes', () => {
    const store = createSeries(options)
    const used: number[] = []
    for (let i = 0; i < 2_000; i++) {
      store.append(labels('a'), i * 10_000, i)
      if (i >= 1_000) used.push(store.statistics().sampleBytes)
    }
    expect(Math.max(...used) - Math.min(...used)).toBeLessThanOrEqual(600)
  })

  test('out of memory a series keeps less time, and what it keeps is right', () => {
    const store = createSeries({ ...options, keepMs: 24 * HOUR, maxSampleBytes: 600 })
    for (let i = 0; i < 1_000; i++) store.append(labels('a'), i * 1_000, i)
    const values = valuesOf(store, 'a')
    expect(values.length).toBeGreaterThan(60)
    expect(values.length).toBeLessThan(1_000)
    expect(values).toEqual(values.map((_, i) => 1_000 - values.length + i))
  })

  test('without any memory for packed samples a series still has its newest ones', () => {
    const store = createSeries({ ...options, maxSampleBytes: 0 })
    for (let i = 0; i < 61; i++) store.append(labels('a'), i * 1_000, i)
    expect(valuesOf(store, 'a')).toEqual([60])
    expect(store.append(labels('b'), 1, 1)).toBe('stored')
  })

  test('a forgotten series gives its memory and its place back', () => {
    const store = createSeries(options)
    for (const [i, name] of ['a', 'b', 'c'].entries()) store.append(labels(name), i * 1_000, i)
    expect(store.forgetBefore(1_000)).toBe(1)
    expect(store.labelValues('__name__')).toEqual(['b', 'c'])
    expect(store.append(labels('d'), 1, 1)).toBe('stored')
    expect(valuesOf(store, 'd')).toEqual([1])
  })
})

describe('selection', () => {
  const store = createSeries({ ...options, maxSeries: 100 })
  for (const job of ['web', 'api', 'bot']) {
    for (const instance of ['1', '0']) store.append(labels('up', { job, instance }), 1, 1)
  }
  store.append(labels('down', { job: 'api' }), 1, 1)
  store.append(labels('late', { job: 'api' }), 9, 1)

  test.each<{ name: string; matchers: Matcher[]; found: string[] }>([
    {
      name: 'by name, sorted by labels',
      matchers: named('up'),
      found: ['up 0 api', 'up 0 bot', 'up 0 web', 'up 1 api', 'up 1 bot', 'up 1 web'],
    },
    {
      name: 'by several labels at once',
      matchers: [...named('up'), equalTo('job', 'api')],
      found: ['up 0 api', 'up 1 api'],
    },
    { name: 'without a name', matchers: [equalTo('job', 'api')], found: ['down  api', 'up 0 api', 'up 1 api'] },
    {
      name: 'by what a label is not',
      matchers: [...named('up'), differentFrom('job', 'api'), equalTo('instance', '0')],
      found: ['up 0 bot', 'up 0 web'],
    },
    { name: 'by a pattern alone', matchers: [createMatcher('job', '=~', 'w.*')], found: ['up 0 web', 'up 1 web'] },
    {
      name: 'by a pattern of the name',
      matchers: [createMatcher('__name__', '=~', 'do.+|nothing')],
      found: ['down  api'],
    },
    {
      name: 'by a pattern that must not match',
      matchers: [...named('up'), createMatcher('job', '!~', 'w.*|b.*')],
      found: ['up 0 api', 'up 1 api'],
    },
    { name: 'by an absent label', matchers: [equalTo('job', 'api'), equalTo('instance', '')], found: ['down  api'] },
    {
      name: 'by a label that is there',
      matchers: [equalTo('job', 'api'), differentFrom('instance', '')],
      found: ['up 0 api', 'up 1 api'],
    },
    { name: 'by a label that no series has', matchers: [equalTo('nothing', 'x')], found: [] },
    { name: 'by a value that no series has', matchers: [equalTo('job', 'x')], found: [] },
  ])('finds series $name', ({ matchers, found }) => {
    const shown = store
      .select(matchers, 0, 5)
      .map((series) =>
        ['__name__', 'instance', 'job']
          .map((name) => series.labels.pairs.find((pair) => pair[0] === name)?.[1] ?? '')
          .join(' '),
      )
    expect(shown).toEqual(found)
  })

  test('names and values of labels are told in order', () => {
    expect([store.labelNames(), store.labelValues('job'), store.labelValues('nothing')]).toEqual([
      ['__name__', 'instance', 'job'],
      ['api', 'bot', 'web'],
      [],
    ])
  })

  test('label sets are those with a sample in the time asked about', () => {
    expect(store.labelSets([equalTo('job', 'api')], 5, 10).map(({ pairs }) => pairs[0]?.[1])).toEqual(['late'])
  })
})
