import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { findVins } from '../../vehicles/model/vin.ts'
import { wordsTo } from '../addressed.ts'
import { code } from '../languages/html.ts'
import { intentOf } from '../model/intent.ts'
import type { Topic } from '../model/topic.ts'
import type { BotContext } from '../speech.ts'
import { exampleVin, mostVinsAMessage, type VehicleTalk } from '../vehicle-talk.ts'

/** A message of so many letters and digits was probably meant to be a VIN. */
const vinLike = /^(?=(?:.*\d){3})[\s\p{Pd}A-Z0-9]{11,24}$/iu
const vinLikeWord = /^(?=.*\d)[\p{Pd}A-Z0-9]{11,24}$/iu

/** `/vin`, `/compare`, VINs anywhere in what people write, and questions about the last one in plain words. */
export function vehicleHandlers(talk: VehicleTalk): Composer<BotContext> {
  const handlers = new Composer<BotContext>()

  handlers.command('vin', async (context) => {
    const typed = context.match.trim()
    const answered = typed === '' ? vinsIn(context.message?.reply_to_message) : []
    if (answered.length > 0) return talk.tell(context, answered)
    if (typed === '') return context.say('ask-for-vin', { example: code(exampleVin) })
    const vins = findVins(typed)
    return vins.length > 1 ? talk.tell(context, vins) : talk.tell(context, [typed])
  })

  handlers.command('compare', async (context) => {
    const words = context.match.split(/\s+/u)
    const wrong = words.find((word) => vinLikeWord.test(word) && findVins(word).length === 0)
    if (wrong !== undefined) return talk.tell(context, [wrong])
    const one = words.flatMap(findVins)
    return compareAll(context, one.length > 1 ? one : findVins(context.match))
  })

  async function compareAll(context: BotContext, [one, other]: readonly string[]): Promise<void> {
    if (one === undefined) {
      const example = code(`/compare ${exampleVin} 2T1BURHE0JC014702`)
      return context.say('compare-usage', { example })
    }
    return other === undefined ? talk.compareWithLast(context, one) : talk.compare(context, one, other)
  }

  handlers.on(['message:text', 'message:caption'], async (context, next) => {
    const words = wordsTo(context, context.message)
    if (words === null || words.startsWith('/')) return next()
    const vins = findVins(words)
    const isForwarded = context.message.forward_origin !== undefined
    const intent = isForwarded ? null : intentOf(withoutVins(words), context.voice.language)
    if (vins.length > 0) return intent === 'compare' ? compareAll(context, vins) : talk.receive(context, vins)
    if (intent !== null) return answerIntent(context, intent)
    return vinLike.test(words.trim()) ? talk.tell(context, [words]) : next()
  })

  async function answerIntent(context: BotContext, intent: Topic): Promise<void> {
    if (intent === 'refresh') return talk.refreshLast(context)
    if (intent === 'save') return talk.saveLast(context)
    if (intent !== 'compare') return talk.answer(context, intent)
    return talk.withLast(context, async ({ vin }) => {
      if (!(await talk.askForOther(context, vin))) await context.say('memory-away')
    })
  }

  /** A VIN that was put right is answered; another change of the message is not. */
  handlers.on(['edited_message:text', 'edited_message:caption'], async (context) => {
    const vins = findVins(wordsTo(context, context.editedMessage) ?? '')
    if (vins.length === 0) return
    const last = await talk.lastIn(context)
    const isAnswered = last !== null && last !== 'away' && last.vin === vins.slice(0, mostVinsAMessage).at(-1)
    if (!isAnswered) await talk.tell(context, vins)
  })
  return handlers
}

function vinsIn(message: Message | undefined): string[] {
  return findVins(message?.text ?? message?.caption ?? '')
}

/** Their letters are no words. */
function withoutVins(text: string): string {
  return text.replace(/[A-HJ-NPR-Z0-9]{17}/giu, ' ')
}
