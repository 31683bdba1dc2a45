import { Composer } from 'grammy'
import type { Chat, User } from 'grammy/types'
import { type CallbackKey, type Press, readPress } from '../../../alerts/callback-data.ts'
import type { Command } from '../../../alerts/commands.ts'
import type { ProbeClient } from '../../probe-client.ts'
import { redraw, toast } from '../answer-press.ts'
import { type Choice, choiceOf, subscriptionButtons } from '../buttons.ts'
import { choiceToast, subscriptionReply, whatIsTold } from '../replies/subscription.ts'
import { personOf } from '../speaker.ts'
import { type BotContext, say } from '../speech.ts'

export interface AlertHandlersDeps {
  probe: ProbeClient
  callbackKey: CallbackKey
}

/** `/subscribe`, `/unsubscribe` and their buttons: what this chat is told when something breaks and when it recovers. */
export function alertHandlers({ probe, callbackKey }: AlertHandlersDeps): Composer<BotContext> {
  const handlers = new Composer<BotContext>()

  /** @returns null when nothing is known to have changed. */
  async function ask(command: Command) {
    const answer = await probe.command(command)
    return answer !== null && 'subscription' in answer ? answer : null
  }

  for (const verb of ['subscribe', 'unsubscribe'] as const) {
    handlers.command(verb, async (context) => {
      const person = personOf(context.from, context.senderChat)
      if (person === null) return context.say('toast-people-only')
      const { chat } = context
      const act = actOf(context, chat, person)
      const answer = await ask(verb === 'subscribe' ? { verb, ...act, chatType: chat.type } : { verb, ...act })
      if (answer === null) return context.say('toast-watcher-away')
      const { outcome, subscription } = answer
      const buttons = subscriptionButtons(context.voice, subscription, { chat: chat.id, user: person.id }, callbackKey)
      return say(context, subscriptionReply(context.voice, outcome, subscription?.severity ?? null), buttons)
    })
  }

  handlers.on('callback_query:data', async (context, next) => {
    const { from, message, data } = context.callbackQuery
    if (message === undefined) return next()
    const press = readPress(data, { chat: message.chat.id, user: from.id }, callbackKey)
    const choice = press === null ? undefined : choiceOf(press)
    return press === null || choice === undefined ? next() : choose(context, message.chat, from, press, choice)
  })

  async function choose(context: BotContext, chat: Chat, by: User, { version }: Press, choice: Choice): Promise<void> {
    const act = { ...actOf(context, chat, by), seen: version }
    const answer = await ask(
      choice === null
        ? { verb: 'unsubscribe', ...act }
        : { verb: 'subscribe', ...act, chatType: chat.type, severity: choice },
    )
    if (answer === null) return toast(context, context.voice.plain('toast-watcher-away'))
    const { outcome, subscription } = answer
    const held = subscription?.severity ?? null
    await toast(context, choiceToast(context.voice, outcome, held))
    const buttons = subscriptionButtons(context.voice, subscription, { chat: chat.id, user: by.id }, callbackKey)
    await redraw(context, whatIsTold(context.voice, held), buttons)
  }
  return handlers
}

/** The id makes a command that comes again, with its update, the same one. */
function actOf({ update }: BotContext, chat: Chat, by: User) {
  return { id: `telegram:update:${update.update_id}`, chat: chat.id, by: by.id, at: Date.now() }
}
