/** At most `count` sends within any `withinMs`. */
export interface Limit {
  readonly count: number
  readonly withinMs: number
}

/** Ours, below those that Telegram documents. @see https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export const overallLimit: Limit = { count: 20, withinMs: 1_000 }
/** One a second, of which three may come at once. */
export const chatLimit: Limit = { count: 3, withinMs: 3_000 }
export const groupLimit: Limit = { count: 20, withinMs: 60_000 }

/** @param sentAt when the last sends began, oldest first. @returns when the next may begin; `now` when at once. */
export function nextSendAt(sentAt: readonly number[], limits: readonly Limit[], now: number): number {
  const times = limits.map(({ count, withinMs }) => (sentAt.at(-count) ?? Number.NEGATIVE_INFINITY) + withinMs)
  return Math.max(now, ...times)
}

/** The sends that can still hold back another one. */
export function remember(sentAt: readonly number[], now: number, limits: readonly Limit[]): number[] {
  const most = Math.max(...limits.map(({ count }) => count))
  return [...sentAt, now].slice(-most)
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/** The pause after so many failures in a row, milliseconds. */
export function pauseAfter(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10))
}
