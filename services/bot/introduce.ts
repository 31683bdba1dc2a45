import type { Bot } from 'grammy'
import type { Log } from '../../platform/log.ts'
import { untilDone } from '../until-done.ts'
import { commands } from './create-bot.ts'

/** Learns the bot's own name, which handling updates needs, and tells Telegram's clients the commands. */
export async function introduceBot(bot: Bot, log: Log, signal: AbortSignal): Promise<void> {
  const failure = 'Telegram could not be asked who the bot is'
  await untilDone((until) => bot.init(until), { signal, log, failure })
  const told = { signal, log, failure: 'the commands could not be told' }
  await untilDone((until) => bot.api.setMyCommands(commands, {}, until), told)
}
