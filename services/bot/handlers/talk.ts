import { Composer } from 'grammy'
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
  const alone = handlers.chatType('private')
  alone.on('message:text', (context) =>
    context.say(context.message.text.startsWith('/') ? 'unknown-command' : 'short-help'),
  )
  alone.on('message', (context) => context.say('ask-for-vin', { example: code(exampleVin) }))
  return handlers
}
