import { expect, test } from 'vitest'
import { labelsOf } from './model/labels.ts'
import { equalTo } from './model/matcher.ts'
import { isStaleAt } from './model/sample.ts'
import { createSeries, defaultSeriesOptions, type SeriesStore } from './series.ts'
import { SnapshotError } from './snapshot.ts'

const everything = [equalTo('kept', 'yes')]

function filled(): SeriesStore {
  const store = createSeries(defaultSeriesOptions)
  for (const [i, name] of ['a', 'b"ü\n', 'c'].entries()) {
    const labels = labelsOf({ __name__: name, kept: 'yes' })
    for (let k = 0; k < 59 + i; k++) store.append(labels, k * 1_000, Math.sin(k * i))
    store.markStale(labels, 100_000)
  }
  return store
}

const snapshotOf = (store: SeriesStore) => Buffer.concat([...store.snapshot()])

test('a snapshot read back holds the same series, samples and stale markers', () => {
  const [before, after] = [filled(), createSeries(defaultSeriesOptions)]
  expect(after.restore(snapshotOf(before))).toBe(before.statistics().samples)
  expect(after.select(everything, 0, 1e9)).toEqual(before.select(everything, 0, 1e9))
  for (const { points } of after.select(everything, 0, 1e9))
    expect(isStaleAt(points.values, points.values.length - 1)).toBe(true)
})

test('series that are read back go on', () => {
  const after = createSeries(defaultSeriesOptions)
  after.restore(snapshotOf(filled()))
  const labels = labelsOf({ __name__: 'a', kept: 'yes' })
  expect([after.append(labels, 100_000, 1), after.append(labels, 100_001, 1)]).toEqual(['duplicate', 'stored'])
})

test('what came since the start is newer than the snapshot and stays', () => {
  const after = createSeries(defaultSeriesOptions)
  after.append(labelsOf({ __name__: 'a', kept: 'yes' }), 1e9, 7)
  after.restore(snapshotOf(filled()))
  expect(after.select([...everything, equalTo('__name__', 'a')], 0, 1e10)[0]?.points.values).toEqual(Float64Array.of(7))
})

test('an empty store has a snapshot too', () => {
  const store = createSeries(defaultSeriesOptions)
  expect(store.restore(snapshotOf(store))).toBe(0)
})

const whole = snapshotOf(filled())
test.each([
  { name: 'nothing at all', bytes: Buffer.alloc(0) },
  { name: 'something else', bytes: Buffer.from('{"series":[]}{"series":[]}') },
  { name: 'a snapshot of another layout', bytes: Buffer.from(whole).fill('2', 10, 11) },
  { name: 'a snapshot without its last byte', bytes: whole.subarray(0, -1) },
  { name: 'half a snapshot', bytes: whole.subarray(0, whole.length >> 1) },
  { name: 'one flipped bit in the middle', bytes: Buffer.from(whole).fill((whole[500] ?? 0) ^ 1, 500, 501) },
])('$name is refused and nothing is stored', ({ bytes }) => {
  const store = createSeries(defaultSeriesOptions)
  expect(() => store.restore(bytes)).toThrow(SnapshotError)
  expect(store.statistics().samples).toBe(0)
})
