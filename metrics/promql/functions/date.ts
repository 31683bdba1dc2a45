import { type FunctionTable, ofTime } from './function.ts'

const DAY_MS = 86_400_000
/** The calendar repeats itself, weekdays and all. */
const CYCLE_YEARS = 400
const CYCLE_SECONDS = 146_097 * 86_400

/** What Prometheus makes of a time that no int64 can hold, NaN among them: a Sunday in the year 292277026596. */
const BEYOND_TIME = { date: new Date('2196-12-04T15:30:08Z'), cycles: 730_692_561 }

/** Parts of a date in UTC. */
export const dateFunctions: FunctionTable = {
  year: ofTime((seconds) => dateOf(seconds).getUTCFullYear() + cyclesBefore(seconds) * CYCLE_YEARS),
  month: ofTime((seconds) => dateOf(seconds).getUTCMonth() + 1),
  day_of_month: ofTime((seconds) => dateOf(seconds).getUTCDate()),
  day_of_week: ofTime((seconds) => dateOf(seconds).getUTCDay()),
  day_of_year: ofTime((seconds) => dayOfYear(dateOf(seconds))),
  days_in_month: ofTime((seconds) => daysInMonth(dateOf(seconds))),
  hour: ofTime((seconds) => dateOf(seconds).getUTCHours()),
  minute: ofTime((seconds) => dateOf(seconds).getUTCMinutes()),
}

/** The same day in the years 1970 to 2369. */
function dateOf(seconds: number): Date {
  return isTime(seconds) ? new Date(withinCycle(seconds) * 1_000) : BEYOND_TIME.date
}

function cyclesBefore(seconds: number): number {
  return isTime(seconds) ? Math.round((Math.trunc(seconds) - withinCycle(seconds)) / CYCLE_SECONDS) : BEYOND_TIME.cycles
}

function isTime(seconds: number): boolean {
  return Math.abs(seconds) < 2 ** 63
}

/** Parts of a second are cut off toward 1970. */
function withinCycle(seconds: number): number {
  return ((Math.trunc(seconds) % CYCLE_SECONDS) + CYCLE_SECONDS) % CYCLE_SECONDS
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}
