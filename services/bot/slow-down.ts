import type { MiddlewareFn } from 'grammy'
import { findVins } from '../vehicles/model/vin.ts'
import { wordsTo } from './addressed.ts'
import { toast } from './answer-press.ts'
import { commandOf } from './command-of.ts'
import type { PersonLimit } from './limit-by-person.ts'
import { personOf } from './speaker.ts'
import type { BotContext } from './speech.ts'

export interface SlowDownDeps {
  limit: PersonLimit
  perMinute: number
  /** Telegram users; their commands about alerts are never counted. */
  operatorIds: readonly number[]
}

export const askedPerMinute = 20
const mostVinsCounted = 5
const alertCommands = new Set([
  ...['subscribe', 'unsubscribe', 'mute', 'why', 'status', 'incidents'],
  ...['ack', 'silence', 'maintenance', 'scale', 'restart', 'rollback', 'drill', 'lock'],
])

/** Takes so much a minute from each person: what is over it is answered once with when to go on, then not at all. */
export function slowDown({ limit, perMinute, operatorIds }: SlowDownDeps): MiddlewareFn<BotContext> {
  const operators = new Set(operatorIds)
  return async (context, next) => {
    const person = personOf(context.from, context.senderChat)
    if (person === null || !isCounted(context)) return next()
    if (operators.has(person.id) && isAboutAlerts(context)) return next()
    const verdict = limit.take(person.id, context.update.update_id, weightOf(context))
    if (verdict.go) return next()
    // A press has to be answered: its button waits.
    if (context.callbackQuery !== undefined) return toast(context, context.voice.plain('toast-too-fast'))
    if (verdict.sayMs === null) return
    await context.say('too-fast', { most: perMinute, seconds: Math.ceil(verdict.sayMs / 1000) })
  }
}

/** What is said in a group to others is not said to the bot. */
function isCounted(context: BotContext): boolean {
  const { callbackQuery, msg } = context
  if (callbackQuery !== undefined) return true
  return msg !== undefined && (commandOf(context, msg) !== null || wordsTo(context, msg) !== null)
}

function isAboutAlerts(context: BotContext): boolean {
  const { callbackQuery, msg } = context
  return callbackQuery !== undefined || (msg !== undefined && alertCommands.has(commandOf(context, msg) ?? ''))
}

/** Several VINs in one message are as many lookups. */
function weightOf({ callbackQuery, msg }: BotContext): number {
  if (callbackQuery !== undefined) return 1
  const found = findVins(msg?.text ?? msg?.caption ?? '').length
  return Math.min(Math.max(found, 1), mostVinsCounted)
}
