import { overallStatus } from './overall-status.ts'
import type { DeltaMessage, IncidentView, Overview } from './overview.ts'

/** The overview after a delta: whole targets and incidents replace those with their ids; resolved ones go. */
export function applyDelta(overview: Overview, { at, targets, incidents }: DeltaMessage): Overview {
  const changed = new Map(targets.map((target) => [target.id, target]))
  const groups = overview.groups.map((group) => ({
    ...group,
    targets: group.targets.map((target) => changed.get(target.id) ?? target),
  }))
  const open = openAfter(overview.incidents, incidents)
  return {
    at,
    status: overallStatus(
      groups.flatMap((group) => group.targets),
      open,
    ),
    groups,
    incidents: open,
  }
}

function openAfter(known: readonly IncidentView[], changed: readonly IncidentView[]): IncidentView[] {
  const byId = new Map([...known, ...changed].map((incident) => [incident.id, incident]))
  return [...byId.values()].filter(({ resolvedAt }) => resolvedAt === null)
}
