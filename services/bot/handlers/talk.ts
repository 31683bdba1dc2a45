import { Composer, type Context } from 'grammy'
import * as replies from '../replies.ts'
import { say } from '../say.ts'

/** Greetings, help, and an answer to whatever nobody else took; last in the chain. */
export function talkHandlers(): Composer<Context> {
  const handlers = new Composer<Context>()
  handlers.command('start', (context) => say(context, replies.welcome()))
  handlers.command('help', (context) => say(context, replies.help()))
  const alone = handlers.chatType('private')
  alone.on('message:text', (context) => {
    const isCommand = context.message.text.startsWith('/')
    return say(context, isCommand ? replies.unknownCommand() : replies.askForVin())
  })
  alone.on('message', (context) => say(context, replies.askForVin()))
  return handlers
}
