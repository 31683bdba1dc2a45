import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from './history-result.ts'
import { planWindows, type Seen, uptimeOf, uptimesOf, windows } from './uptime.ts'

const noon = Date.parse('2026-11-24T12:00:00Z')
const kept = 30 * DAY

test.each<{ name: string; seen: Seen[]; uptime: number | null; coverage: number }>([
  { name: 'nothing seen is no uptime, not 100 %', seen: [], uptime: null, coverage: 0 },
  { name: 'unknown all the time is no uptime either', seen: [{ upMs: 0, downMs: 0 }], uptime: null, coverage: 0 },
  { name: 'up all the time', seen: [{ upMs: HOUR, downMs: 0 }], uptime: 1, coverage: 1 },
  { name: 'down all the time', seen: [{ upMs: 0, downMs: HOUR }], uptime: 0, coverage: 1 },
  {
    name: 'up a quarter and down a quarter, half unknown',
    seen: [{ upMs: HOUR / 4, downMs: HOUR / 4 }],
    uptime: 0.5,
    coverage: 0.5,
  },
  { name: 'up whenever somebody looked', seen: [{ upMs: 1, downMs: 0 }], uptime: 1, coverage: 1 / HOUR },
  {
    name: 'of two locations one saw it down: times are added up',
    seen: [
      { upMs: HOUR, downMs: 0 },
      { upMs: 0, downMs: HOUR },
    ],
    uptime: 0.5,
    coverage: 1,
  },
  {
    name: 'as much is covered as the location covers that saw most',
    seen: [
      { upMs: HOUR / 2, downMs: 0 },
      { upMs: HOUR / 4, downMs: 0 },
    ],
    uptime: 1,
    coverage: 0.5,
  },
  { name: 'no more than all is covered', seen: [{ upMs: 2 * HOUR, downMs: 0 }], uptime: 1, coverage: 1 },
])('$name', ({ seen, uptime, coverage }) => {
  expect(uptimeOf(seen, HOUR)).toEqual({ uptime, coverage })
})

/** How often each minute of a time is told by the plan. */
function tellersOf(minute: number, plan: ReturnType<typeof planWindows>): number {
  const hour = Math.floor(minute / HOUR) * HOUR
  const byHour = hour >= plan.hours.from && hour < plan.hours.to && !plan.cutHours.includes(hour)
  const byMinutes = plan.minutes.filter(({ from, to }) => minute >= from && minute < to).length
  return Number(byHour) + byMinutes
}

test.each([
  { name: 'at a full hour', to: noon },
  { name: 'a minute after it', to: noon + MINUTE },
  { name: 'a minute before it', to: noon - MINUTE },
  { name: 'at midnight', to: Date.parse('2026-11-24T00:00:00Z') },
  { name: 'on the leap day', to: Date.parse('2028-02-29T23:59:00Z') },
  { name: 'a year after the leap day', to: Date.parse('2029-02-28T00:01:00Z') },
])('$name every minute of every window is in exactly one row', ({ to }) => {
  const plan = planWindows(to, kept)
  const [first = 0] = plan.edges
  for (let minute = first; minute < to; minute += MINUTE) if (tellersOf(minute, plan) !== 1) expect.fail(`${minute}`)
  expect(tellersOf(to, plan)).toBe(0)
})

test('no row of an hour lies on both sides of an edge', () => {
  const { edges, hours, cutHours } = planWindows(noon + 17 * MINUTE, kept)
  const isCut = (edge: number) => cutHours.includes(Math.floor(edge / HOUR) * HOUR)
  for (const edge of edges) expect(edge % HOUR === 0 || isCut(edge)).toBe(true)
  expect(hours.to).toBe(noon)
})

test('windows that begin where minutes are kept are exact; longer ones begin with their hour', () => {
  const to = noon + 17 * MINUTE
  const lengths = planWindows(to, kept).edges.map((edge) => to - edge)
  expect(lengths.reverse()).toEqual([DAY, 7 * DAY, 30 * DAY, 90 * DAY + 17 * MINUTE, 365 * DAY + 17 * MINUTE])
})

test('a window has what all segments since its start have', () => {
  const plan = planWindows(noon, kept)
  const day = { upMs: DAY, downMs: 0 }
  const year = { upMs: 0, downMs: 275 * DAY }
  const told = uptimesOf(
    [
      new Map([
        [0, year],
        [4, day],
      ]),
    ],
    plan,
  )
  expect(windows.map(({ name }) => [name, told[name].uptime])).toEqual([
    ['24h', 1],
    ['7d', 1],
    ['30d', 1],
    ['90d', 1],
    ['365d', 1 / 276],
  ])
  expect(told['24h'].coverage).toBe(1)
  expect(told['7d'].coverage).toBeCloseTo(1 / 7)
  expect(told['365d'].coverage).toBeCloseTo(276 / 365)
})
