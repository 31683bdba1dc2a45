import { expect, test } from 'vitest'
import { coverageWords, shownRows, uptimesOf, uptimeWords } from './uptime.ts'

const at = 1_700_000_000_000
const minute = 60_000

test.each<{ name: string; uptime: number | null; coverage: number; says: [string, string] }>([
  { name: 'all of the time, all of it seen', uptime: 1, coverage: 1, says: ['100 %', '100 % seen'] },
  { name: 'a moment of it down is never 100 %', uptime: 0.999999, coverage: 1, says: ['99.99 %', '100 % seen'] },
  { name: 'a moment unseen is not all', uptime: 1, coverage: 0.99999, says: ['100 %', '99 % seen'] },
  { name: 'a whole share stays whole', uptime: 0.29, coverage: 0.29, says: ['29 %', '29 % seen'] },
  { name: 'a percent is told', uptime: 1, coverage: 0.01, says: ['100 %', '1 % seen'] },
  { name: 'less than a percent is not nothing', uptime: 1, coverage: 0.0099, says: ['100 %', 'under 1 % seen'] },
  { name: 'down all the time is known', uptime: 0, coverage: 1, says: ['0 %', '100 % seen'] },
  { name: 'what nobody saw is not known', uptime: null, coverage: 0, says: ['not known', 'not seen'] },
])('$name', ({ uptime, coverage, says }) => {
  expect([uptimeWords({ uptime, coverage }), coverageWords({ uptime, coverage })]).toEqual(says)
})

const told = { at, targets: [{ id: 'web', windows: { '24h': whole(), '7d': whole(), '90d': whole() } }] }

test.each<{ name: string; body: unknown; target: string; agoMs: number; labels: string[] }>([
  { name: 'a day and ninety days are shown', body: told, target: 'web', agoMs: 0, labels: ['24 hours', '90 days'] },
  { name: 'a target of no history has no rows', body: told, target: 'bot', agoMs: 0, labels: [] },
  {
    name: 'what is ten minutes old is shown',
    body: told,
    target: 'web',
    agoMs: 10 * minute,
    labels: ['24 hours', '90 days'],
  },
  { name: 'older than that is not', body: told, target: 'web', agoMs: 10 * minute + 1, labels: [] },
  {
    name: 'a window that cannot be read is left out',
    body: { at, targets: [{ id: 'web', windows: { '24h': { uptime: 'much', coverage: 1 }, '90d': whole() } }] },
    target: 'web',
    agoMs: 0,
    labels: ['90 days'],
  },
])('$name', ({ body, target, agoMs, labels }) => {
  expect(shownRows(uptimesOf(body) ?? null, target, at + agoMs).map(({ label }) => label)).toEqual(labels)
})

test.each([[undefined], [null], [{}], [{ at: 'now', targets: [] }], [{ at, targets: 'all' }]])(
  '%j is no history',
  (body) => {
    expect(uptimesOf(body)).toBeUndefined()
  },
)

function whole() {
  return { uptime: 1, coverage: 1 }
}
