import type { Bot } from 'grammy'
import type { LanguageCode } from 'grammy/types'
import type { Log } from '../../platform/log.ts'
import { untilDone } from '../until-done.ts'
import type { Voice, Voices } from './languages/voice.ts'
import { languages } from './model/language.ts'
import type { BotContext } from './speech.ts'

export interface IntroduceDeps {
  bot: Bot<BotContext>
  voices: Voices
  log: Log
  signal: AbortSignal
}

/** Learns the bot's own name, which handling updates needs, and tells Telegram's clients the commands in each language. */
export async function introduceBot({ bot, voices, log, signal }: IntroduceDeps): Promise<void> {
  const failure = 'Telegram could not be asked who the bot is'
  await untilDone((until) => bot.init(until), { signal, log, failure })
  const told = { signal, log, failure: 'the commands could not be told' }
  await untilDone((until) => bot.api.setMyCommands(commandsIn(voices.en), {}, until), told)
  for (const language of languages) {
    const options = { language_code: language satisfies LanguageCode }
    await untilDone((until) => bot.api.setMyCommands(commandsIn(voices[language]), options, until), told)
  }
}

const commands = [
  ...(['vin', 'compare', 'history', 'export', 'link', 'settings', 'login'] as const),
  ...(['subscribe', 'unsubscribe', 'help'] as const),
]

/** What Telegram's clients offer while a person types. */
export function commandsIn({ plain }: Voice) {
  return commands.map((command) => ({ command, description: plain(`command-${command}`) }))
}
