import { expect, test } from 'vitest'
import { indexAfter, isStaleAt, markStaleAt, withoutStale } from './sample.ts'

test('a stale marker is not any NaN', () => {
  const values = Float64Array.of(1, Number.NaN, 3)
  markStaleAt(values, 2)
  expect([0, 1, 2, 3].map((i) => isStaleAt(values, i))).toEqual([false, false, true, false])
  expect(values[2]).toBeNaN()
})

test.each([
  { name: 'slice', copy: (from: Float64Array) => from.slice(1) },
  { name: 'subarray', copy: (from: Float64Array) => from.subarray(1) },
  {
    name: 'set',
    copy: (from: Float64Array) => {
      const to = new Float64Array(2)
      to.set(from.subarray(1))
      return to
    },
  },
])('a copy made with $name keeps the marker', ({ copy }) => {
  const values = Float64Array.of(1, 2, 3)
  markStaleAt(values, 2)
  const copied = copy(values)
  expect([isStaleAt(copied, 0), isStaleAt(copied, 1)]).toEqual([false, true])
})

test('points without their stale markers keep times and values together', () => {
  const points = { times: Float64Array.of(1, 2, 3, 4), values: Float64Array.of(10, 20, 30, Number.NaN) }
  markStaleAt(points.values, 1)
  expect(withoutStale(points)).toEqual({ times: Float64Array.of(1, 3, 4), values: Float64Array.of(10, 30, Number.NaN) })
})

test('points without any stale marker are the same object', () => {
  const points = { times: Float64Array.of(1), values: Float64Array.of(Number.NaN) }
  expect(withoutStale(points)).toBe(points)
})

test.each([
  { name: 'before the first', at: 5, index: 0 },
  { name: 'at the first', at: 10, index: 1 },
  { name: 'between', at: 15, index: 1 },
  { name: 'just before the last', at: 29, index: 2 },
  { name: 'at the last', at: 30, index: 3 },
  { name: 'after the last', at: 99, index: 3 },
])('the first index after a time $name is $index', ({ at, index }) => {
  expect(indexAfter(Float64Array.of(10, 20, 30), at)).toBe(index)
})

test('there is no index after anything in nothing', () => {
  expect(indexAfter(new Float64Array(0), 1)).toBe(0)
})
