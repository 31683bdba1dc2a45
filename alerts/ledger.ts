import type { Labels } from '../metrics/model/labels.ts'
import { type Change, noChange, together } from './model/change.ts'
import { endIncident, type Hash, type Incident, isOpen, withoutGap } from './model/incident.ts'
import {
  type End,
  ended,
  type Notice,
  noticesFor,
  type Receiver,
  type Wording,
  wasTold,
  whyPointless,
} from './model/notice.ts'
import { deriveSubscriptions, type Fact, receiversOf, type Subscriptions, whyUnwanted } from './model/subscription.ts'
import { createNoticeBook } from './notice-book.ts'

/** What was kept from an earlier life. */
export interface Kept extends Change {
  /** Notices whose request may have been written: whether their chat has read them is not known. */
  readonly inDoubt: readonly string[]
}

export interface LedgerDeps {
  /** Of this leader. Incidents that it begins are told apart by it. */
  epoch: number
  /** Counted on from here. */
  ordinal: number
  hash: Hash
  now: () => number
  /** What a chat is told when its incident is over. */
  resolvedWording: (incident: Incident) => Wording
}

/**
 * What is going on: incidents, notices without an end, who is told. In memory, changed at once and by one step at a time;
 * each method that changes something returns the change to be kept.
 */
