import type { Context, MiddlewareFn } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Html } from './languages/html.ts'
import type { Key, Told } from './languages/sentences.ts'
import type { Voice, Voices } from './languages/voice.ts'
import { languageOf } from './model/language.ts'

/** An update with the language that it is answered in. */
export type BotContext = Context & {
  voice: Voice
  /** Answers with one sentence; see `say` for more. */
  say<K extends Key>(key: K, ...told: Told<K, Html | string | number>): Promise<void>
}

export interface SpeechDeps {
  voices: Voices
  /** The language that a chat chose; null for none, or when it is not known in time. Never rejects. */
  chosenLanguage: (chat: number) => Promise<Voice['language'] | null>
}

/** Answers in the language that the chat chose, else in that of the person's Telegram, else in English. */
export function speech({ voices, chosenLanguage }: SpeechDeps): MiddlewareFn<BotContext> {
  return async (context, next) => {
    const { chat, from } = context
    const chosen = chat === undefined ? null : await chosenLanguage(chat.id)
    context.voice = voices[chosen ?? languageOf(from?.language_code) ?? 'en']
    context.say = (key, ...told) => say(context, context.voice.html(key, ...told))
    await next()
  }
}

/** Answers in the chat, and in its topic; in groups as a reply to what was asked. */
export async function say(context: Context, { source }: Html, buttons?: InlineKeyboardMarkup): Promise<void> {
  const asked = (context.message ?? context.editedMessage)?.message_id
  const inGroup = context.chat?.type !== 'private' && asked !== undefined
  await context.reply(source, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(buttons && { reply_markup: buttons }),
    ...(inGroup ? { reply_parameters: { message_id: asked, allow_sending_without_reply: true } } : {}),
  })
}
