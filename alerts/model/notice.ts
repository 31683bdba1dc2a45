import { type Hash, type Incident, isOpen } from './incident.ts'
import type { IncidentSeverity } from './overview.ts'

/** Why a chat is told. */
export type NoticeKind = 'opened' | 'resolved'

/** The one end of a notice. */
export type End =
  | { readonly kind: 'delivered'; readonly at: number; readonly messageId: number }
  | { readonly kind: 'merged'; readonly at: number; readonly into: string }
  | { readonly kind: 'suppressed' | 'receiver-gone'; readonly at: number; readonly why: string }

/** A message about an incident for one chat. Times are Unix milliseconds. */
export interface Notice {
  readonly id: string
  readonly incidentId: string
  /** The incident's, when it caused the notice. */
  readonly version: number
  readonly kind: NoticeKind
  /** Counts reminders and escalations of one version; 0 is the first. */
  readonly step: number
  /** As it was when the notice was made; the chat may have moved since. */
  readonly chat: number
  readonly topic: number | null
  readonly severity: IncidentSeverity
  /** HTML. */
  readonly text: string
  /** One line of HTML for a message about many notices. */
  readonly line: string
  readonly createdAt: number
  /** The order in which notices were made. */
  readonly seq: number
  /** When the first failed check ended, or the nearest to it that is known. */
  readonly detectedAt: number
  readonly end: End | null
}

export interface Receiver {
  readonly chat: number
  readonly topic: number | null
}

export interface Wording {
  readonly text: string
  readonly line: string
  readonly detectedAt: number
}

interface Making {
  readonly hash: Hash
  readonly now: number
  /** Of the first notice made. */
  readonly firstSeq: number
}

/** The notices that an incident's present version causes, one for each receiver; the same ones however often it is asked. */
export function noticesFor(
  incident: Incident,
  kind: NoticeKind,
  receivers: readonly Receiver[],
  wording: Wording,
  { hash, now, firstSeq }: Making,
): Notice[] {
  const { id: incidentId, version, severity } = incident
  return receivers.map(({ chat, topic }, index) => ({
    id: hash(JSON.stringify(['notice', incidentId, version, kind, 0, chat, topic])),
    incidentId,
    version,
    kind,
    step: 0,
    chat,
    topic,
    severity,
    ...wording,
    createdAt: now,
    seq: firstSeq + index,
    end: null,
  }))
}

/** Whether the chat has read it: by itself, or as a line of another message. */
export function wasTold({ end }: Notice): boolean {
  return end?.kind === 'delivered' || end?.kind === 'merged'
}

export function ended(notice: Notice, end: End): Notice {
  return { ...notice, end }
}

/**
 * Why a notice that waits has nothing to say any more; null when it has.
 * Only for one that surely did not reach its chat: who may have read "opened" must read "resolved" as well.
 *
 * @param whyUnwanted why its chat does not want to be told, by now; null when it does.
 */
export function whyPointless({ kind }: Notice, incident: Incident, whyUnwanted: string | null): string | null {
  if (kind !== 'opened') return null
  if (!isOpen(incident)) return 'the incident was over before the chat was told'
  return whyUnwanted
}

/** Resolved goes first, then critical, then the rest; within each in the order in which they were made. */
export function compareUrgency(a: Notice, b: Notice): number {
  return rankOf(a) - rankOf(b) || a.seq - b.seq
}

function rankOf({ kind, severity }: Notice): number {
  if (kind === 'resolved') return 0
  return severity === 'critical' ? 1 : 2
}