export function createLedger({ epoch, ordinal, hash, now, resolvedWording }: LedgerDeps) {
  const live = new Map<string, Incident>()
  const incidents = new Map<string, Incident>()
  const book = createNoticeBook()
  const facts = new Map<string, Fact>()
  const over = new Set<string>()
  const wordings = new Map<string, Wording>()
  let subscriptions: Subscriptions = deriveSubscriptions([])
  let nextOrdinal = ordinal
  let nextSeq = 1

  function put(change: Change): Change {
    for (const incident of change.incidents) {
      incidents.set(incident.id, incident)
      const key = keyOf(incident.rule, incident.labels)
      if (isOpen(incident)) live.set(key, incident)
      else if (live.get(key)?.id === incident.id) live.delete(key)
    }
    change.notices.forEach(book.put)
    for (const fact of change.facts) facts.set(fact.id, fact)
    if (change.facts.length > 0) subscriptions = deriveSubscriptions([...facts.values()])
    forgetSettled(change)
    return change
  }

  /** An incident is forgotten when it is over and all its notices have ended. */
  function forgetSettled(change: Change): void {
    const touched = [...change.incidents.map(({ id }) => id), ...change.notices.map(({ incidentId }) => incidentId)]
    for (const id of new Set(touched)) {
      const incident = incidents.get(id)
      if (!incident || isOpen(incident) || book.about(id).some(({ end }) => end === null)) continue
      incidents.delete(id)
      wordings.delete(id)
      over.add(id)
      book.forget(id)
    }
  }

  function make(incident: Incident, kind: Notice['kind'], receivers: readonly Receiver[], wording: Wording): Notice[] {
    const made = noticesFor(incident, kind, receivers, wording, { hash, now: now(), firstSeq: nextSeq })
    nextSeq += made.length
    return made
  }

  /** Ends what waits and has nothing to say any more; what may have been read stays. */
  function endPointless(candidates: readonly Notice[]): Change {
    const ends = candidates.flatMap((notice) => {
      const incident = incidents.get(notice.incidentId)
      if (notice.end !== null || book.isInDoubt(notice.id) || !incident) return []
      const why = whyPointless(notice, incident, whyUnwanted(subscriptions.of(notice.chat), incident.severity))
      return why === null ? [] : [ended(notice, { kind: 'suppressed', at: now(), why })]
    })
    return put({ ...noChange, notices: ends })
  }

  /** Resolved notices for those who were told that it opened, and only for them. */
  function owed(incident: Incident, told: readonly Notice[]): Notice[] {
    if (isOpen(incident) || incident.resolvedAt === null) return []
    const receivers = told.filter((notice) => notice.kind === 'opened' && wasTold(notice))
    return make(incident, 'resolved', receivers, resolvedWording(incident)).filter(({ id }) => !book.has(id))
  }

  /** An incident is over: who was told is told, what still waited is not told any more. */
  function resolved(incident: Incident): Change {
    const before = book.about(incident.id)
    const transition = put({ incidents: [incident], notices: owed(incident, before), facts: [] })
    return together(transition, endPointless(before))
  }

  /** What is over in this life does not come back, however old the news. */
  function unknownOf(kept: Kept): Change {
    const isNew = ({ id }: Incident) => !incidents.has(id) && !over.has(id)
    const fresh = kept.incidents.filter(isNew).map((incident) => withoutGap(incident, now()))
    const ids = new Set(fresh.map(({ id }) => id))
    const about = kept.notices.filter(({ incidentId }) => ids.has(incidentId))
    nextSeq = Math.max(nextSeq, ...about.map(({ seq }) => seq + 1))
    return { incidents: fresh, notices: about, facts: kept.facts.filter(({ id }) => !facts.has(id)) }
  }

  /** For those who turn out to want it, and were not told when it opened. */
  function lateNotices(incident: Incident, before: Subscriptions): Notice[] {
    const { id, severity } = incident
    const wording = wordings.get(id)
    if (wording === undefined) return []
    const isLate = ({ chat }: Receiver) => whyUnwanted(before.of(chat), severity) !== null
    const receivers = receiversOf(subscriptions, severity).filter(isLate)
    return make(incident, 'opened', receivers, wording).filter((notice) => !book.has(notice.id))
  }

  return {
    get subscriptions(): Subscriptions {
      return subscriptions
    },
    get ordinal(): number {
      return nextOrdinal
    },

    knows: (factId: string): boolean => facts.has(factId),
    incident: (id: string): Incident | undefined => incidents.get(id),
    open: (): Incident[] => [...incidents.values()].filter(isOpen),
    waiting: book.waiting,
    sendable: book.sendable,
    isInDoubt: book.isInDoubt,

    /** The course of a rule over a label set, if one is under way. */
    course: (rule: string, labels: Labels): Incident | undefined => live.get(keyOf(rule, labels)),
    courses: (): Incident[] => [...live.values()],
    /** Where the next incident stands in the order of all. */
    nextPlace: () => ({ epoch, ordinal: nextOrdinal++, hash }),
    /** A step that is not worth keeping: the clocks of a course, a course that never fired. */
    follow(incident: Incident): void {
      const key = keyOf(incident.rule, incident.labels)
      if (incident.phase === 'inactive') live.delete(key)
      else live.set(key, incident)
      if (incidents.has(incident.id)) incidents.set(incident.id, incident)
    },

    /** An incident has fired: everyone who wants to hear of its severity is told. */
    opened(incident: Incident, wording: Wording): Change {
      wordings.set(incident.id, wording)
      const made = make(incident, 'opened', receiversOf(subscriptions, incident.severity), wording)
      return put({ incidents: [incident], notices: made, facts: [] })
    },

    resolved,

    /** The notices are on disk, or cannot be; from now on they may be sent. */
    release(made: readonly Notice[]): void {
      book.release(made)
    },

    /** A request that carries them is about to be written. */
    beginSend(sent: readonly Notice[]): void {
      book.doubt(sent.map(({ id }) => id))
    },

    /** They surely did not reach their chat, in this request. */
    notSent(sent: readonly Notice[]): Change {
      book.trust(sent.map(({ id }) => id))
      return endPointless(sent)
    },

    settle(sent: readonly Notice[], endOf: (notice: Notice) => End): Change {
      const settled = sent.map((notice) => ended(notice, endOf(notice)))
      const due = settled.flatMap((notice) => {
        const incident = incidents.get(notice.incidentId)
        return incident ? owed(incident, [notice]) : []
      })
      return put({ incidents: [], notices: [...settled, ...due], facts: [] })
    },

    /** Adds what was not known yet. Notices that no longer have a receiver end. */
    learn(learned: readonly Fact[]): Change {
      const added = learned.filter(({ id }) => !facts.has(id))
      const change = put({ ...noChange, facts: added })
      return together(change, added.length > 0 ? endPointless(book.waiting()) : noChange)
    },

    /**
     * Takes over what was kept: at the start, or later, when it could not be read before. The time since then counts as
     * unknown. Who turns out to be subscribed is told what opened meanwhile, as far as it is wanted.
     *
     * @returns what is new, and what follows from it.
     */
    adopt(kept: Kept): { adopted: Change; follows: Change } {
      const before = subscriptions
      const own = [...incidents.values()].filter(isOpen)
      const adopted = put(unknownOf(kept))
      book.doubt(kept.inDoubt)
      for (const incident of own) live.set(keyOf(incident.rule, incident.labels), incident)
      const isSuperseded = (one: Incident) => isOpen(one) && live.get(keyOf(one.rule, one.labels))?.id !== one.id
      const superseded = adopted.incidents.filter(isSuperseded)
      const follows = together(
        endPointless(adopted.notices),
        ...superseded.map((one) => resolved(endIncident(one, 'superseded', now()))),
        put({ ...noChange, notices: own.flatMap((one) => lateNotices(one, before)) }),
      )
      return { adopted, follows }
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>

function keyOf(rule: string, labels: Labels): string {
  return `${rule.length}:${rule}${labels.key}`
}
