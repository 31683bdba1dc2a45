import { expect, test } from 'vitest'
import { applyDelta } from './apply-delta.ts'
import type { DeltaMessage, IncidentView, Overview, TargetView } from './overview.ts'

const target = (id: string, status: TargetView['status']): TargetView => ({
  ...{ id, name: id, status, checkedAt: 1, intervalMs: 5000, latencyMs: 1, incidentId: null },
})
const incident = (id: string, resolvedAt: number | null): IncidentView => ({
  ...{ id, rule: 'target-down', severity: 'critical', summary: id, target: 'a', openedAt: 1, resolvedAt },
})
const before: Overview = {
  at: 1,
  status: 'up',
  groups: [{ name: 'G', targets: [target('a', 'up'), target('b', 'up')] }],
  incidents: [],
}
const delta = (change: Partial<DeltaMessage>): DeltaMessage => ({
  ...{ type: 'delta', stream: 's', seq: 2, at: 2, targets: [], incidents: [] },
  ...change,
})

test('a changed target replaces the one with its id, and the whole is told anew', () => {
  const after = applyDelta(before, delta({ targets: [target('b', 'down')] }))
  expect(after).toMatchObject({ at: 2, status: 'down' })
  expect(after.groups[0]?.targets.map(({ status }) => status)).toEqual(['up', 'down'])
})

test('an incident that opens degrades the whole; when it resolves it is gone', () => {
  const open = applyDelta(before, delta({ incidents: [incident('i', null)] }))
  expect(open.status).toBe('degraded')
  const resolved = applyDelta(open, delta({ incidents: [incident('i', 9)] }))
  expect(resolved).toMatchObject({ status: 'up', incidents: [] })
})
