import { type Cache, vinReportTtlSeconds } from '../../platform/cache.ts'
import type { Database } from '../../platform/postgres/pool.ts'
import type { Ground } from '../../platform/process.ts'
import { createAutodev } from './autodev.ts'
import { createLookup, createLookupOfMany, type LookUp, type LookUpMany } from './lookup.ts'
import { createDecoderMetrics, createLookupMetrics } from './metrics.ts'
import { decoderOrder } from './model/decoder-order.ts'
import type { Source } from './model/report.ts'
import { createNhtsa } from './nhtsa.ts'
import type { RunLater } from './online/decoder.ts'
import { type GuardedDecoder, guard } from './online/guard.ts'
import { createFindReport, type DecodedReport } from './reports.ts'
import { createFindReports } from './reports-of-many.ts'
import { createVehicleStore } from './store.ts'
import { createOfflineDecoder, type OfflineDecoder } from './vpic/decoder.ts'
import { loadVpicIndex } from './vpic/index-file.ts'

/** Grows when reports change their shape or their data, so that no process reads what another version cached. */
export const cacheName = 'vin-reports-2'

export interface Lookups {
  lookUp: LookUp
  lookUpMany: LookUpMany
  /** What the lookups validate with; its data are in memory once. */
  decoder: OfflineDecoder
  /** Ends the questions to online decoders that are under way. */
  close(): void
}

type LookupGround = Pick<Ground, 'registry' | 'now' | 'log'> & {
  config: Pick<Ground['config'], 'decoder' | 'autodevKey' | 'autodevUrl' | 'nhtsaUrl'>
  /** Tests own the time and the chance. */
  later?: RunLater
  random?: () => number
}

/** The lookups as web and bot both use them; loads the vehicle data, about 0.3 s. */
export async function openLookup(ground: LookupGround, stores: { database: Database; cache: Cache }): Promise<Lookups> {
  const { config, registry, now, log, later = runLater } = ground
  const offline = createOfflineDecoder(await loadVpicIndex())
  const online = openOnline({ ...ground, later })
  const cache = stores.cache.of<DecodedReport>(cacheName, { ttlSeconds: vinReportTtlSeconds })
  const reports = { offline, online, cache, now, later }
  const settings = { service: config.decoder, hasAutodevKey: config.autodevKey !== null }
  const deps = {
    decoder: offline,
    orderFor: (preferred?: Source) => decoderOrder(settings, preferred),
    findReport: createFindReport(reports),
    findReports: createFindReports(reports),
    store: createVehicleStore(stores.database),
    metrics: createLookupMetrics(registry),
    now,
    log,
  }
  return {
    lookUp: createLookup(deps),
    lookUpMany: createLookupOfMany(deps),
    decoder: offline,
    close() {
      for (const decoder of online) decoder.close()
    },
  }
}

function openOnline({ config, registry, now, log, later, random = Math.random }: LookupGround & { later: RunLater }) {
  const { autodevKey, autodevUrl, nhtsaUrl } = config
  const keeping = { now, later, random, metrics: createDecoderMetrics(registry), log }
  const nhtsa = createNhtsa({ url: nhtsaUrl, now })
  const decoders = autodevKey === null ? [nhtsa] : [createAutodev({ url: autodevUrl, key: autodevKey, now }), nhtsa]
  return decoders.map((decoder): GuardedDecoder => guard(decoder, keeping))
}

/** The process may end while it waits. */
function runLater(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}
