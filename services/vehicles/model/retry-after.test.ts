import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = Date.parse('2026-11-24T12:00:00Z')

test.each<{ name: string; header: string | null; ms: number | null }>([
  { name: 'no header', header: null, ms: null },
  { name: 'seconds', header: '120', ms: 120_000 },
  { name: 'no seconds', header: '0', ms: 0 },
  { name: 'a date', header: 'Tue, 24 Nov 2026 12:00:30 GMT', ms: 30_000 },
  { name: 'a date that is over', header: 'Tue, 24 Nov 2026 11:00:00 GMT', ms: 0 },
  { name: 'an hour', header: '3600', ms: 3_600_000 },
  { name: 'more than an hour', header: '3601', ms: 3_600_000 },
  { name: 'a word', header: 'later', ms: null },
  { name: 'nothing', header: ' ', ms: null },
])('$name is $ms ms', ({ header, ms }) => {
  expect(retryAfterMs(header, now)).toBe(ms)
})
