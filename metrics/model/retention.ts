import { DAY, HOUR } from './history-result.ts'
import { daysBetween, type UtcDay } from './utc-day.ts'

export const tables = ['history_results', 'history_minutes', 'history_hours'] as const
export type HistoryTable = (typeof tables)[number]

/** How long rows are kept, by whole days: a day goes once its last moment is older. */
export const keptMs: Readonly<Record<HistoryTable, number>> = {
  history_results: 48 * HOUR,
  history_minutes: 30 * DAY,
  history_hours: 400 * DAY,
}

/** Days made ahead of the present one, so that a probe that stands still over midnight loses nothing. */
const daysAhead = 2

/** The days that must be there at `now`. */
export function daysAt(now: number): UtcDay[] {
  return daysBetween(now, now + daysAhead * DAY)
}

export function isOutlived(table: HistoryTable, day: UtcDay, now: number): boolean {
  return day + DAY <= now - keptMs[table]
}

/** Results older than the minutes that they would go into, and those of a time that is not yet, are not taken. */
export function isTaken(at: number, now: number): boolean {
  return at > now - keptMs.history_minutes && at < now + daysAhead * DAY
}
