import { overallStatus } from '../../alerts/model/overall-status.ts'
import type { GroupView, IncidentSeverity, IncidentView, Overview, TargetView } from '../../alerts/model/overview.ts'
import type { Target } from './target.ts'
import { statusOf, type TargetState } from './target-state.ts'

/** @param now Unix milliseconds. */
export function targetView(
  target: Target,
  state: TargetState,
  incidents: readonly IncidentView[],
  now: number,
): TargetView {
  const { id, name, intervalMs } = target
  const { checkedAt, latencyMs } = state
  const status = statusOf(state, target, now)
  return { id, name, status, checkedAt, intervalMs, latencyMs, incidentId: worstOf(id, incidents) }
}

/** What the board shows; groups and targets in the order of the targets. */
export function overviewOf(
  targets: readonly Target[],
  viewOf: (target: Target) => TargetView,
  incidents: readonly IncidentView[],
  now: number,
): Overview {
  const groups = groupsOf(targets, viewOf)
  return {
    at: now,
    status: overallStatus(
      groups.flatMap((group) => group.targets),
      incidents,
    ),
    groups,
    incidents: [...incidents],
  }
}

function groupsOf(targets: readonly Target[], viewOf: (target: Target) => TargetView): GroupView[] {
  const names = [...new Set(targets.map(({ group }) => group))]
  return names.map((name) => ({ name, targets: targets.filter(({ group }) => group === name).map(viewOf) }))
}

const bySeverity: readonly IncidentSeverity[] = ['critical', 'warning', 'info']

/** The open incident that matters most for a target. */
function worstOf(targetId: string, incidents: readonly IncidentView[]): string | null {
  const own = incidents.filter(({ target, resolvedAt }) => target === targetId && resolvedAt === null)
  for (const severity of bySeverity) {
    const first = own.find((incident) => incident.severity === severity)
    if (first !== undefined) return first.id
  }
  return null
}
