import { inRealTime } from '../../alerts/schedule.ts'
import { openCache } from '../../platform/cache.ts'
import { addressesOf } from '../../platform/config/addresses.ts'
import { needed, neededCache } from '../../platform/config/needed.ts'
import { watchHealth } from '../../platform/health.ts'
import { listen } from '../../platform/http.ts'
import { tellReady } from '../../platform/lifecycle.ts'
import { createDatabase, isUnavailable } from '../../platform/postgres/pool.ts'
import { runService } from '../../platform/process.ts'
import { openAccounts } from '../accounts/open.ts'
import { createProbeClient } from '../probe-client.ts'
import { openLookup } from '../vehicles/open.ts'
import { openWebhookQueue, webhookRoutes } from '../webhook.ts'
import { publicCallerRoutes, trustedCallerRoutes } from './caller-routes.ts'
import { createInternalServer } from './internal.ts'
import { relayStream } from './live.ts'
import { lookupsPerMinute } from './lookup-limits.ts'
import { lookupRoutes } from './lookup-routes.ts'
import { countReaders } from './metrics.ts'
import { openapiRoutes } from './openapi.ts'
import { pageRoutes } from './pages.ts'
import { createPublicServer } from './public.ts'
import { statusRoutes } from './routes/status.ts'
import { createAskUptimes, statusHistoryRoutes } from './routes/status-history.ts'
import { vinRoutes } from './routes/vin.ts'
import { openStoredVehicles, storedVehicleRoutes } from './stored-vehicles.ts'
import { createTellOperators } from './tell-operators.ts'

/** VINs taken apart cost nothing but our time: about a millisecond each. */
const explanationsPerMinute = 60

/** Serves the pages, the API, and takes in what Telegram posts. */
await runService('web', async (ground, lifecycle) => {
  const { config, log, now, registry } = ground
  const url = needed(config.databaseUrl, 'DATABASE_URL')
  const probeUrl = addressesOf(config).probe
  const secrets = needed(config.telegramWebhookSecrets, 'TELEGRAM_WEBHOOK_SECRET')
  const dashboardSecret = needed(config.dashboardSecret, 'DASHBOARD_SECRET_KEY')
  const jwtSecret = needed(config.jwtSecret, 'JWT_SECRET')

  const database = createDatabase({ url, service: 'web', max: 10, registry, log })
  lifecycle.onStop('database', database.close)
  const cache = await openCache(neededCache(config), { service: 'web', registry, log, clock: now })
  lifecycle.onStop('cache', cache.close)
  const health = watchHealth({ database: { ask: () => database.ping(1000) }, cache: { ask: cache.ping } }, now)
  lifecycle.onStop('health', health.stop)
  const lookups = await openLookup(ground, { database, cache })
  lifecycle.onStop('lookups', lookups.close)
  const { decoder } = lookups
  const accounts = openAccounts(ground, { database, secret: jwtSecret })
  const looking = { lookups, quota: accounts.quota, now }
  const stored = openStoredVehicles(ground, { database, cache })
  const probe = createProbeClient({ url: probeUrl, token: config.internalToken })
  const tellOperators = createTellOperators({ probe, now, schedule: inRealTime, log })
  lifecycle.onStop('announcements', tellOperators.stop)
  const onBreakGlass = tellOperators.brokeGlass
  const queue = openWebhookQueue(database, log)
  const live = relayStream({ streamUrl: `${probeUrl.replace(/^http/, 'ws')}/stream`, token: config.internalToken, log })
  countReaders(registry, live.readers)
  const origins = config.publicUrl === null ? null : [new URL(config.publicUrl).origin, ...config.allowedOrigins]

  const visible = await createPublicServer({
    ...ground,
    isUnavailable,
    routes: async (app) => {
      await openapiRoutes(app, config)
      await pageRoutes(app)
      await publicCallerRoutes(app, {
        ...{ config, accounts, now, dashboardSecret, onBreakGlass },
        async routes(api, callerOf, addressOf) {
          await lookupRoutes(api, { ...looking, callerOf, addressOf, perMinute: lookupsPerMinute })
          await storedVehicleRoutes(api, { ...stored, callerOf })
        },
      })
      await vinRoutes(app, { decoder, now, visitorsPerMinute: explanationsPerMinute })
      await statusRoutes(app, { live, origins })
      await statusHistoryRoutes(app, {
        askUptimes: createAskUptimes({ url: probeUrl, token: config.internalToken }),
        now,
      })
      await webhookRoutes(app, { secrets, queue, isUnavailable, registry })
    },
  })
  const internal = await createInternalServer({
    ...ground,
    health,
    isUnavailable,
    routes: async (app) => {
      await trustedCallerRoutes(app, {
        ...{ config, accounts, now },
        async routes(api, callerOf, addressOf) {
          await lookupRoutes(api, { ...looking, callerOf, addressOf, perMinute: null })
          await storedVehicleRoutes(api, { ...stored, callerOf })
        },
      })
      await vinRoutes(app, { decoder, now, visitorsPerMinute: null })
    },
  })
  lifecycle.onStop('servers', () => Promise.all([visible.close(), internal.close()]))
  // Before the servers: they wait for their sockets.
  lifecycle.onStop('live', live.close)
  const at = { host: config.host }
  log.info(
    { port: await listen(visible, { ...at, port: config.webPort, setting: 'WEB_PORT' }) },
    'public server listens',
  )
  log.info({ port: await listen(internal, { ...at, port: config.apiPort, setting: 'API_PORT' }) }, 'API server listens')
  tellReady()
})
