import { type Labels, labelValue } from '../../metrics/model/labels.ts'
import type { IncidentSeverity, IncidentView } from './overview.ts'
import type { Rule } from './rule.ts'
import type { Verdict } from './verdict.ts'

export type Phase = 'inactive' | 'pending' | 'firing'

/** `superseded`: another incident of the same rule and labels speaks for it from now on. */
export type Ending = 'recovered' | 'instance-gone' | 'rule-removed' | 'superseded'

/** One course of a rule over one label set, from its first breach to its end. Times are Unix milliseconds. */
export interface Incident {
  readonly id: string
  readonly rule: string
  readonly labels: Labels
  /** Of the leader that began it; with `ordinal` it tells two outages of one rule apart. */
  readonly epoch: number
  readonly ordinal: number
  /** Grows by one with each change of phase. */
  readonly version: number
  readonly phase: Phase
  /** When the phase began, less the time in which nothing was known. */
  readonly since: number
  /** The last evaluation. */
  readonly seen: number
  /** The last breach, less the time in which nothing was known. */
  readonly lastBreach: number
  /** When it fired; null before. */
  readonly openedAt: number | null
  readonly resolvedAt: number | null
  readonly ending: Ending | null
  readonly severity: IncidentSeverity
  readonly target: string | null
  readonly summary: string
}

/** Turns a text that names one thing into its short id; equal texts give equal ids. */
export type Hash = (text: string) => string

export function beginIncident(rule: Rule, labels: Labels, place: Place, now: number): Incident {
  const { epoch, ordinal, hash } = place
  return {
    id: hash(JSON.stringify(['incident', rule.id, labels.key, epoch, ordinal])),
    rule: rule.id,
    labels,
    epoch,
    ordinal,
    version: 0,
    phase: 'inactive',
    since: now,
    seen: now,
    lastBreach: now,
    openedAt: null,
    resolvedAt: null,
    ending: null,
    severity: rule.severity,
    target: rule.target ?? (labelValue(labels, 'target') || null),
    summary: '',
  }
}

interface Place {
  epoch: number
  ordinal: number
  hash: Hash
}

/**
 * Moves an incident by one evaluation of its rule.
 *
 * A breach must last `rule.forMs` to fire and stay away for `rule.keepFiringMs` to resolve, so one lost check neither
 * pages nor closes anything. Time in which nothing was known counts for neither: it is taken out of both clocks.
 *
 * @param now Unix milliseconds; a clock that went back re-bases the incident and counts as time in which nothing was known.
 * @returns the next state, or `incident` itself when nothing changed.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function advance(incident: Incident, verdict: Verdict, rule: Rule, now: number): Incident {
  if (verdict === 'unknown') return withoutGap(incident, now)
  const based = now < incident.seen ? withoutGap(incident, now) : incident
  return verdict === 'breached' ? onBreach(based, rule, now) : onClear(based, rule, now)
}

function onBreach(incident: Incident, { forMs }: Rule, now: number): Incident {
  const moment = { seen: now, lastBreach: now }
  switch (incident.phase) {
    case 'inactive':
      return enter(incident, forMs === 0 ? 'firing' : 'pending', moment)
    case 'pending':
      return now - incident.since >= forMs ? enter(incident, 'firing', moment) : { ...incident, ...moment }
    case 'firing':
      return { ...incident, ...moment }
  }
}

function onClear(incident: Incident, { keepFiringMs }: Rule, now: number): Incident {
  const moment = { seen: now, lastBreach: incident.lastBreach }
  switch (incident.phase) {
    case 'inactive':
      return incident
    case 'pending':
      return enter(incident, 'inactive', moment)
    case 'firing':
      return now - incident.lastBreach >= keepFiringMs
        ? enter(incident, 'inactive', moment)
        : { ...incident, ...moment }
  }
}

/** Takes the time since the last evaluation out of both clocks: nothing is known about it. */
export function withoutGap(incident: Incident, now: number): Incident {
  const gap = now - incident.seen
  if (gap === 0 || incident.phase === 'inactive') return incident
  return { ...incident, since: incident.since + gap, lastBreach: incident.lastBreach + gap, seen: now }
}

/** Ends an open incident for another reason than its rule being clear. */
export function endIncident(incident: Incident, ending: Ending, now: number): Incident {
  const ended = enter(incident, 'inactive', { seen: now, lastBreach: incident.lastBreach })
  return { ...ended, ending }
}

/** When time alone may move the incident next: Unix milliseconds, or null when only another verdict does. */
export function dueAt({ phase, since, seen, lastBreach }: Incident, { forMs, keepFiringMs }: Rule): number | null {
  if (phase === 'inactive') return null
  const due = phase === 'pending' ? since + forMs : lastBreach + keepFiringMs
  return due > seen ? due : null
}

export function isOpen({ phase }: Incident): boolean {
  return phase === 'firing'
}

/** What the board shows of an incident that has opened. */
export function viewOf({ id, rule, severity, summary, target, openedAt, resolvedAt }: Incident): IncidentView {
  return { id, rule, severity, summary, target, openedAt: openedAt ?? 0, resolvedAt }
}

function enter(incident: Incident, phase: Phase, moment: { seen: number; lastBreach: number }): Incident {
  const wasOpen = incident.phase === 'firing'
  return {
    ...incident,
    ...moment,
    phase,
    version: incident.version + 1,
    since: moment.seen,
    openedAt: phase === 'firing' ? moment.seen : incident.openedAt,
    resolvedAt: wasOpen ? moment.seen : incident.resolvedAt,
    ending: wasOpen ? 'recovered' : incident.ending,
  }
}
