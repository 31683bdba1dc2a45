import { expect, test } from 'vitest'
import { usageWords } from './usage-words.ts'

const now = Date.UTC(2026, 10, 24)
const resets_at = '2026-12-01T00:00:00.000Z'

test.each<{ name: string; used: number; says: string | null }>([
  { name: 'below four fifths nothing is said', used: 79, says: null },
  {
    name: 'from four fifths on what is left is told',
    used: 80,
    says: '20 lookups are left of 100 this month. They start anew in 7 d.',
  },
  { name: 'the last one is told as one', used: 99, says: '1 lookup is left' },
  {
    name: 'a used-up month says what works still',
    used: 100,
    says: 'All 100 lookups of this month are used. What was looked up lately still opens.',
  },
  { name: 'so does one that is over its limit', used: 130, says: 'All 100 lookups' },
])('$name', ({ used, says }) => {
  const words = usageWords({ used, limit: 100, resets_at }, now)
  if (says === null) expect(words).toBeNull()
  else expect(words?.text).toContain(says)
})
