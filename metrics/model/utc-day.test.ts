import { expect, test } from 'vitest'
import { DAY } from './history-result.ts'
import { isOutlived, isTaken, keptMs, tables } from './retention.ts'
import { dayName, dayNamed, dayOf, daysBetween } from './utc-day.ts'

const time = (text: string) => Date.parse(text)

test.each([
  { name: 'the first millisecond of a day is in it', at: '2026-11-24T00:00:00.000Z', day: '20261124' },
  { name: 'the one before is in the day before', at: '2026-11-23T23:59:59.999Z', day: '20261123' },
  { name: 'a leap year has its 29 February', at: '2028-02-29T12:00:00Z', day: '20280229' },
  { name: 'the day after it is in March', at: '2028-03-01T00:00:00Z', day: '20280301' },
  { name: 'the night in which Berlin’s clocks go back is no longer', at: '2026-10-25T23:59:59.999Z', day: '20261025' },
  { name: 'the night in which they go ahead is no shorter', at: '2026-03-29T00:00:00Z', day: '20260329' },
])('$name', ({ at, day }) => {
  expect(dayName(dayOf(time(at)))).toBe(day)
  expect(dayNamed(day)).toBe(dayOf(time(at)))
})

test.each(['20260229', '20261301', '2026112', '202611240', 'minutes', ''])('%s names no day', (name) => {
  expect(dayNamed(name)).toBeNull()
})

test.each([
  { name: 'one moment is one day', from: '2026-11-24T00:00:00Z', to: '2026-11-24T00:00:00Z', count: 1 },
  {
    name: 'up to the last millisecond is one day',
    from: '2026-11-24T00:00:00Z',
    to: '2026-11-24T23:59:59.999Z',
    count: 1,
  },
  { name: 'up to midnight is two', from: '2026-11-24T23:59:59.999Z', to: '2026-11-25T00:00:00Z', count: 2 },
  { name: 'over the leap day are three', from: '2028-02-28T12:00:00Z', to: '2028-03-01T12:00:00Z', count: 3 },
  { name: 'all of a year that has no leap day', from: '2027-01-01T00:00:00Z', to: '2027-12-31T00:00:00Z', count: 365 },
  { name: 'all of a leap year', from: '2028-01-01T00:00:00Z', to: '2028-12-31T00:00:00Z', count: 366 },
])('$name', ({ from, to, count }) => {
  expect(daysBetween(time(from), time(to))).toHaveLength(count)
})

test.each(tables)('a day of %s goes when its last moment is too old, and not a millisecond earlier', (table) => {
  const day = time('2026-11-24T00:00:00Z')
  const goesAt = day + DAY + keptMs[table]
  expect([isOutlived(table, day, goesAt - 1), isOutlived(table, day, goesAt)]).toEqual([false, true])
})

test.each([
  { name: 'a result as old as the minutes are kept comes too late', at: -30 * DAY, taken: false },
  { name: 'one a millisecond younger is taken', at: -30 * DAY + 1, taken: true },
  { name: 'one of this moment is taken', at: 0, taken: true },
  { name: 'one of a day that is not made yet is not', at: 2 * DAY, taken: false },
])('$name', ({ at, taken }) => {
  const now = time('2026-11-24T12:00:00Z')
  expect(isTaken(now + at, now)).toBe(taken)
})
