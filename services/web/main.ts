import { openCache } from '../../platform/cache.ts'
import { addressesOf } from '../../platform/config/addresses.ts'
import { needed, neededCache } from '../../platform/config/needed.ts'
import { watchHealth } from '../../platform/health.ts'
import { listen } from '../../platform/http.ts'
import { tellReady } from '../../platform/lifecycle.ts'
import { createDatabase, isUnavailable } from '../../platform/postgres/pool.ts'
import { runService } from '../../platform/process.ts'
import { openLookup } from '../vehicles/open.ts'
import { openWebhookQueue, webhookRoutes } from '../webhook.ts'
import { createInternalServer } from './internal.ts'
import { relayStream } from './live.ts'
import { countReaders } from './metrics.ts'
import { pageRoutes } from './pages.ts'
import { createPublicServer } from './public.ts'
import { decodeRoutes } from './routes/decode.ts'
import { statusRoutes } from './routes/status.ts'

/** "A few a minute" of contracts.md: more than a person types, less than a program wants. */
const visitorsPerMinute = 30

/** Serves the pages, the API, and takes in what Telegram posts. */
await runService('web', async (ground, lifecycle) => {
  const { config, log, now, registry } = ground
  const url = needed(config.databaseUrl, 'DATABASE_URL')
  const probeUrl = addressesOf(config).probe
  const secrets = needed(config.telegramWebhookSecrets, 'TELEGRAM_WEBHOOK_SECRET')

  const database = createDatabase({ url, service: 'web', max: 10, registry, log })
  lifecycle.onStop('database', database.close)
  const cache = await openCache(neededCache(config), { service: 'web', registry, log, clock: now })
  lifecycle.onStop('cache', cache.close)
  const health = watchHealth({ database: { ask: () => database.ping(1000) }, cache: { ask: cache.ping } }, now)
  lifecycle.onStop('health', health.stop)
  const lookUp = await openLookup(ground, { database, cache })
  const queue = openWebhookQueue(database, log)
  const live = relayStream({ streamUrl: `${probeUrl.replace(/^http/, 'ws')}/stream`, token: config.internalToken, log })
  countReaders(registry, live.readers)
  const origins = config.publicUrl === null ? null : [new URL(config.publicUrl).origin, ...config.allowedOrigins]

  const visible = await createPublicServer({
    ...ground,
    isUnavailable,
    routes: async (app) => {
      await pageRoutes(app)
      await decodeRoutes(app, { lookUp, visitorsPerMinute })
      await statusRoutes(app, { live, origins })
      await webhookRoutes(app, { secrets, queue, isUnavailable, registry })
    },
  })
  const internal = await createInternalServer({
    ...ground,
    health,
    isUnavailable,
    routes: (app) => decodeRoutes(app, { lookUp, visitorsPerMinute: null }),
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
