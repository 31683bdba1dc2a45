import { autoRetry } from '@grammyjs/auto-retry'
import { Bot } from 'grammy'
import type { CallbackKey } from '../../alerts/callback-data.ts'
import type { ProbeClient } from '../probe-client.ts'
import type { LookUp } from '../vehicles/lookup.ts'
import { alertHandlers } from './handlers/alerts.ts'
import { strayPressHandlers } from './handlers/stray-presses.ts'
import { talkHandlers } from './handlers/talk.ts'
import { vehicleHandlers } from './handlers/vehicles.ts'

export interface BotDeps {
  token: string
  apiRoot: string
  lookUp: LookUp
  probe: ProbeClient
  callbackKey: CallbackKey
}

const timeoutSeconds = 20

/** The bot's conversation over Telegram's API. It does nothing by itself: updates are handed to it. */
export function createBot({ token, apiRoot, lookUp, probe, callbackKey }: BotDeps): Bot {
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds } })
  // Short waits are waited out here, so that a reply is not composed twice; all else goes back to the queue.
  bot.api.config.use(
    autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 10, rethrowHttpErrors: true, rethrowInternalServerErrors: true }),
  )
  bot.use(alertHandlers({ probe, callbackKey }))
  bot.use(vehicleHandlers(lookUp))
  bot.use(talkHandlers())
  bot.use(strayPressHandlers(callbackKey))
  return bot
}

/** What Telegram's clients offer while a person types. */
export const commands = [
  { command: 'vin', description: 'What vehicle is this VIN?' },
  { command: 'subscribe', description: 'Tell this chat what breaks and what recovers' },
  { command: 'unsubscribe', description: 'Stop telling this chat' },
  { command: 'help', description: 'What I can do' },
]
