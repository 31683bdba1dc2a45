import type { Chat, User } from 'grammy/types'

/** Whom Telegram names where nobody is named: GroupAnonymousBot, Channel Bot, and itself for a linked channel. */
const standIns = new Set([1_087_968_824, 136_817_688, 777_000])

/**
 * The person behind a message or a press; null for anonymous admins, channels, bots and posts of nobody, who may nothing.
 *
 * @param senderChat of the message, for which one of these spoke.
 * @see https://core.telegram.org/bots/api#message
 */
export function personOf(from: User | undefined, senderChat?: Chat): User | null {
  if (from === undefined || from.is_bot || standIns.has(from.id) || senderChat !== undefined) return null
  return from
}
