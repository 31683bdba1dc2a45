const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** So many digits, that the longest duration still fits a timer (2^31 ms). */
const parts = '(\\d{1,2}h)?(\\d{1,4}m)?(\\d{1,5}s)?(\\d{1,7}ms)?$'
export const durationPattern = `^(?=\\d)${parts}`
export const longerThanNothing = `^(?=.*[1-9])${parts}`

/** @param text what `durationPattern` accepts, such as 300ms, 5s or 1m30s. @returns milliseconds. */
export function durationMs(text: string): number {
  const amounts = text.matchAll(/(\d+)(ms|[hms])/g)
  return amounts.reduce((sumMs, [, digits, unit = '']) => sumMs + Number(digits) * (unitsMs[unit] ?? 0), 0)
}
