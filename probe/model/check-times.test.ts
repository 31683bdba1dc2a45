import { expect, test } from 'vitest'
import { confirmationAt, firstOffsetOf, offsetOf, slotAfter } from './check-times.ts'

test.each<{ name: string; failures: number; endedAt: number; nextSlot: number; at: number | null }>([
  { name: 'a check that passed needs no confirmation', failures: 0, endedAt: 100, nextSlot: 5000, at: null },
  { name: 'the first failure is confirmed 1 s after its end', failures: 1, endedAt: 100, nextSlot: 5000, at: 1100 },
  { name: 'the second 2 s after its own end', failures: 2, endedAt: 1200, nextSlot: 5000, at: 3200 },
  { name: 'the third is confirmed enough', failures: 3, endedAt: 3300, nextSlot: 5000, at: null },
  { name: 'a confirmation just before the grid is made', failures: 1, endedAt: 3999, nextSlot: 5000, at: 4999 },
  { name: 'one at the time of the grid is left to the grid', failures: 1, endedAt: 4000, nextSlot: 5000, at: null },
])('$name', ({ failures, endedAt, nextSlot, at }) => {
  expect(confirmationAt(failures, endedAt, nextSlot)).toBe(at)
})

test.each<{ name: string; now: number; slot: number }>([
  { name: 'on the origin the next slot is one interval away', now: 1000, slot: 6000 },
  { name: 'just before a slot it is that one', now: 5999, slot: 6000 },
  { name: 'on a slot it is the one after', now: 6000, slot: 11_000 },
  { name: 'after many missed slots it is the first to come', now: 33_333, slot: 36_000 },
  { name: 'before the origin it is the origin', now: 999, slot: 1000 },
])('$name', ({ now, slot }) => {
  expect(slotAfter(now, 1000, 5000)).toBe(slot)
})

test('starts are spread evenly, each at a place of its own', () => {
  expect([0, 1, 2, 3].map((place) => offsetOf(place, 4, 1000))).toEqual([0, 250, 500, 750])
})

test.each<{ name: string; count: number; last: number }>([
  { name: 'seven targets are looked at within 150 ms', count: 7, last: 150 },
  { name: 'two thousand take their interval, not longer', count: 2000, last: 9995 },
])('$name', ({ count, last }) => {
  expect(firstOffsetOf(count - 1, count, 10_000)).toBe(last)
})
