import type { Update } from 'grammy/types'

export type { Update }

/** The kinds of updates that the bot asks for. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/** Updates of one chat are worked off in order; those without a chat, in order of their sender. Takes half an update too. */
export function laneOf(update: Update): string {
  const chat =
    update.message?.chat ??
    update.edited_message?.chat ??
    update.callback_query?.message?.chat ??
    update.my_chat_member?.chat
  return String(chat?.id ?? update.callback_query?.from?.id ?? 'no chat')
}
