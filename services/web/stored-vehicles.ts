import type { Cache } from '../../platform/cache.ts'
import type { App } from '../../platform/http.ts'
import type { Database } from '../../platform/postgres/pool.ts'
import type { Ground } from '../../platform/process.ts'
import { createVehicleListing } from '../vehicles/listing.ts'
import { createPlatformStats } from '../vehicles/platform-stats.ts'
import { createVehicleStats } from '../vehicles/stats.ts'
import type { CallerOf } from './caller.ts'
import { type StatsRouteDeps, statsRoutes } from './routes/stats.ts'
import { type VehicleRouteDeps, vehicleRoutes } from './routes/vehicles.ts'

/** What was looked up, as both servers tell it. */
export type StoredVehicles = Omit<VehicleRouteDeps & StatsRouteDeps, 'callerOf'>

export function openStoredVehicles(
  { now, log }: Pick<Ground, 'now' | 'log'>,
  { database, cache }: { database: Database; cache: Cache },
): StoredVehicles {
  const count = createVehicleStats(database)
  const ofPlatform = createPlatformStats({ count, cache, now, log })
  return { listing: createVehicleListing(database), count, ofPlatform, now }
}

export async function storedVehicleRoutes(app: App, deps: StoredVehicles & { callerOf: CallerOf }): Promise<void> {
  await vehicleRoutes(app, deps)
  await statsRoutes(app, deps)
}
