/** Times are Unix milliseconds on the sender's clock. */
export type TargetStatus = 'up' | 'down' | 'unknown' | 'maintenance'

/**
 * Of the whole, the first that holds: a target is `down`; a warning or critical incident is open (`degraded`); a target
 * is `unknown`, or there is none; a target is in `maintenance`; everything is `up`.
 */
export type OverallStatus = TargetStatus | 'degraded'

export type IncidentSeverity = 'critical' | 'warning' | 'info'

export interface TargetView {
  id: string
  name: string
  status: TargetStatus
  /** When the last check ended; null before the first. */
  checkedAt: number | null
  /** The time from one check to the next. A status older than two of these speaks no longer: it is unknown. */
  intervalMs: number
  /** Of the last check; null when it failed or took no measurable time. */
  latencyMs: number | null
  /** The open incident that this target is in, if any. */
  incidentId: string | null
}

export interface GroupView {
  name: string
  targets: TargetView[]
}

export interface IncidentView {
  id: string
  /** The id of the rule that fired. */
  rule: string
  severity: IncidentSeverity
  /** One line for people. */
  summary: string
  /** The id of a target; null when the rule is about the whole. */
  target: string | null
  openedAt: number
  /** Null while it is open. */
  resolvedAt: number | null
}

/** What the board shows at one moment. */
export interface Overview {
  /** When the probe said so. Long ago when no probe can be reached. */
  at: number
  status: OverallStatus
  groups: GroupView[]
  /** The open ones; recently resolved ones may follow. */
  incidents: IncidentView[]
}

interface StreamPlace {
  /** Names one unbroken numbering; another name means that nothing before it counts. */
  stream: string
  seq: number
  /** When the sender made the message. For a snapshot this is when it was sent, however old the overview is. */
  at: number
}

export interface SnapshotMessage extends StreamPlace {
  type: 'snapshot'
  overview: Overview
}

/** Follows the message with `seq - 1`. Targets and incidents are whole: each replaces the one with its id. */
export interface DeltaMessage extends StreamPlace {
  type: 'delta'
  targets: TargetView[]
  /** Changed ones; a resolved one comes once more, with `resolvedAt`. */
  incidents: IncidentView[]
}

export type BoardMessage = SnapshotMessage | DeltaMessage
