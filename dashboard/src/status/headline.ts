import type { IncidentView, OverallStatus, TargetStatus } from '../../../alerts/model/overview.ts'

/** A target by its name and the status that may still be shown. */
export interface Shown {
  name: string
  status: TargetStatus
}

export interface Headline {
  status: OverallStatus
  text: string
}

/** The one line that answers "is it up?". */
export function headlineOf(targets: readonly Shown[], incidents: readonly IncidentView[]): Headline {
  const status = overallStatus(targets, incidents)
  return { status, text: wordsFor(status, targets, incidents) }
}

/** Of the whole, by the order that `OverallStatus` tells. */
export function overallStatus(
  targets: readonly Pick<Shown, 'status'>[],
  incidents: readonly IncidentView[],
): OverallStatus {
  const some = (status: TargetStatus): boolean => targets.some((target) => target.status === status)
  if (some('down')) return 'down'
  if (harmful(incidents).length > 0) return 'degraded'
  if (targets.length === 0 || some('unknown')) return 'unknown'
  return some('maintenance') ? 'maintenance' : 'up'
}

function harmful(incidents: readonly IncidentView[]): IncidentView[] {
  return incidents.filter(({ severity, resolvedAt }) => resolvedAt === null && severity !== 'info')
}

function wordsFor(status: OverallStatus, targets: readonly Shown[], incidents: readonly IncidentView[]): string {
  const names = targets.filter((target) => target.status === status).map(({ name }) => name)
  const all = targets.length
  switch (status) {
    case 'down':
      return `${subject(names, all)} down`
    case 'degraded':
      return incidentWords(harmful(incidents).length)
    case 'unknown':
      return names.length === all ? 'Nothing is known right now' : `${subject(names, all)} unknown`
    case 'maintenance':
      return `${subject(names, all)} in maintenance`
    case 'up':
      return 'Everything is up'
  }
}

function incidentWords(count: number): string {
  return `Nothing is known to be down, but ${count === 1 ? 'one incident is' : `${count} incidents are`} open`
}

function subject(names: readonly string[], all: number): string {
  const [first, second] = names
  if (names.length === all && all > 1) return 'Everything is'
  if (names.length === 1) return `${first} is`
  return names.length === 2 ? `${first} and ${second} are` : `${names.length} of ${all} parts are`
}
