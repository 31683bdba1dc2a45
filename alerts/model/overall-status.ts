import type { IncidentView, OverallStatus, TargetView } from './overview.ts'

/** One word for the whole; overview.ts has its order. */
export function overallStatus(targets: readonly TargetView[], incidents: readonly IncidentView[]): OverallStatus {
  const has = (status: TargetView['status']) => targets.some((target) => target.status === status)
  if (has('down')) return 'down'
  if (incidents.some(({ severity, resolvedAt }) => severity !== 'info' && resolvedAt === null)) return 'degraded'
  if (has('unknown') || targets.length === 0) return 'unknown'
  return has('maintenance') ? 'maintenance' : 'up'
}
