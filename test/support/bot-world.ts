import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { Update } from 'grammy/types'
import { Registry } from 'prom-client'
import { callbackKeyOf } from '../../alerts/callback-data.ts'
import type { Subscription } from '../../alerts/model/subscription.ts'
import { openAlerts } from '../../alerts/open.ts'
import { createFailures, testRule } from '../../alerts/test-bench.ts'
import { patienceMs, startBench, token } from '../../platform/embedded/telegram/test-bench.ts'
import { silentLog } from '../../platform/log.ts'
import { createQuotaMetrics } from '../../services/accounts/metrics.ts'
import { createPlans } from '../../services/accounts/plans.ts'
import { createQuota } from '../../services/accounts/quota.ts'
import { openAccountRoom } from '../../services/bot/account-room.ts'
import { createConversationStore } from '../../services/bot/conversation-store.ts'
import { type BotDeps, createBot } from '../../services/bot/create-bot.ts'
import { createGarage } from '../../services/bot/garage.ts'
import { createVoices } from '../../services/bot/languages/voice.ts'
import { createProbeClient } from '../../services/probe-client.ts'
import { createBarcodeReader } from '../../services/vehicles/barcode.ts'
import { createSavedVehicles } from '../../services/vehicles/saved.ts'
import { createTestDatabase } from './database.ts'
import { openLookups, type Settings } from './vehicle-services/open-lookups.ts'

export const callbackKey = callbackKeyOf(token)
export const pagesUrl = 'https://x.test'
const slowRule = {
  ...testRule,
  id: 'target-slow',
  expr: 'slow >= 3',
  severity: 'warning' as const,
  summary: '{{ $labels.target }} is slow',
}

/**
 * A Telegram, the bot in it with a database of its own, and a probe that is asked over HTTP; rules are about failures
 * that tests set.
 */
export async function startBotWorld(
  settings: Partial<Settings> = {},
  { perMinute = 1000, operatorIds = [] }: Partial<Pick<BotDeps, 'perMinute' | 'operatorIds'>> = {},
) {
  const telegram = await startBench()
  const { control, api, apiRoot } = telegram
  const dir = mkdtempSync(join(tmpdir(), 'intelauto-bot-'))
  const critical = createFailures({ web: 0 })
  const slow = createFailures({ web: 0 })
  const alerts = await openAlerts({
    rules: [testRule, slowRule],
    query: (query, at) => (query.text.includes('slow') ? slow : critical).ask(query, at),
    database: null,
    spoolDir: dir,
    telegram: { token, apiRoot },
    countInstances: async () => null,
    publicUrl: 'http://x.test/',
    now: Date.now,
    log: silentLog,
    registry: new Registry(),
  })
  const server = Fastify()
  server.post('/commands', ({ body }) => alerts.command(body))
  const near = createProbeClient({ url: await server.listen({ host: '127.0.0.1', port: 0 }), token: null })
  const away = createProbeClient({ url: 'http://127.0.0.1:1', token: null })
  let probeIsAway = false
  const place = await createTestDatabase()
  const lookups = await openLookups({ databaseUrl: place.url, ...settings })
  const { database, clock, registry } = lookups
  const quota = createQuota({ database, metrics: createQuotaMetrics(registry), now: clock.now })
  const { planOf } = createPlans(database)
  const saved = createSavedVehicles(database)
  const reader = createBarcodeReader()
  const startBot = () =>
    createBot({
      account: openAccountRoom({ database, quota, reader, pagesUrl, now: clock.now }),
      perMinute,
      operatorIds,
      token,
      apiRoot,
      voices: createVoices(),
      conversations: createConversationStore(database),
      garage: createGarage({ lookUp: lookups.lookUp, quota, planOf, saved, now: clock.now }),
      decoder: lookups.decoder,
      probe: { command: (command) => (probeIsAway ? away : near).command(command) },
      callbackKey,
      now: clock.now,
    })
  let bot = startBot()
  await bot.init()

  let offset = 0
  /** Hands what happened to the bot, as the queue does. Rejects for what the queue would try again. */
  async function work(): Promise<Update[]> {
    const updates = await api.getUpdates({ offset })
    offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
    for (const update of updates) await bot.handleUpdate(update)
    return updates
  }
  /** The bot as after a restart: nothing of before is in its memory. */
  async function restart(): Promise<void> {
    bot = startBot()
    await bot.init()
  }
  const last = (chat: number) => {
    const line = control.transcript(chat).findLast(({ from }) => from.isBot)
    if (line === undefined) throw new Error('the bot has said nothing yet')
    return line
  }
  async function ask(chat: number, text: string, from?: number) {
    control.say({ chat, text, from })
    await work()
    return last(chat)
  }
  /** @returns what is said over the chat, and the update. */
  async function press(pressed: { chat: number; messageId: number; from?: number; button?: string; data?: string }) {
    const queryId = control.press(pressed)
    const updates = await work()
    return { toast: (await control.waitForAnswer(queryId, patienceMs))?.text, updates }
  }
  const labels = (chat: number, messageId = last(chat).id) =>
    control
      .transcript(chat)
      .find(({ id }) => id === messageId)
      ?.buttons.map((row) => row.map(({ text }) => text))
  async function held(chat: number): Promise<Subscription | null> {
    const status = await alerts.command({ verb: 'status', chat })
    return 'subscription' in status ? status.subscription : null
  }
  async function close(): Promise<void> {
    await reader.close()
    await alerts.stop()
    await server.close()
    await telegram.close()
    await lookups.shut()
    await place.drop()
    rmSync(dir, { recursive: true })
  }
  return {
    ...telegram,
    alerts,
    get bot() {
      return bot
    },
    restart,
    lookups,
    quota,
    planOf,
    saved,
    work,
    last,
    ask,
    press,
    labels,
    held,
    critical,
    slow,
    probeGoes: (isAway: boolean) => {
      probeIsAway = isAway
    },
    [Symbol.asyncDispose]: close,
  }
}
