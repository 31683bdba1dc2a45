import { labelsOf } from '../metrics/model/labels.ts'
import type { Incident } from './model/incident.ts'
import type { End, Notice } from './model/notice.ts'
import type { Fact, Want } from './model/subscription.ts'

/** Postgres takes neither NUL nor half a character. */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint as ${column}`

/** With an open course, or with a notice that still waits. */
export const openIncidents = `
  select id, rule, labels, severity, target, summary, epoch, ordinal, version, phase, ${ms('since')}, ${ms('opened_at')},
         ${ms('resolved_at')}, ending
    from incidents i
   where resolved_at is null or exists (select from notices n where n.incident_id = i.id and n.outcome is null)`

export interface IncidentRow {
  id: string
  rule: string
  labels: Record<string, string>
  severity: Incident['severity']
  target: string | null
  summary: string
  epoch: number
  ordinal: number
  version: number
  phase: Incident['phase']
  since: number
  opened_at: number
  resolved_at: number | null
  ending: Incident['ending']
}

/** What the clocks of the course stood at is not in the database: they begin anew. */
export function toIncident({ labels, opened_at, resolved_at, ...row }: IncidentRow): Incident {
  const { since } = row
  return {
    ...row,
    labels: labelsOf(labels),
    seen: since,
    lastBreach: since,
    openedAt: opened_at,
    resolvedAt: resolved_at,
  }
}

export const noticeColumns = `id, incident_id, version, kind, step, chat, topic, severity, text, line, seq, ${ms('created_at')},
  ${ms('detected_at')}, outcome, reason, merged_into, message_id, ${ms('settled_at')}`

export interface NoticeRow {
  id: string
  incident_id: string
  version: number
  kind: Notice['kind']
  step: number
  chat: number
  topic: number | null
  severity: Notice['severity']
  text: string
  line: string
  seq: number
  created_at: number
  detected_at: number
  outcome: End['kind'] | null
  reason: string | null
  merged_into: string | null
  message_id: number | null
  settled_at: number | null
}

export function fromNotice(notice: Notice): NoticeRow {
  const { incidentId, createdAt, detectedAt, end, ...rest } = notice
  return {
    ...rest,
    incident_id: incidentId,
    created_at: createdAt,
    detected_at: detectedAt,
    outcome: end?.kind ?? null,
    reason: end && 'why' in end ? clean(end.why) : null,
    merged_into: end?.kind === 'merged' ? end.into : null,
    message_id: end?.kind === 'delivered' ? end.messageId : null,
    settled_at: end?.at ?? null,
  }
}

export function toNotice(row: NoticeRow): Notice {
  const { id, version, kind, step, chat, topic, severity, text, line, seq } = row
  const times = { createdAt: row.created_at, detectedAt: row.detected_at }
  return {
    id,
    incidentId: row.incident_id,
    version,
    kind,
    step,
    chat,
    topic,
    severity,
    text,
    line,
    seq,
    ...times,
    end: endOf(row),
  }
}

function endOf({ outcome, reason, merged_into, message_id, settled_at }: NoticeRow): End | null {
  const at = settled_at ?? 0
  switch (outcome) {
    case null:
      return null
    case 'delivered':
      return { kind: outcome, at, messageId: message_id ?? 0 }
    case 'merged':
      return { kind: outcome, at, into: merged_into ?? '' }
    default:
      return { kind: outcome, at, why: reason ?? '' }
  }
}

export const factColumns = `id, verb, chat, chat_type, severity, moved_to, by_whom, ${ms('at')}`

export interface FactRow {
  id: string
  verb: Fact['verb']
  chat: number
  chat_type: 'private' | 'group' | 'supergroup' | 'channel' | null
  severity: Want | null
  moved_to: number | null
  by_whom: string
  at: number
}

export function toFact({ id, verb, chat, chat_type, severity, moved_to, by_whom, at }: FactRow): Fact {
  const base = { id, chat, at, by: by_whom }
  const narrowed = severity === null ? {} : { severity }
  if (verb === 'subscribe') return { ...base, verb, chatType: chat_type ?? 'private', ...narrowed }
  return verb === 'move' ? { ...base, verb, to: moved_to ?? chat } : { ...base, verb }
}
