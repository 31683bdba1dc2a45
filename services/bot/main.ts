import { callbackKeyOf } from '../../alerts/callback-data.ts'
import { openCache } from '../../platform/cache.ts'
import { addressesOf } from '../../platform/config/addresses.ts'
import { needed, neededCache } from '../../platform/config/needed.ts'
import { watchHealth } from '../../platform/health.ts'
import { listen } from '../../platform/http.ts'
import { tellReady } from '../../platform/lifecycle.ts'
import { createDatabase, isUnavailable } from '../../platform/postgres/pool.ts'
import { runService } from '../../platform/process.ts'
import { createQuotaMetrics } from '../accounts/metrics.ts'
import { createPlans } from '../accounts/plans.ts'
import { createQuota } from '../accounts/quota.ts'
import { createProbeClient } from '../probe-client.ts'
import { createBarcodeReader } from '../vehicles/barcode.ts'
import { openLookup } from '../vehicles/open.ts'
import { createSavedVehicles } from '../vehicles/saved.ts'
import { openWebhookQueue, storeUpdate, webhookRoutes } from '../webhook.ts'
import { openAccountRoom } from './account-room.ts'
import { createConversationStore } from './conversation-store.ts'
import { createBot } from './create-bot.ts'
import { createGarage } from './garage.ts'
import { createHealthServer } from './health-server.ts'
import { introduceBot } from './introduce.ts'
import { createVoices } from './languages/voice.ts'
import { receiveUpdates } from './receive.ts'
import { bringSchemaUp } from './schema.ts'
import { askedPerMinute } from './slow-down.ts'
import { createUpdateWorker } from './work.ts'

const telegramAskedEveryMs = 30_000
const workStopsWithinMs = 5000

/** Brings the schema up, then answers what people write to the bot. */
await runService('bot', async (ground, lifecycle) => {
  const { config, log, now, registry } = ground
  const databaseUrl = needed(config.databaseUrl, 'DATABASE_URL')
  const token = needed(config.telegramToken, 'TELEGRAM_BOT_TOKEN')
  const secrets = needed(config.telegramWebhookSecrets, 'TELEGRAM_WEBHOOK_SECRET')

  const database = createDatabase({ url: databaseUrl, service: 'bot', max: 10, registry, log })
  lifecycle.onStop('database', database.close)
  const cache = await openCache(neededCache(config), { service: 'bot', registry, log, clock: now })
  lifecycle.onStop('cache', cache.close)
  const queue = openWebhookQueue(database, log)
  const lookups = await openLookup(ground, { database, cache })
  lifecycle.onStop('lookups', lookups.close)
  const probe = createProbeClient({ url: addressesOf(config).probe, token: config.internalToken })
  const callbackKey = callbackKeyOf(token)
  const voices = createVoices()
  const conversations = createConversationStore(database)
  const quota = createQuota({ database, metrics: createQuotaMetrics(registry), now })
  const { planOf } = createPlans(database)
  const saved = createSavedVehicles(database)
  const garage = createGarage({ lookUp: lookups.lookUp, quota, planOf, saved, now })
  const reader = createBarcodeReader()
  lifecycle.onStop('barcode reader', reader.close)
  const pagesUrl = config.publicUrl ?? addressesOf(config).web
  const account = openAccountRoom({ database, quota, reader, pagesUrl, now })
  const bot = createBot({
    token,
    apiRoot: config.telegramApiRoot,
    voices,
    conversations,
    garage,
    decoder: lookups.decoder,
    account,
    perMinute: askedPerMinute,
    operatorIds: config.operatorIds,
    probe,
    callbackKey,
    now,
  })

  let schemaIsUp = false
  const health = watchHealth(
    {
      updates_storable: { ask: async () => schemaIsUp && database.ping(1000) },
      telegram_api: { ask: async () => (await bot.api.getMe()).is_bot, everyMs: telegramAskedEveryMs },
    },
    now,
  )
  lifecycle.onStop('health', health.stop)
  const server = await createHealthServer({
    ...ground,
    health,
    isUnavailable,
    routes: (app) => webhookRoutes(app, { secrets, queue, isUnavailable, registry }),
  })
  lifecycle.onStop('server', () => server.close())
  const port = await listen(server, { host: config.host, port: config.botPort, setting: 'BOT_PORT' })
  log.info({ port }, 'health server listens')
  tellReady()

  await bringSchemaUp({ url: databaseUrl, skip: config.skipMigrations, log, signal: lifecycle.signal })
  schemaIsUp = true
  await introduceBot({ bot, voices, log, signal: lifecycle.signal })
  const worker = createUpdateWorker({ bot, database, queue, log })
  worker.start()
  lifecycle.onStop('update worker', () => worker.stop(workStopsWithinMs))
  const receiving = receiveUpdates({
    api: bot.api,
    webhookUrl: config.telegramWebhookUrl,
    webhookSecret: secrets[0] ?? '',
    store: (update) => storeUpdate(queue, update),
    log,
    signal: lifecycle.signal,
  })
  lifecycle.onStop('receiving', () => receiving)
})
