import type { Database, Queryable } from '../platform/postgres/pool.ts'
import type { Kept } from './ledger.ts'
import type { Change } from './model/change.ts'
import type { Incident } from './model/incident.ts'
import type { Notice } from './model/notice.ts'
import type { Fact } from './model/subscription.ts'
import {
  clean,
  type FactRow,
  factColumns,
  fromNotice,
  type IncidentRow,
  type NoticeRow,
  noticeColumns,
  openIncidents,
  toFact,
  toIncident,
  toNotice,
} from './store-rows.ts'

/** `stale`: another leader has moved one of the incidents on; its state was left as it is, the rest was stored. */
type Stored = 'stored' | 'stale'

/** Where the truth rests. Both methods throw DatabaseError. */
export interface AlertStore {
  /** All of a change or nothing. A change that was stored before changes nothing. */
  save(change: Change): Promise<Stored>
  /**
   * Open incidents, notices that wait, everything told about either, and who is subscribed.
   * Whether a notice that waits was sent, only the disk that is lost could tell: all of them are in doubt.
   */
  read(): Promise<Kept>
}

/** @param leaderEpoch rows that a later leader wrote are left alone. */
export function createAlertStore(database: Pick<Database, 'transaction'>, leaderEpoch: number): AlertStore {
  return {
    save: (change) =>
      database.transaction(async (within) => {
        let outcome: Stored = 'stored'
        for (const incident of change.incidents) {
          if (!(await saveIncident(within, incident, leaderEpoch))) outcome = 'stale'
        }
        await saveNotices(within, change.notices, leaderEpoch)
        await saveFacts(within, change.facts)
        return outcome
      }),
    read: () =>
      database.transaction(async (within) => {
        const incidents = await within.query<IncidentRow>(openIncidents)
        const ids = incidents.map(({ id }) => id)
        const notices = await within.query<NoticeRow>(
          `select ${noticeColumns} from notices where incident_id = any($1)`,
          [ids],
        )
        const facts = await within.query<FactRow>(`select ${factColumns} from subscription_facts`)
        return {
          incidents: incidents.map(toIncident),
          notices: notices.map(toNotice),
          facts: facts.map(toFact),
          inDoubt: notices.filter(({ outcome }) => outcome === null).map(({ id }) => id),
        }
      }),
  }
}

/** Moves the row on by one version. @returns false when another leader moved it first. */
async function saveIncident(within: Queryable, incident: Incident, leaderEpoch: number): Promise<boolean> {
  const { id, rule, severity, target, summary, epoch, ordinal, version, phase, since, openedAt, resolvedAt, ending } =
    incident
  const labels = JSON.stringify(
    Object.fromEntries(incident.labels.pairs.map(([name, value]) => [clean(name), clean(value)])),
  )
  const moved = await within.query(
    `insert into incidents (id, rule, labels, severity, target, summary, epoch, ordinal, version, leader_epoch, phase,
                            since, opened_at, resolved_at, ending)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9, $10, $11, ${time(12)}, ${time(13)}, ${time(14)}, $15)
     on conflict (id) do update
       set version = excluded.version, leader_epoch = excluded.leader_epoch, phase = excluded.phase, since = excluded.since,
           resolved_at = excluded.resolved_at, ending = excluded.ending
     where incidents.version = excluded.version - 1 and incidents.leader_epoch <= excluded.leader_epoch
     returning id`,
    [
      id,
      clean(rule),
      labels,
      severity,
      target && clean(target),
      summary,
      epoch,
      ordinal,
      version,
      leaderEpoch,
      phase,
      since,
      openedAt,
      resolvedAt,
      ending,
    ],
  )
  return moved.length === 1 || (await hasMoved(within, incident, leaderEpoch))
}

/** Nothing moved: the change was stored before and the answer was lost, or another leader went ahead. */
async function hasMoved(within: Queryable, { id, version }: Incident, leaderEpoch: number): Promise<boolean> {
  const [row] = await within.query<{ version: number; leader_epoch: number }>(
    'select version, leader_epoch from incidents where id = $1',
    [id],
  )
  return row !== undefined && row.version >= version && row.leader_epoch <= leaderEpoch
}

/** A notice that has an end keeps it. */
async function saveNotices(within: Queryable, notices: readonly Notice[], leaderEpoch: number): Promise<void> {
  if (notices.length === 0) return
  await within.query(
    `insert into notices (id, incident_id, version, kind, step, chat, topic, severity, text, line, seq, created_at,
                          detected_at, leader_epoch, outcome, reason, merged_into, message_id, settled_at)
     select id, incident_id, version, kind, step, chat, topic, severity, text, line, seq, to_timestamp(created_at / 1000.0),
            to_timestamp(detected_at / 1000.0), $2, outcome, reason, merged_into, message_id, to_timestamp(settled_at / 1000.0)
       from jsonb_to_recordset($1::jsonb) as given (id text, incident_id text, version integer, kind text, step integer,
            chat bigint, topic bigint, severity text, text text, line text, seq bigint, created_at bigint, detected_at bigint,
            outcome text, reason text, merged_into text, message_id bigint, settled_at bigint)
     on conflict (id) do update
       set outcome = excluded.outcome, reason = excluded.reason, merged_into = excluded.merged_into,
           message_id = excluded.message_id, settled_at = excluded.settled_at, leader_epoch = excluded.leader_epoch
     where notices.outcome is null and excluded.outcome is not null`,
    [JSON.stringify(lastOfEach(notices).map(fromNotice)), leaderEpoch],
  )
}

async function saveFacts(within: Queryable, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) {
    const { id, verb, chat, by, at } = fact
    const { chatType = null, severity = null } = fact.verb === 'subscribe' ? fact : {}
    const movedTo = fact.verb === 'move' ? fact.to : null
    await within.query(
      `insert into subscription_facts (id, verb, chat, chat_type, severity, moved_to, by_whom, at)
       values ($1, $2, $3, $4, $5, $6, $7, ${time(8)}) on conflict (id) do nothing`,
      [id, verb, chat, chatType, severity, movedTo, by, at],
    )
  }
}

/** One statement must not touch a row twice. */
function lastOfEach(notices: readonly Notice[]): Notice[] {
  return [...new Map(notices.map((notice) => [notice.id, notice])).values()]
}

/** A parameter of Unix milliseconds. */
function time(parameter: number): string {
  return `to_timestamp($${parameter}::float8 / 1000.0)`
}
