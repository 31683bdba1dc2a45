import { expect, test } from 'vitest'
import { latencyBoundsMs, latencyQuantile } from './latency.ts'

/** Counts by the bound that they stayed under; `slower` for what stayed under none. */
const counts = (under: Partial<Record<number | 'slower', number>>) =>
  [...latencyBoundsMs, 'slower' as const].map((bound) => under[bound] ?? 0)

test.each<{
  name: string
  quantile: number
  under: Parameters<typeof counts>[0]
  most: number
  latency: number | null
}>([
  { name: 'of nothing there is no quantile', quantile: 0.5, under: {}, most: 0, latency: null },
  { name: 'latencies lie evenly between two bounds', quantile: 0.5, under: { 50: 4 }, most: 49, latency: 37.5 },
  { name: 'the least is the lower bound', quantile: 0, under: { 50: 4 }, most: 49, latency: 25 },
  { name: 'no answer is above what was seen', quantile: 1, under: { 50: 4 }, most: 30, latency: 30 },
  { name: 'half is still in the lower bucket', quantile: 0.5, under: { 10: 5, 100: 5 }, most: 90, latency: 10 },
  { name: 'a little more than half is in the upper', quantile: 0.6, under: { 10: 5, 100: 5 }, most: 90, latency: 60 },
  { name: 'the slowest reach to the greatest seen', quantile: 0.5, under: { slower: 2 }, most: 9000, latency: 7000 },
  { name: 'the fastest begin at nothing', quantile: 0.5, under: { 2: 2 }, most: 1.9, latency: 1 },
])('$name', ({ quantile, under, most, latency }) => {
  expect(latencyQuantile(quantile, counts(under), most)).toBe(latency)
})

test('the quantile of what was added up is between those of its parts', () => {
  const fast = counts({ 5: 90, 10: 10 })
  const slow = counts({ 50: 50, 250: 50 })
  const sum = fast.map((count, i) => count + (slow[i] ?? 0))
  const p90 = [fast, sum, slow].map((each) => latencyQuantile(0.9, each, 200) ?? Number.NaN)
  expect(p90).toEqual([...p90].sort((a, b) => a - b))
})
