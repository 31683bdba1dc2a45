import { Composer, type Context } from 'grammy'
import type { ProbeClient } from '../../probe-client.ts'
import * as replies from '../replies.ts'
import { say } from '../say.ts'

/** `/subscribe` and `/unsubscribe`: whether this chat is told what breaks and what recovers. */
export function alertHandlers(probe: ProbeClient): Composer<Context> {
  const handlers = new Composer<Context>()
  for (const verb of ['subscribe', 'unsubscribe'] as const) {
    handlers.command(verb, async (context) => {
      const { from, chat, update } = context
      if (from === undefined) return
      const fact = { id: `telegram:update:${update.update_id}`, verb, chat: chat.id, by: from.id, at: Date.now() }
      const outcome = await probe.command(verb === 'subscribe' ? { ...fact, chatType: chat.type } : fact)
      await say(context, replies.subscriptionAnswer(outcome?.outcome ?? 'no answer'))
    })
  }
  return handlers
}
