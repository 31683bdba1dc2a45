import { Composer, type Context } from 'grammy'
import type { CallbackQuery, User } from 'grammy/types'
import { type CallbackKey, readPress } from '../../../alerts/callback-data.ts'
import { toast } from '../answer-press.ts'
import * as replies from '../replies.ts'
import { personOf } from '../speaker.ts'

/** Answers the presses that nobody else took, by whom and of whatever they are; they change nothing. */
export function strayPressHandlers(callbackKey: CallbackKey): Composer<Context> {
  const handlers = new Composer<Context>()
  handlers.on('callback_query', (context) => {
    const { callbackQuery } = context
    if (personOf(callbackQuery.from) === null) return toast(context, replies.peopleOnly())
    const owner = ownerOf(callbackQuery, callbackKey)
    return toast(context, owner === null ? replies.deadButton() : replies.pressedByAnother(owner.first_name))
  })
  return handlers
}

/** Whose button it is, if it is the one's whom the message answers. */
function ownerOf({ data, message }: CallbackQuery, callbackKey: CallbackKey): User | null {
  const asker = message !== undefined && 'reply_to_message' in message ? message.reply_to_message?.from : undefined
  if (data === undefined || message === undefined || asker === undefined) return null
  return readPress(data, { chat: message.chat.id, user: asker.id }, callbackKey) === null ? null : asker
}
