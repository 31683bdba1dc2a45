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
}

export interface ReportsDeps {
  offline: OfflineDecoder
  online: readonly GuardedDecoder[]
  cache: NamedCache<DecodedReport>
  now: Clock
  later: RunLater
}

/** With `forceRefresh` the cache is not asked, only told. */
export type FindReport = (vin: Vin, order: readonly OnlineSource[], forceRefresh: boolean) => Promise<Found>

/** A question under way, with all who ask it. */
interface Running {
  found: Promise<Found>
  /** One of them wants it decoded, whatever the cache has. */
  mustDecode: boolean
}

/** Reports out of the cache, else decoded anew, once for all who ask the same. Only lasting ones are kept. */
export function createFindReport(deps: ReportsDeps): FindReport {
  const all = new Map<string, Running>()

  async function find(vin: Vin, order: readonly OnlineSource[], own: Pick<Running, 'mustDecode'>): Promise<Found> {
    const key = cacheKey(vin, order)
    try {
      const known = own.mustDecode ? null : await deps.cache.get(key)
      if (known !== null && !own.mustDecode) return { ...known, cached: true }
      return await decodeAnew(vin, order, deps)
    } finally {
      all.delete(key)
    }
  }

  return (vin, order, forceRefresh) => {
    const key = cacheKey(vin, order)
    const running = all.get(key)
    if (running !== undefined) {
      running.mustDecode ||= forceRefresh
      return running.found
    }
    const own = { mustDecode: forceRefresh }
    const found = find(vin, order, own)
    all.set(key, Object.assign(own, { found }))
    return found
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
  const keep = (replies: readonly Reply[]): DecodedReport => {
    const decoded = { report: reportOf(offline, replies), decodedAt: now() }
    if (isLasting(replies)) void cache.set(cacheKey(vin, order), decoded)
    return decoded
  }
  const asked = askInOrder(inOrder(order, deps.online), vin, deps.later)
  const replies = await asked.inTime
  void asked.inTheEnd.then((late) => {
    if (late.some((reply, place) => reply !== replies[place])) keep(late)
  })
  return { ...keep(replies), cached: false }
}

function inOrder(order: readonly OnlineSource[], online: readonly GuardedDecoder[]): GuardedDecoder[] {
  return order.flatMap((name) => online.filter((decoder) => decoder.name === name))
}
