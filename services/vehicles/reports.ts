import type { NamedCache } from '../../platform/cache.ts'
import type { Clock } from '../../platform/clock.ts'
import { mergeReports } from './model/merge.ts'
import type { OnlineSource } from './model/outcome.ts'
import { answersIn, isLasting, noneAnswered, type Reply } from './model/replies.ts'
import type { Report } from './model/report.ts'
import type { Vin } from './model/vin.ts'
import { askInOrder } from './online/ask-in-order.ts'
import type { RunLater } from './online/decoder.ts'
import type { GuardedDecoder } from './online/guard.ts'
import type { OfflineDecoder } from './vpic/decoder.ts'

export interface DecodedReport {
  report: Report
  /** Unix milliseconds. */
  decodedAt: number
}

export interface Found extends DecodedReport {
  /** It was known before this question. */
  cached: boolean
  /** Online decoders were wanted and none answered: it is not kept, and not worth a payment. */
  isStopgap?: boolean
  /** Resolves when the cache has it, or did not take it: whoever asks after that does not pay again. */
  kept?: Promise<void>
}

export interface ReportsDeps {
  offline: OfflineDecoder
  online: readonly GuardedDecoder[]
  cache: NamedCache<DecodedReport>
  now: Clock
  later: RunLater
}

/** Asked with how many reports must be decoded; answers how many of them may be. */
export type Pay = (lookups: number) => Promise<number>

export type GiveBack = (lookups: number) => Promise<void>

export interface Terms {
  /** The cache is not asked, only told. */
  forceRefresh: boolean
  /** What is in the cache costs nothing, and nobody pays for it. */
  pay: Pay
  giveBack: GiveBack
}

export type FindReport = (vin: Vin, order: readonly OnlineSource[], terms: Terms) => Promise<Found | 'unpaid'>

/** A question, with all who came with it before it was decoded. */
interface Question {
  askers: number
  decoding: Promise<Found> | undefined
}

/**
 * Reports out of the cache, else decoded anew: once for all who ask the same, though each of them pays. Only lasting
 * ones are kept.
 */
export function createFindReport(deps: ReportsDeps): FindReport {
  const open = new Map<string, Question>()
  const close = (key: string, question: Question) => {
    if (open.get(key) === question) open.delete(key)
  }

  async function find(vin: Vin, order: readonly OnlineSource[], terms: Terms, question: Question) {
    const key = cacheKey(vin, order)
    const known = terms.forceRefresh ? null : await deps.cache.get(key)
    if (known !== null) return { ...known, cached: true }
    if ((await terms.pay(1)) < 1) return 'unpaid'
    question.decoding ??= decodeAnew(vin, order, deps).finally(() => close(key, question))
    const found = await question.decoding
    if (found.isStopgap) await terms.giveBack(1)
    return found
  }

  return async (vin, order, terms) => {
    const key = cacheKey(vin, order)
    const question = open.get(key) ?? { askers: 0, decoding: undefined }
    open.set(key, question)
    question.askers += 1
    try {
      return await find(vin, order, terms, question)
    } finally {
      question.askers -= 1
      if (question.askers === 0) close(key, question)
    }
  }
}

/**
 * Each order of decoders has entries of its own. So a question that prefers a decoder is not answered with what
 * others said, two preferences do not undo each other, and nothing of an order that was set before is told.
 */
export function cacheKey(vin: Vin, order: readonly OnlineSource[]): string {
  return [vin, ...order].join(':')
}

/** What the online decoders replied and the offline one knows, as one report. */
export function reportOf(offline: Report, replies: readonly Reply[]): Report {
  return replies.length === 0 ? offline : mergeReports(offline, answersIn(replies), noneAnswered(replies))
}

async function decodeAnew(vin: Vin, order: readonly OnlineSource[], deps: ReportsDeps): Promise<Found> {
  const { cache, now } = deps
  const offline = deps.offline.decode(vin, now())
  const keep = (replies: readonly Reply[]): Found => {
    const decoded = { report: reportOf(offline, replies), decodedAt: now() }
    const found = { ...decoded, cached: false, isStopgap: noneAnswered(replies) }
    return isLasting(replies) ? { ...found, kept: cache.set(cacheKey(vin, order), decoded) } : found
  }
  const asked = askInOrder(inOrder(order, deps.online), vin, deps.later)
  const replies = await asked.inTime
  void asked.inTheEnd.then((late) => {
    if (late.some((reply, place) => reply !== replies[place])) keep(late)
  })
  return keep(replies)
}

function inOrder(order: readonly OnlineSource[], online: readonly GuardedDecoder[]): GuardedDecoder[] {
  return order.flatMap((name) => online.filter((decoder) => decoder.name === name))
}
