import { expect, test } from 'vitest'
import type { TargetView } from '../alerts/model/overview.ts'
import type { HistoryResult } from '../metrics/model/history-result.ts'
import { createHistoryNotes } from './keep-history.ts'

const view = (over: Partial<TargetView>): TargetView => ({
  ...{ id: 'web', name: 'Web', status: 'up', checkedAt: 10, intervalMs: 5000, latencyMs: 7, incidentId: null },
  ...over,
})

function notesOf(views: readonly TargetView[]): HistoryResult[] {
  const kept: HistoryResult[] = []
  const note = createHistoryNotes((result) => kept.push(result), 'fra')
  views.forEach(note)
  return kept
}

test('a check is told with where and when it was, and what it came to', () => {
  expect(notesOf([view({})])).toEqual([
    { target: 'web', location: 'fra', at: 10, intervalMs: 5000, outcome: 'up', latencyMs: 7 },
  ])
})

test.each<{ name: string; views: TargetView[]; ats: number[] }>([
  { name: 'a target that was never checked is not told', views: [view({ checkedAt: null })], ats: [] },
  {
    name: 'a view that comes again for another reason is told once',
    views: [view({}), view({ incidentId: 'i' })],
    ats: [10],
  },
  { name: 'a target that is overdue is not told again', views: [view({}), view({ status: 'unknown' })], ats: [10] },
  { name: 'the next check is told', views: [view({}), view({ checkedAt: 11 })], ats: [10, 11] },
  { name: 'two targets of one moment are both told', views: [view({}), view({ id: 'api' })], ats: [10, 10] },
])('$name', ({ views, ats }) => {
  expect(notesOf(views).map(({ at }) => at)).toEqual(ats)
})

test.each<{ name: string; status: TargetView['status']; outcome: HistoryResult['outcome'] }>([
  { name: 'up is up', status: 'up', outcome: 'up' },
  { name: 'down is down', status: 'down', outcome: 'down' },
  { name: 'unknown is neither', status: 'unknown', outcome: 'unknown' },
  { name: 'maintenance is neither', status: 'maintenance', outcome: 'unknown' },
])('$name', ({ status, outcome }) => {
  expect(notesOf([view({ status })])[0]?.outcome).toBe(outcome)
})
