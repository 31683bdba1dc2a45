import { Registry } from 'prom-client'
import type { Overview } from '../../alerts/model/overview.ts'
import type { UptimeAnswer } from '../../metrics/history.ts'
import { createCache } from '../../platform/cache.ts'
import { readConfig } from '../../platform/config/read.ts'
import { startRedisGateway } from '../../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../../platform/embedded/redis-store.ts'
import { type App, listen } from '../../platform/http.ts'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, isUnavailable } from '../../platform/postgres/pool.ts'
import { silentReporter } from '../../platform/sentry.ts'
import { openAccounts } from '../../services/accounts/open.ts'
import { createSessionStore } from '../../services/accounts/session-store.ts'
import { createLoginLinks } from '../../services/accounts/sessions.ts'
import { openLookup } from '../../services/vehicles/open.ts'
import { publicCallerRoutes } from '../../services/web/caller-routes.ts'
import type { Live } from '../../services/web/live.ts'
import { lookupsPerMinute } from '../../services/web/lookup-limits.ts'
import { lookupRoutes } from '../../services/web/lookup-routes.ts'
import { openapiRoutes } from '../../services/web/openapi.ts'
import { createPublicServer } from '../../services/web/public.ts'
import { statusRoutes } from '../../services/web/routes/status.ts'
import { statusHistoryRoutes } from '../../services/web/routes/status-history.ts'
import { vinRoutes } from '../../services/web/routes/vin.ts'
import { openStoredVehicles, storedVehicleRoutes } from '../../services/web/stored-vehicles.ts'
import { createHandClock } from './hand-clock.ts'

export type ApiServer = Awaited<ReturnType<typeof startApiServer>>

export const dashboardSecret = 'the secret of the dashboard, 32 characters or more'

interface Wishes {
  /** What the probe says; null: it was never reached. */
  overview?: Overview | null
  uptimes?: UptimeAnswer | null
  publicUrl?: string
  /** Routes beside those of the API. */
  more?: (app: App) => void
}

/** The public API as web serves it, on a clock that goes by hand, without online decoders. */
export async function startApiServer(databaseUrl: string, wishes: Wishes = {}) {
  const clock = createHandClock(Date.parse('2026-11-24T12:00:00Z'))
  const { now, later } = clock
  const { overview = null, uptimes = null, publicUrl, more } = wishes
  const registry = new Registry()
  const log = silentLog
  const gateway = await startGateway(now)
  const cache = createCache({ ...gateway, service: 'web', registry, log, clock: now })
  const database = createDatabase({ url: databaseUrl, service: 'web', max: 4, registry, log })
  const config = readConfig({ DEFAULT_DECODER_SERVICE: 'offline', ...(publicUrl && { PUBLIC_URL: publicUrl }) }, 'web')
  const accounts = openAccounts({ registry, now, log }, { database, secret: 'j'.repeat(32) })
  const lookups = await openLookup({ config, registry, now, log, later, random: () => 0 }, { database, cache })
  const stored = openStoredVehicles({ now, log }, { database, cache })
  const live: Live = { join: () => {}, overview: () => overview, readers: () => 0, close: async () => {} }
  const app = await createPublicServer({
    ...{ config, log, errors: silentReporter, registry, isUnavailable },
    async routes(server) {
      await openapiRoutes(server, config)
      await publicCallerRoutes(server, {
        ...{ config, accounts, now, dashboardSecret, onBreakGlass: () => {} },
        async routes(api, callerOf, addressOf) {
          const looking = { callerOf, addressOf, lookups, quota: accounts.quota, now }
          await lookupRoutes(api, { ...looking, perMinute: lookupsPerMinute })
          await storedVehicleRoutes(api, { ...stored, callerOf })
        },
      })
      await vinRoutes(server, { decoder: lookups.decoder, now, visitorsPerMinute: 60 })
      await statusRoutes(server, { live, origins: null })
      await statusHistoryRoutes(server, { askUptimes: async () => uptimes, now })
      more?.(server)
    },
  })
  const port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'WEB_PORT' })
  return {
    ...{ url: `http://127.0.0.1:${port}`, app, clock, database, accounts },
    links: createLoginLinks({ store: createSessionStore(database), now }),
    async close() {
      await app.close()
      lookups.close()
      await Promise.all([cache.close(), database.close()])
      await gateway.close()
    },
  }
}

async function startGateway(clock: () => number) {
  const token = 'a-token-of-the-test'
  const backend = createRedisStore({ clock })
  const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log: silentLog })
  return { url: gateway.url, token, close: gateway.close }
}
