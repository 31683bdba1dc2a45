import { join } from 'node:path'
import { readyPeople } from '../../../platform/embedded/telegram/start-state.ts'
import { startTelegramSimulator } from '../../../platform/embedded/telegram.ts'
import type { StandIn, StandInDeps } from './stand-in.ts'

/** A Bot API on loopback with a chat page, so that a person can talk to the bot without a token. */
export async function standInTelegram(deps: StandInDeps): Promise<StandIn> {
  const { config, secrets, dataDir, log, now, lifecycle, webhookUrl } = deps
  if (config.telegramToken !== null) return { urls: { botApi: config.telegramApiRoot } }
  const telegram = await startTelegramSimulator({
    host: '127.0.0.1',
    port: 0,
    token: secrets.telegramToken,
    state: join(dataDir, 'telegram.json'),
    log,
    clock: now,
  })
  lifecycle.onStop('Telegram simulator', telegram.close)
  return {
    env: {
      TELEGRAM_BOT_TOKEN: secrets.telegramToken,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_WEBHOOK_URL: webhookUrl,
      // The first person of the simulator is the operator, unless settings name one.
      ...(config.operatorIds.length === 0 ? { OPERATOR_TELEGRAM_IDS: String(readyPeople.ada) } : {}),
    },
    urls: { botApi: telegram.apiRoot, chat: telegram.chatUrl },
    credentials: { telegramToken: secrets.telegramToken },
  }
}
