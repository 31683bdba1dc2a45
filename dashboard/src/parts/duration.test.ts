import { expect, test } from 'vitest'
import { agoInWords, inWords } from './duration.ts'

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

test.each<{ name: string; passedMs: number; words: string }>([
  { name: 'a clock that is behind is no future', passedMs: -5000, words: 'just now' },
  { name: 'seconds are not counted', passedMs: minute - 1, words: 'just now' },
  { name: 'a minute is', passedMs: minute, words: '1 min ago' },
  { name: 'minutes come without seconds', passedMs: hour - 1, words: '59 min ago' },
  { name: 'hours come with minutes', passedMs: hour + minute, words: '1 h 1 min ago' },
])('$name', ({ passedMs, words }) => {
  expect(agoInWords(passedMs)).toBe(words)
})
