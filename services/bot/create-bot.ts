import { autoRetry } from '@grammyjs/auto-retry'
import { Bot } from 'grammy'
import type { CallbackKey } from '../../alerts/callback-data.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ProbeClient } from '../probe-client.ts'
import { asVin } from '../vehicles/model/vin.ts'
import type { OfflineDecoder } from '../vehicles/vpic/decoder.ts'
import type { AccountRoom } from './account-room.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Garage } from './garage.ts'
import { accountHandlers } from './handlers/account.ts'
import { alertHandlers } from './handlers/alerts.ts'
import { strayPressHandlers } from './handlers/stray-presses.ts'
import { talkHandlers } from './handlers/talk.ts'
import { vehiclePresses } from './handlers/vehicle-presses.ts'
import { vehicleHandlers } from './handlers/vehicles.ts'
import type { Voices } from './languages/voice.ts'
import { createPersonLimit } from './limit-by-person.ts'
import { createDownload } from './pictures/download.ts'
import type { Explain } from './replies/lookups.ts'
import { createShowKept } from './show-kept.ts'
import { slowDown } from './slow-down.ts'
import { type BotContext, speech } from './speech.ts'
import { createVehicleTalk } from './vehicle-talk.ts'
import { orWhenAway } from './when-away.ts'

export interface BotDeps {
  token: string
  apiRoot: string
  voices: Voices
  conversations: ConversationStore
  garage: Garage
  decoder: Pick<OfflineDecoder, 'explain'>
  /** What belongs to one person. */
  account: AccountRoom
  /** Messages and lookups of one person. */
  perMinute: number
  /** Telegram users. */
  operatorIds: readonly number[]
  probe: ProbeClient
  callbackKey: CallbackKey
  now: Clock
}

const timeoutSeconds = 20

/** The bot's conversation over Telegram's API. It does nothing by itself: updates are handed to it. */
export function createBot(deps: BotDeps): Bot<BotContext> {
  const { token, apiRoot, voices, conversations, garage, probe, callbackKey, now } = deps
  const bot = new Bot<BotContext>(token, { client: { apiRoot, timeoutSeconds } })
  // Short waits are waited out here, so that a reply is not composed twice; all else goes back to the queue.
  bot.api.config.use(
    autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 10, rethrowHttpErrors: true, rethrowInternalServerErrors: true }),
  )
  const explain = explainer(deps)
  const talk = createVehicleTalk({ garage, conversations, explain, callbackKey, now })
  bot.use(speech({ voices, chosenLanguage: languageIn(conversations) }))
  bot.use(slowDown({ ...deps, limit: createPersonLimit(deps) }))
  bot.use(alertHandlers({ probe, callbackKey }))
  bot.use(vehiclePresses({ talk, garage, explain, callbackKey }))
  bot.use(
    accountHandlers({
      ...deps,
      room: deps.account,
      talk,
      showKept: createShowKept({ talk, garage, explain }),
      download: createDownload({ api: bot.api, apiRoot, token }),
    }),
  )
  bot.use(vehicleHandlers(talk))
  bot.use(talkHandlers())
  bot.use(strayPressHandlers(callbackKey))
  return bot
}

function languageIn({ settingsOf }: ConversationStore) {
  return async (chat: number) => (await orWhenAway(settingsOf(chat), { language: null })).language
}

function explainer({ decoder, now }: BotDeps): Explain {
  return (text) => {
    const vin = asVin(text)
    if (vin === undefined) throw new TypeError('a VIN was wanted')
    return decoder.explain(vin, now())
  }
}
