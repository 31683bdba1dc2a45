import { Composer } from 'grammy'
import { wordsTo } from '../addressed.ts'
import { code, lines } from '../languages/html.ts'
import { type BotContext, say } from '../speech.ts'
import { exampleVin } from '../vehicle-talk.ts'

/** Greetings, help, and an answer to whatever nobody else took; last in the chain. */
export function talkHandlers(): Composer<BotContext> {
  const handlers = new Composer<BotContext>()
  handlers.command('start', (context) => context.say('welcome', { example: code(exampleVin) }))
  handlers.command('help', (context) => {
    const { voice } = context
    return say(context, lines([voice.html('help'), voice.html('help-account'), voice.html('help-end')]))
  })
  handlers.on('message:text', (context, next) => (isCall(context) ? askForVin(context) : next()))
  const alone = handlers.chatType('private')
  alone.on('message:text', (context) =>
    context.say(context.message.text.startsWith('/') ? 'unknown-command' : 'short-help'),
  )
  alone.on([...withoutWords], askForVin)
  return handlers
}

/** What people send besides words. What Telegram itself notes in a chat, such as a pinned message, asks nothing. */
const withoutWords = ['message:file', 'message:contact', 'message:location', 'message:poll', 'message:dice'] as const

const askForVin = (context: BotContext) => context.say('ask-for-vin', { example: code(exampleVin) })

/** The bot's name and nothing else. */
function isCall(context: BotContext): boolean {
  return context.message !== undefined && wordsTo(context, context.message)?.trim() === ''
}
