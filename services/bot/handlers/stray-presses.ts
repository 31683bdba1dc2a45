import { Composer } from 'grammy'
import type { CallbackQuery, User } from 'grammy/types'
import { type CallbackKey, readPress } from '../../../alerts/callback-data.ts'
import { toast } from '../answer-press.ts'
import { personOf } from '../speaker.ts'
import type { BotContext } from '../speech.ts'

const longestName = 40
/** Characters that would turn the rest of the sentence around. */
const turns = /[\u202a-\u202e\u2066-\u2069]/gu

/** Answers the presses that nobody else took, by whom and of whatever they are; they change nothing. */
export function strayPressHandlers(callbackKey: CallbackKey): Composer<BotContext> {
  const handlers = new Composer<BotContext>()
  handlers.on('callback_query', (context) => {
    const { callbackQuery, voice } = context
    if (personOf(callbackQuery.from) === null) return toast(context, voice.plain('toast-people-only'))
    const owner = ownerOf(callbackQuery, callbackKey)
    if (owner === null) return toast(context, voice.plain('toast-dead-button'))
    const name = [...owner.first_name.replace(turns, '')].slice(0, longestName).join('')
    return toast(context, voice.plain('toast-pressed-by-another', { owner: name }))
  })
  return handlers
}

/** Whose button it is, if it is the one's whom the message answers. */
function ownerOf({ data, message }: CallbackQuery, callbackKey: CallbackKey): User | null {
  const asker = message !== undefined && 'reply_to_message' in message ? message.reply_to_message?.from : undefined
  if (data === undefined || message === undefined || asker === undefined) return null
  return readPress(data, { chat: message.chat.id, user: asker.id }, callbackKey) === null ? null : asker
}
