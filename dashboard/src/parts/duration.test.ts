import { expect, test } from 'vitest'
import { inWords } from './duration.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test.each<{ durationMs: number; words: string }>([
  { durationMs: -5000, words: '0 s' },
  { durationMs: 999, words: '0 s' },
  { durationMs: 1000, words: '1 s' },
  { durationMs: minute - 1, words: '59 s' },
  { durationMs: minute, words: '1 min' },
  { durationMs: minute + 5999, words: '1 min 5 s' },
  { durationMs: hour - 1, words: '59 min 59 s' },
  { durationMs: hour, words: '1 h' },
  { durationMs: day - 1, words: '23 h 59 min' },
  { durationMs: day, words: '1 d' },
  { durationMs: 3 * day + 4 * hour + 59 * minute, words: '3 d 4 h' },
])('$durationMs ms are $words', ({ durationMs, words }) => {
  expect(inWords(durationMs)).toBe(words)
})
