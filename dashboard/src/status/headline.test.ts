import { expect, test } from 'vitest'
import { overallStatus as serversAnswer } from '../../../alerts/model/overall-status.ts'
import type { IncidentView, OverallStatus, TargetStatus, TargetView } from '../../../alerts/model/overview.ts'
import { headlineOf, overallStatus } from './headline.ts'

const incident = (change: Partial<IncidentView> = {}): IncidentView => ({
  id: 'i',
  rule: 'pool-high',
  severity: 'warning',
  summary: 'the pool is nearly used up',
  target: null,
  openedAt: 1,
  resolvedAt: null,
  ...change,
})
const names = ['Web', 'Bot', 'Cache', 'Telegram']

test.each<{
  name: string
  statuses: TargetStatus[]
  incidents?: IncidentView[]
  status: OverallStatus
  text: string
}>([
  { name: 'all up', statuses: ['up', 'up'], status: 'up', text: 'Everything is up' },
  { name: 'one down is named', statuses: ['up', 'down'], status: 'down', text: 'Bot is down' },
  { name: 'two down are named', statuses: ['down', 'up', 'down'], status: 'down', text: 'Web and Cache are down' },
  { name: 'more are counted', statuses: ['down', 'down', 'down', 'up'], status: 'down', text: '3 of 4 parts are down' },
  { name: 'all down', statuses: ['down', 'down'], status: 'down', text: 'Everything is down' },
  { name: 'the only one down is named', statuses: ['down'], status: 'down', text: 'Web is down' },
  { name: 'down outweighs unknown', statuses: ['unknown', 'down'], status: 'down', text: 'Bot is down' },
  { name: 'one unknown is never green', statuses: ['up', 'unknown'], status: 'unknown', text: 'Bot is unknown' },
  { name: 'all unknown', statuses: ['unknown', 'unknown'], status: 'unknown', text: 'Nothing is known right now' },
  { name: 'nothing watched is unknown', statuses: [], status: 'unknown', text: 'Nothing is known right now' },
  {
    name: 'maintenance is told',
    statuses: ['up', 'maintenance'],
    status: 'maintenance',
    text: 'Bot is in maintenance',
  },
  {
    name: 'unknown outweighs maintenance',
    statuses: ['unknown', 'maintenance'],
    status: 'unknown',
    text: 'Web is unknown',
  },
  {
    name: 'an open incident while all are up',
    statuses: ['up', 'up'],
    incidents: [incident()],
    status: 'degraded',
    text: 'Nothing is known to be down, but one incident is open',
  },
  {
    name: 'several of them',
    statuses: ['up', 'unknown'],
    incidents: [incident(), incident({ severity: 'critical' })],
    status: 'degraded',
    text: 'Nothing is known to be down, but 2 incidents are open',
  },
  {
    name: 'a resolved one changes nothing',
    statuses: ['up'],
    incidents: [incident({ resolvedAt: 2 })],
    status: 'up',
    text: 'Everything is up',
  },
  {
    name: 'an info changes nothing',
    statuses: ['up'],
    incidents: [incident({ severity: 'info' })],
    status: 'up',
    text: 'Everything is up',
  },
  {
    name: 'down outweighs an incident',
    statuses: ['down', 'up'],
    incidents: [incident()],
    status: 'down',
    text: 'Web is down',
  },
])('$name', ({ statuses, incidents = [], status, text }) => {
  const targets = statuses.map((each, index) => ({ name: names[index] ?? '', status: each }))
  expect(headlineOf(targets, incidents)).toEqual({ status, text })
})

test('page and server have the same word for the whole', () => {
  const every: TargetStatus[] = ['up', 'down', 'unknown', 'maintenance']
  const mixes = [[], ...every.map((one) => [one]), ...every.flatMap((one) => every.map((other) => [one, other]))]
  const incidents = [[], [incident()], [incident({ severity: 'info' })], [incident({ resolvedAt: 2 })]]
  for (const mix of mixes) {
    for (const open of incidents) {
      const targets = mix.map(targetThatIs)
      expect(overallStatus(targets, open), mix.join()).toBe(serversAnswer(targets, open))
    }
  }
})

function targetThatIs(status: TargetStatus): TargetView {
  return { id: status, name: status, status, checkedAt: 1, intervalMs: 1, latencyMs: null, incidentId: null }
}
