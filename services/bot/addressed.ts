import type { Message, MessageEntity } from 'grammy/types'
import type { BotContext } from './speech.ts'

/**
 * What a message says to the bot. In groups that is only what mentions it or answers it, even where it sees more.
 *
 * @returns null for what is not meant for it.
 */
export function wordsTo(context: BotContext, message: Message): string | null {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const mentions = entities.filter((entity) => isMe(context, entity, text))
  const isToMe = message.chat.type === 'private' || mentions.length > 0 || answersMe(context, message)
  return isToMe ? without(text, mentions) : null
}

function isMe({ me }: BotContext, entity: MessageEntity, text: string): boolean {
  if (entity.type === 'text_mention') return entity.user.id === me.id
  const name = text.slice(entity.offset, entity.offset + entity.length)
  return entity.type === 'mention' && name.toLowerCase() === `@${me.username.toLowerCase()}`
}

/** In a topic every message answers the one that opened it. */
function answersMe({ me }: BotContext, { reply_to_message: answered }: Message): boolean {
  return answered?.from?.id === me.id && answered.forum_topic_created === undefined
}

function without(text: string, mentions: readonly MessageEntity[]): string {
  return mentions.reduceRight(
    (rest, { offset, length }) => `${rest.slice(0, offset)} ${rest.slice(offset + length)}`,
    text,
  )
}
