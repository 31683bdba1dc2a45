import { inWords } from '../parts/duration.ts'
import type { Me } from '../parts/session.ts'

export interface UsageWords {
  tone: 'calm' | 'near' | 'over'
  /** 0 to 100, for the bar. */
  percent: number
  text: string
  resets: string
}

const nearPercent = 80
const veryNearPercent = 90

/** What is used of the month. `now`: Unix milliseconds. */
export function usageWords({ used, limit, resets_at }: Me['usage'], now: number): UsageWords {
  const percent = limit === 0 ? 100 : Math.min(100, Math.floor((used / limit) * 100))
  const left = Math.max(0, limit - used)
  const count = `${number(used)} of ${number(limit)} lookups used this month`
  const resets = `Starts anew on ${dateWords(resets_at)}, in ${inWords(Date.parse(resets_at) - now)}.`
  if (left === 0) {
    const text = `${count}: all are used up. What was looked up lately can still be asked for, and costs nothing.`
    return { tone: 'over', percent, text, resets }
  }
  if (percent >= veryNearPercent) return { tone: 'near', percent, text: `${count}: only ${number(left)} left.`, resets }
  if (percent >= nearPercent) return { tone: 'near', percent, text: `${count}: ${number(left)} are left.`, resets }
  return { tone: 'calm', percent, text: `${count}.`, resets }
}

/** A day in UTC, as quotas and keys count. */
export function dateWords(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
