import type { FastifyRequest } from 'fastify'
import type { Clock } from '../../platform/clock.ts'
import type { App } from '../../platform/http.ts'
import type { Charging } from '../accounts/pay-for.ts'
import type { Lookups } from '../vehicles/open.ts'
import type { CallerOf } from './caller.ts'
import { createLookupLimits, type PerMinute } from './lookup-limits.ts'
import { batchRoutes } from './routes/batch.ts'
import { decodeRoutes } from './routes/decode.ts'

export interface LookupRoutesDeps {
  callerOf: CallerOf
  addressOf: (request: FastifyRequest) => string
  lookups: Pick<Lookups, 'lookUp' | 'lookUpMany'>
  quota: Charging
  now: Clock
  /** Null where callers are trusted. */
  perMinute: PerMinute | null
}

/** One VIN or many to vehicles: paid by the caller's account, limited by the minute. */
export async function lookupRoutes(app: App, { lookups, perMinute, ...deps }: LookupRoutesDeps): Promise<void> {
  const limits = perMinute === null ? null : createLookupLimits({ ...deps, perMinute })
  await decodeRoutes(app, { ...deps, lookUp: lookups.lookUp, limit: limits?.decode ?? null })
  await batchRoutes(app, { ...deps, lookUpMany: lookups.lookUpMany, limit: limits?.batch ?? null })
}
