import { expect, test } from 'vitest'
import { usageWords } from './usage-words.ts'

const resets_at = '2026-12-01T00:00:00.000Z'
const now = Date.parse('2026-11-29T12:00:00Z')

test.each<{ used: number; limit?: number; tone: string; percent: number; says: string }>([
  { used: 0, tone: 'calm', percent: 0, says: '0 of 100 lookups used this month.' },
  { used: 79, tone: 'calm', percent: 79, says: '79 of 100 lookups used this month.' },
  { used: 80, tone: 'near', percent: 80, says: '80 of 100 lookups used this month: 20 are left.' },
  { used: 89, tone: 'near', percent: 89, says: ': 11 are left.' },
  { used: 90, tone: 'near', percent: 90, says: ': only 10 left.' },
  { used: 99, tone: 'near', percent: 99, says: ': only 1 left.' },
  {
    used: 9999,
    limit: 10_000,
    tone: 'near',
    percent: 99,
    says: '9,999 of 10,000 lookups used this month: only 1 left.',
  },
  { used: 100, tone: 'over', percent: 100, says: ': all are used up.' },
  { used: 120, tone: 'over', percent: 100, says: '120 of 100 lookups used this month: all are used up.' },
  { used: 0, limit: 0, tone: 'over', percent: 100, says: 'all are used up' },
])('$used of $limit are $tone', ({ used, limit = 100, tone, percent, says }) => {
  const words = usageWords({ used, limit, resets_at }, now)
  expect(words).toMatchObject({ tone, percent, resets: 'Starts anew on 1 December 2026, in 1 d 12 h.' })
  expect(words.text).toContain(says)
})
