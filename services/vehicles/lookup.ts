import type { NamedCache } from '../../platform/cache.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { LookupMetrics } from './metrics.ts'
import type { Report } from './model/report.ts'
import { parseVin, type RejectedVin, type Vin } from './model/vin.ts'
import type { VehicleStore } from './store.ts'
import type { OfflineDecoder } from './vpic/decoder.ts'

/** A report with what storing it added. `id` is null when the database was out. */
export type Vehicle = { id: number | null } & Report & { decoded_at: string }

export type LookupAnswer =
  | { ok: true; vehicle: Vehicle }
  | { ok: false; rejected: RejectedVin; suggestions: readonly Vin[] }

export interface LookupOptions {
  /** Who looks it up; null for a visitor. */
  account: string | null
  /** Decode anew, and replace what is cached. */
  forceRefresh?: boolean
}

/** @param input what a person typed. */
export type LookUp = (input: string, options: LookupOptions) => Promise<LookupAnswer>

export interface DecodedReport {
  report: Report
  /** Unix milliseconds. */
  decodedAt: number
}

export interface LookupDeps {
  decoder: OfflineDecoder
  cache: NamedCache<DecodedReport>
  store: VehicleStore
  metrics: LookupMetrics
  now: Clock
  log: Log
}

/** A lookup waits this long for its row; the row may still come after the answer. */
const storeWithinMs = 800

/** The order of the steps: read the VIN, ask the cache, decode, store. Neither store is needed for an answer. */
export function createLookup(deps: LookupDeps): LookUp {
  return async (input, { account, forceRefresh = false }) => {
    const startedAt = performance.now()
    const parsed = parseVin(input)
    if (!parsed.ok) {
      deps.metrics.lookups.inc({ source: 'offline', outcome: 'rejected' })
      return { ok: false, rejected: parsed, suggestions: deps.decoder.suggest(parsed.typed, deps.now()) }
    }
    const { report, decodedAt, source } = await decode(parsed.vin, forceRefresh, deps)
    const id = await saveInTime(() => deps.store.save(report, account, decodedAt), deps.log)
    deps.metrics.lookups.inc({ source, outcome: report.make === null ? 'unknown_maker' : 'found' })
    deps.metrics.duration.observe({ source }, (performance.now() - startedAt) / 1000)
    return { ok: true, vehicle: { id, ...report, decoded_at: new Date(decodedAt).toISOString() } }
  }
}

async function decode(vin: Vin, forceRefresh: boolean, { decoder, cache, now }: LookupDeps) {
  let source = 'cache'
  const fresh = async (): Promise<DecodedReport> => {
    const report = decoder.decode(vin, now())
    source = report.source
    return { report, decodedAt: now() }
  }
  if (forceRefresh) {
    const decoded = await fresh()
    void cache.set(vin, decoded)
    return { ...decoded, source }
  }
  return { ...(await cache.remember(vin, fresh)), source }
}

/** @returns null when the database did not take it in time. */
async function saveInTime(save: () => Promise<number>, log: Log): Promise<number | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), storeWithinMs)
  const saved = save().catch((error) => {
    log.warn({ err: error }, 'a lookup could not be stored')
    return null
  })
  return Promise.race([saved, late.promise]).finally(() => clearTimeout(timer))
}
