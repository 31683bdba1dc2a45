import { expect, test } from 'vitest'
import { almostEqual } from './almost-equal.ts'
import { compareNaturally } from './functions/natural-order.ts'
import { formatFloat, goMax, goMin, goPower } from './go-math.ts'
import { addKahan, createKahanMean, type KahanSum } from './kahan.ts'
import { quantile } from './quantile.ts'

const { POSITIVE_INFINITY: INF, NEGATIVE_INFINITY, NaN: NAN } = Number

test.each<[number, string]>([
  [1, '1'],
  [-0.5, '-0.5'],
  [1e21, `1${'0'.repeat(21)}`],
  [1.5e22, `15${'0'.repeat(21)}`],
  [1.25e-7, '0.000000125'],
  [-1e-7, '-0.0000001'],
  [123456.789, '123456.789'],
  [INF, '+Inf'],
  [NEGATIVE_INFINITY, '-Inf'],
  [NAN, 'NaN'],
  [-0, '-0'],
])('%d is written as %s', (value, text) => {
  expect(formatFloat(value)).toBe(text)
})

test.each<[string, number, number]>([
  ['1 to anything is 1', goPower(1, NAN), 1],
  ['1 to infinity is 1', goPower(1, INF), 1],
  ['-1 to infinity is 1', goPower(-1, NEGATIVE_INFINITY), 1],
  ['NaN to nothing is 1', goPower(NAN, 0), 1],
  ['2 to 10 is 1024', goPower(2, 10), 1_024],
  ['infinity is more than NaN', goMax(INF, NAN), INF],
  ['NaN is more than anything else', goMax(1, NAN), NAN],
  ['minus infinity is less than NaN', goMin(NAN, NEGATIVE_INFINITY), NEGATIVE_INFINITY],
  ['NaN is less than anything else', goMin(NAN, 1), NAN],
])('%s', (_, got, wanted) => {
  expect(got).toBe(wanted)
})

function kahan(values: number[]): number {
  const state: KahanSum = { sum: 0, rest: 0 }
  for (const value of values) addKahan(state, value)
  return state.sum + state.rest
}

function mean(values: number[]): number {
  const state = createKahanMean()
  values.forEach(state.add)
  return state.mean()
}

test.each<[string, number, number]>([
  ['a sum keeps what is small beside what is large', kahan([1, 1e100, 1, -1e100]), 2],
  ['a sum of tenths is exact', kahan(Array(10).fill(0.1)), 1],
  ['a sum with an infinity is infinite', kahan([1, INF, 1]), INF],
  ['a mean does not overflow', mean([1e308, 1e308, 1e308]), 1e308],
  ['a mean of opposite extremes is their middle', mean([1.7e308, 1.7e308, -1.7e308, -1.7e308]), 0],
  ['a mean with an infinity is infinite', mean([1, INF, 2]), INF],
  ['a mean with both infinities is no number', mean([INF, NEGATIVE_INFINITY]), NAN],
])('%s', (_, got, wanted) => {
  expect(almostEqual(got, wanted, 1e-15) || Math.abs(got - wanted) < 1e293).toBe(true)
})

test.each<[string, number, number[], number]>([
  ['between two values it is interpolated', 0.5, [4, 1], 2.5],
  ['at 0 it is the smallest', 0, [3, 1, 2], 1],
  ['at 1 it is the largest', 1, [3, 1, 2], 3],
  ['below 0 it is minus infinity', -0.1, [1], NEGATIVE_INFINITY],
  ['above 1 it is infinity', 1.1, [1], INF],
  ['of nothing it is no number', 0.5, [], NAN],
  ['NaN counts as the smallest', 0, [1, NAN], NAN],
])('a quantile: %s', (_, q, values, wanted) => {
  expect(quantile(q, values)).toBe(wanted)
})

test.each<[string, string, number]>([
  ['node2', 'node10', -1],
  ['node10', 'node2', 1],
  ['a', 'b', -1],
  ['1.2.3', '1.11.3', -1],
  ['a', 'a1', -1],
  ['a', 'a', 0],
  ['', 'a', -1],
  ['2', 'a', -1],
])('in natural order %j and %j are %d', (a, b, order) => {
  expect(Math.sign(compareNaturally(a, b))).toBe(order)
})

test.each<[string, number, number, boolean]>([
  ['NaN equals NaN', NAN, NAN, true],
  ['infinities of one sign are equal', INF, INF, true],
  ['infinities of both signs are not', INF, NEGATIVE_INFINITY, false],
  ['a small difference of large numbers is none', 1e12, 1e12 + 1, true],
  ['a large one is', 1, 1.0001, false],
  ['nothing but 0 is almost 0', 0, 1e-12, false],
  ['the two zeros are equal', 0, -0, true],
])('%s', (_, a, b, equal) => {
  expect(almostEqual(a, b, 1e-6)).toBe(equal)
})
