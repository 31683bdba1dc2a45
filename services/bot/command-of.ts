import type { Message } from 'grammy/types'
import type { BotContext } from './speech.ts'

/** The command that a message, or the words below a picture, begins with; null when it is for another bot, or none. */
export function commandOf({ me }: BotContext, { text, caption = '' }: Message): string | null {
  const [, command, name = me.username] = /^\/(\w+)(?:@(\w+))?/u.exec(text ?? caption) ?? []
  return command === undefined || name.toLowerCase() !== me.username.toLowerCase() ? null : command.toLowerCase()
}
