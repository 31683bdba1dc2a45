import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { LookupMetrics } from './metrics.ts'
import type { OnlineSource } from './model/outcome.ts'
import type { Report, Source } from './model/report.ts'
import { parseVin, type RejectedVin, type Vin } from './model/vin.ts'
import { createPauses } from './pauses.ts'
import type { FindReport, Found, GiveBack, Pay, Terms } from './reports.ts'
import type { FindReports } from './reports-of-many.ts'
import type { VehicleStore } from './store.ts'
import { inTime } from './store-in-time.ts'
import type { OfflineDecoder } from './vpic/decoder.ts'

/** A report with what storing it added. `id` is null when the database was out. */
export type Vehicle = { id: number | null } & Report & { decoded_at: string }

export type LookupAnswer =
  /** `cached`: nothing was decoded for it. */
  | { ok: true; vehicle: Vehicle; cached?: boolean }
  | { ok: false; rejected: RejectedVin; suggestions: readonly Vin[] }
  /** It is a VIN, and `pay` did not pay for it. */
  | { ok: false; unpaid: true }

export interface LookupOptions {
  /** Who looks it up; null for a visitor. */
  account: string | null
  /** Decode anew, and replace what is cached. */
  forceRefresh?: boolean | undefined
  /** The decoder to ask first; `offline` asks no other. */
  preferredService?: Source | undefined
  /**
   * Asked once, before anything is decoded, and only about VINs that are not in the cache: how many of them may be
   * decoded, the first ones in order. All may when it is left out.
   */
  pay?: Pay | undefined
  /** Told how many were paid for and got a stopgap: no online decoder that was wanted answered, and the next time it costs. */
  giveBack?: GiveBack | undefined
}

/** @param input what a person typed. */
export type LookUp = (input: string, options: LookupOptions) => Promise<LookupAnswer>
/** One answer for each of at most 1,000 inputs, in their order. @throws {RangeError} for more. */
export type LookUpMany = (inputs: readonly string[], options: LookupOptions) => Promise<LookupAnswer[]>

export interface LookupDeps {
  decoder: Pick<OfflineDecoder, 'suggest'>
  /** The online decoders to ask. */
  orderFor: (preferred?: Source) => readonly OnlineSource[]
  findReport: FindReport
  store: Pick<VehicleStore, 'save'>
  metrics: LookupMetrics
  now: Clock
  log: Log
}

export const mostInputs = 1_000
/** Of a batch, so many different texts that are no VIN get suggestions, a millisecond each: more are no list with slips. */
const mostSuggestedFor = 100

/** The order of the steps: read the VIN, find its report, store. The store is not needed for an answer. */
export function createLookup(deps: LookupDeps): LookUp {
  return async (input, options) => {
    const startedAt = performance.now()
    const parsed = parseVin(input)
    if (!parsed.ok) return reject(parsed, deps)
    const found = await deps.findReport(parsed.vin, deps.orderFor(options.preferredService), termsOf(options))
    if (found === 'unpaid') return unpaid
    const saved = inTime([found], (all) => deps.store.save(all, options.account), deps.log)
    const [ids] = await Promise.all([saved, found.kept])
    const seconds = (performance.now() - startedAt) / 1000
    deps.metrics.duration.observe({ source: sourceOf(found) }, seconds)
    return accept(found, ids, deps)
  }
}

/** The same steps for many at once; a VIN that comes twice is decoded and stored once. */
export function createLookupOfMany(deps: LookupDeps & { findReports: FindReports }): LookUpMany {
  return async (inputs, options) => {
    if (inputs.length > mostInputs) throw new RangeError(`at most ${mostInputs} VINs were wanted`)
    const parsed = inputs.map(parseVin)
    const vins = new Set(parsed.flatMap((one) => (one.ok ? [one.vin] : [])))
    const found = await deps.findReports([...vins], deps.orderFor(options.preferredService), termsOf(options))
    const ids = await inTime([...found.values()], (all) => deps.store.save(all, options.account), deps.log)
    const pause = createPauses()
    const rejecting = { ...deps, decoder: { suggest: suggestForSome(deps) } }
    const answers: LookupAnswer[] = []
    for (const one of parsed) {
      const report = one.ok ? found.get(one.vin) : undefined
      if (!one.ok) answers.push(reject(one, rejecting))
      else answers.push(report === undefined ? unpaid : accept(report, ids, deps))
      await pause()
    }
    return answers
  }
}

/** Nothing twice, and nothing for what comes after enough of them. */
function suggestForSome({ decoder }: Pick<LookupDeps, 'decoder'>): OfflineDecoder['suggest'] {
  const known = new Map<string, Vin[]>()
  return (typed, now) => {
    const suggestions = known.get(typed) ?? (known.size < mostSuggestedFor ? decoder.suggest(typed, now) : [])
    if (known.size < mostSuggestedFor) known.set(typed, suggestions)
    return suggestions
  }
}

const unpaid: LookupAnswer = { ok: false, unpaid: true }

function termsOf({
  forceRefresh = false,
  pay = async (lookups) => lookups,
  giveBack = async () => {},
}: LookupOptions): Terms {
  return { forceRefresh, pay, giveBack }
}

function reject(rejected: RejectedVin, { decoder, metrics, now }: LookupDeps): LookupAnswer {
  metrics.lookups.inc({ source: 'offline', outcome: 'rejected' })
  return { ok: false, rejected, suggestions: decoder.suggest(rejected.typed, now()) }
}

function accept(found: Found, ids: ReadonlyMap<string, number>, { metrics }: LookupDeps): LookupAnswer {
  const { report, decodedAt, cached } = found
  metrics.lookups.inc({ source: sourceOf(found), outcome: report.make === null ? 'unknown_maker' : 'found' })
  const id = ids.get(report.vin) ?? null
  return { ok: true, vehicle: { id, ...report, decoded_at: new Date(decodedAt).toISOString() }, cached }
}

function sourceOf({ cached, report }: Found): Source | 'cache' {
  return cached ? 'cache' : report.source
}
