import { expect, test } from 'vitest'
import { createHand } from './hand.ts'
import type { Job } from './queue.ts'

const leaseMs = 300
const longestRunMs = 1_000
const job: Job<null> = { id: '1', lane: 'a', payload: null, tries: 1, lease: 'L' }

test.each<{ name: string; at: number; ended: boolean; aborted: boolean; held: boolean }>([
  { name: 'a job within its lease is left alone', at: 299, ended: false, aborted: false, held: true },
  {
    name: 'a handler is told to stop when its lease is over, and its end may still count',
    at: 300,
    ended: false,
    aborted: true,
    held: true,
  },
  { name: 'a handler just under the longest run keeps its job', at: 999, ended: false, aborted: true, held: true },
  { name: 'a handler that runs too long loses its job', at: 1_000, ended: false, aborted: true, held: false },
  {
    name: 'a job whose end waits to be stored is never given up for its age',
    at: 5_000,
    ended: true,
    aborted: false,
    held: true,
  },
])('$name', ({ at, ended, aborted, held }) => {
  const hand = createHand<null>(leaseMs, longestRunMs)
  const entry = hand.take(job, 0, leaseMs)
  entry.ended = ended
  hand.review(at)
  expect({ aborted: entry.abort.signal.aborted, held: hand.size() === 1 }).toEqual({ aborted, held })
})

test('a renewed job is held for a lease from the moment of asking, not of the answer', () => {
  const hand = createHand<null>(leaseMs, longestRunMs)
  const entry = hand.take(job, 0, leaseMs)
  expect(hand.renewed([job], ['1'], 100)).toEqual([])
  expect(entry.heldUntil).toBe(400)
})

test('a job that could not be renewed is lost, and its handler told', () => {
  const hand = createHand<null>(leaseMs, longestRunMs)
  const entry = hand.take(job, 0, leaseMs)
  expect(hand.renewed([job], [], 100)).toEqual([job])
  expect(entry.abort.signal.aborted).toBe(true)
  expect(hand.size()).toBe(0)
})

test('a job that came to its end while its renewal was under way is not lost', () => {
  const hand = createHand<null>(leaseMs, longestRunMs)
  const entry = hand.take(job, 0, leaseMs)
  entry.ended = true
  expect(hand.renewed([job], [], 100)).toEqual([])
  hand.letGo([job])
  expect(hand.renewed([job], [], 100)).toEqual([])
})
