import { expect, test } from 'vitest'
import { durationMs, durationPattern, longerThanNothing } from './duration.ts'

test.each([
  { text: '300ms', ms: 300 },
  { text: '5s', ms: 5000 },
  { text: '1m', ms: 60_000 },
  { text: '1m30s', ms: 90_000 },
  { text: '2h', ms: 7_200_000 },
  { text: '1h1m1s1ms', ms: 3_661_001 },
  { text: '0s', ms: 0 },
  { text: '99h9999m99999s9999999ms', ms: 1_066_338_999 },
])('$text is $ms ms', ({ text, ms }) => {
  expect(text).toMatch(new RegExp(durationPattern))
  expect(durationMs(text)).toBe(ms)
})

test.each(['', '5', 's', '5 s', '-5s', '1.5s', '5S', '5s1m', '5d', '5s5s', '100h', '5s\n5s'])(
  '%j is no duration',
  (text) => {
    expect(text).not.toMatch(new RegExp(durationPattern))
  },
)

test.each([
  { text: '0s', isLonger: false },
  { text: '0h0ms', isLonger: false },
  { text: '1ms', isLonger: true },
  { text: '10s', isLonger: true },
  { text: '', isLonger: false },
])('$text is longer than nothing: $isLonger', ({ text, isLonger }) => {
  expect(new RegExp(longerThanNothing).test(text)).toBe(isLonger)
})
