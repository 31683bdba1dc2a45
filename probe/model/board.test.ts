import { expect, test } from 'vitest'
import type { IncidentView } from '../../alerts/model/overview.ts'
import { overviewOf, targetView } from './board.ts'
import type { Target } from './target.ts'
import { unseen } from './target-state.ts'

const target = (id: string, group: string): Target => ({
  ...{ id, name: id.toUpperCase(), group, intervalMs: 5000, timeoutMs: 4000, graceMs: 30_000 },
  check: { kind: 'tcp', host: 'secret-host.internal', port: 1 },
})
const incident = (id: string, more: Partial<IncidentView> = {}): IncidentView => ({
  ...{ id, rule: 'r', severity: 'warning', summary: 's', target: 'bot', openedAt: 1, resolvedAt: null },
  ...more,
})
const up = { checkedAt: 1000, seen: 'up', failuresInARow: 0, latencyMs: 3, hasPassed: true } as const

test('groups and targets stand in the order of the file, each group once', () => {
  const targets = [target('web', 'B'), target('bot', 'A'), target('api', 'B')]
  const { groups } = overviewOf(targets, (each) => targetView(each, unseen, [], 0), [], 0)
  expect(groups.map(({ name, targets }) => [name, targets.map(({ id }) => id)])).toEqual([
    ['B', ['web', 'api']],
    ['A', ['bot']],
  ])
})

test('the board names no host and no error', () => {
  const overview = overviewOf([target('bot', 'A')], (each) => targetView(each, up, [], 1500), [], 1500)
  expect(JSON.stringify(overview)).not.toContain('secret-host')
  expect(overview.groups[0]?.targets).toEqual([
    { id: 'bot', name: 'BOT', status: 'up', checkedAt: 1000, intervalMs: 5000, latencyMs: 3, incidentId: null },
  ])
})

test.each<{ name: string; incidents: IncidentView[]; id: string | null }>([
  { name: 'no incident', incidents: [], id: null },
  { name: 'one of another target', incidents: [incident('a', { target: 'web' })], id: null },
  { name: 'one of the whole', incidents: [incident('a', { target: null })], id: null },
  { name: 'a resolved one', incidents: [incident('a', { resolvedAt: 2 })], id: null },
  { name: 'its open one', incidents: [incident('a')], id: 'a' },
  {
    name: 'the worst of several',
    incidents: [incident('a', { severity: 'info' }), incident('b'), incident('c', { severity: 'critical' })],
    id: 'c',
  },
])('a target shows $name', ({ incidents, id }) => {
  expect(targetView(target('bot', 'A'), up, incidents, 1500).incidentId).toBe(id)
})
