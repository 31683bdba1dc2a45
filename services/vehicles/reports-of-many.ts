import { type Failure, failure, type OnlineSource, type Outcome } from './model/outcome.ts'
import { isLasting, noneAnswered } from './model/replies.ts'
import type { Vin } from './model/vin.ts'
import type { RunLater } from './online/decoder.ts'
import type { GuardedDecoder } from './online/guard.ts'
import { createPauses } from './pauses.ts'
import { cacheKey, type DecodedReport, type Found, type ReportsDeps, reportOf, type Terms } from './reports.ts'

/** Of distinct VINs; every one gets a report, but for the last ones of what was not paid. */
export type FindReports = (
  vins: readonly Vin[],
  order: readonly OnlineSource[],
  terms: Terms,
) => Promise<Map<Vin, Found>>

/** For all online decoders of a batch together: 20 requests to vPIC, some at a time. */
export const batchBudgetMs = 10_000
const requestsAtOnce = 4

/**
 * Reports of many vehicles. Online only the first decoder that takes many VINs in one request is asked: auto.dev has no
 * such request, and 1,000 single ones would use up a month of its smallest plan.
 */
export function createFindReports(deps: ReportsDeps): FindReports {
  return async (vins, wanted, { forceRefresh, pay, giveBack }) => {
    const decoder = wanted
      .flatMap((name) => deps.online.filter((online) => online.name === name))
      .find(({ many }) => many !== undefined)
    const order = decoder === undefined ? [] : [decoder.name]
    const found = forceRefresh ? new Map<Vin, Found>() : await recall(vins, order, deps)
    const unknown = vins.filter((vin) => !found.has(vin))
    const paid = unknown.length === 0 ? [] : unknown.slice(0, await pay(unknown.length))
    const outcomes = decoder === undefined ? undefined : await askAll(decoder, paid, deps.later)
    const fresh = await decodeAll(paid, decoder?.name, outcomes, deps)
    const stopgaps = [...fresh.values()].filter(({ isStopgap }) => isStopgap).length
    if (stopgaps > 0) await giveBack(stopgaps)
    return new Map([...found, ...fresh])
  }
}

/**
 * The cache's client sends questions that are asked at once as one. A thousand reports are five megabytes: too much for
 * the deadline of one call, and then the cache would not be asked at all for a while.
 */
const cachedAtOnce = 100

async function recall(vins: readonly Vin[], order: readonly OnlineSource[], { cache }: ReportsDeps) {
  const found = new Map<Vin, Found>()
  const pause = createPauses()
  for (const part of partsOf(vins, cachedAtOnce)) {
    const known = await Promise.all(part.map((vin) => cache.get(cacheKey(vin, order))))
    for (const [place, vin] of part.entries()) {
      const report = known[place]
      if (report) found.set(vin, { ...report, cached: true })
    }
    await pause()
  }
  return found
}

/** @returns what came within the budget. */
async function askAll({ many }: GuardedDecoder, vins: readonly Vin[], later: RunLater): Promise<Map<Vin, Outcome>> {
  const outcomes = new Map<Vin, Outcome>()
  if (many === undefined || vins.length === 0) return outcomes
  const spent = Promise.withResolvers<void>()
  const callOff = later(batchBudgetMs, spent.resolve)
  const parts = partsOf(vins, many.mostAtOnce)[Symbol.iterator]()
  let isOver = false
  const worker = async () => {
    for (const part of parts) {
      if (isOver) return
      const answer = await many.ask(part)
      for (const vin of part) outcomes.set(vin, outcomeOf(vin, answer))
    }
  }
  await Promise.race([Promise.all(Array.from({ length: requestsAtOnce }, worker)), spent.promise])
  isOver = true
  callOff()
  return new Map(outcomes)
}

function outcomeOf(vin: Vin, answer: Failure | { kind: 'many'; byVin: ReadonlyMap<Vin, Outcome> }): Outcome {
  return answer.kind === 'failure' ? answer : (answer.byVin.get(vin) ?? failure('malformed'))
}

function partsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size))
}

/** Those that are kept are in the cache when it resolves, if the cache takes any. */
async function decodeAll(
  vins: readonly Vin[],
  source: OnlineSource | undefined,
  outcomes: ReadonlyMap<Vin, Outcome> | undefined,
  { offline, cache, now }: ReportsDeps,
): Promise<Map<Vin, Found>> {
  const fresh = new Map<Vin, Found>()
  const order = source === undefined ? [] : [source]
  const pause = createPauses()
  for (const part of partsOf(vins, cachedAtOnce)) {
    const lasting: [Vin, DecodedReport][] = []
    for (const vin of part) {
      const replies = order.map((name) => ({ source: name, outcome: outcomes?.get(vin) }))
      const decoded: DecodedReport = { report: reportOf(offline.decode(vin, now()), replies), decodedAt: now() }
      if (isLasting(replies)) lasting.push([vin, decoded])
      fresh.set(vin, { ...decoded, cached: false, isStopgap: noneAnswered(replies) })
      await pause()
    }
    await Promise.all(lasting.map(([vin, decoded]) => cache.set(cacheKey(vin, order), decoded)))
  }
  return fresh
}
