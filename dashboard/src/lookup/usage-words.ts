import { inWords } from '../parts/duration.ts'
import type { Me } from '../parts/session.ts'

export interface UsageWords {
  tone: 'near' | 'used-up'
  text: string
}

const nearFrom = 0.8

/** What a person should know of their month before they look up more; null while there is plenty. `now`: Unix milliseconds. */
export function usageWords({ used, limit, resets_at }: Me['usage'], now: number): UsageWords | null {
  if (used < limit * nearFrom) return null
  const anew = `They start anew in ${inWords(Date.parse(resets_at) - now)}.`
  if (used >= limit) {
    const text = `All ${limit} lookups of this month are used. What was looked up lately still opens. ${anew}`
    return { tone: 'used-up', text }
  }
  const left = limit - used
  return {
    tone: 'near',
    text: `${left} ${left === 1 ? 'lookup is' : 'lookups are'} left of ${limit} this month. ${anew}`,
  }
}
