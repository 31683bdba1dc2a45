import type { Context } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Reply } from './replies.ts'

/** Answers in the chat, and in its topic; in groups as a reply to what was asked. */
export async function say(context: Context, text: Reply, buttons?: InlineKeyboardMarkup): Promise<void> {
  const asked = context.message?.message_id
  const inGroup = context.chat?.type !== 'private' && asked !== undefined
  await context.reply(text, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(buttons && { reply_markup: buttons }),
    ...(inGroup ? { reply_parameters: { message_id: asked, allow_sending_without_reply: true } } : {}),
  })
}
