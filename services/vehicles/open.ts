import { type Cache, vinReportTtlSeconds } from '../../platform/cache.ts'
import type { Database } from '../../platform/postgres/pool.ts'
import type { Ground } from '../../platform/process.ts'
import { createLookup, type DecodedReport, type LookUp } from './lookup.ts'
import { createLookupMetrics } from './metrics.ts'
import { createVehicleStore } from './store.ts'
import { createOfflineDecoder } from './vpic/decoder.ts'
import { loadVpicIndex } from './vpic/index-file.ts'

/** Grows when reports change their shape or their data, so that no process reads what another version cached. */
const cacheName = 'vin-reports-1'

/** The lookup as web and bot both use it; loads the vehicle data, about 0.3 s. */
export async function openLookup(
  { registry, now, log }: Pick<Ground, 'registry' | 'now' | 'log'>,
  stores: { database: Database; cache: Cache },
): Promise<LookUp> {
  return createLookup({
    decoder: createOfflineDecoder(await loadVpicIndex()),
    cache: stores.cache.of<DecodedReport>(cacheName, { ttlSeconds: vinReportTtlSeconds }),
    store: createVehicleStore(stores.database),
    metrics: createLookupMetrics(registry),
    now,
    log,
  })
}
