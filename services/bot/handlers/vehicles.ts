import { Composer, type Context } from 'grammy'
import type { LookUp } from '../../vehicles/lookup.ts'
import { findVins } from '../../vehicles/model/vin.ts'
import * as replies from '../replies.ts'
import { say } from '../say.ts'

const mostVinsAMessage = 5
/** From this many letters and digits in one word a message was probably meant to be a VIN. */
const vinLike = /^[\s\p{Pd}A-Z0-9]{11,24}$/iu

/** `/vin`, and VINs anywhere in what people write. */
export function vehicleHandlers(lookUp: LookUp): Composer<Context> {
  const handlers = new Composer<Context>()
  /** One message for all, so that a retry repeats nothing that was said. */
  const answer = async (context: Context, inputs: readonly string[], found = inputs.length) => {
    const account = accountOf(context)
    const answers = await Promise.all(inputs.map((input) => lookUp(input, { account })))
    await say(context, replies.lookupAnswers(answers, found))
  }

  handlers.command('vin', async (context) => {
    if (context.match.trim() === '') return say(context, replies.askForVin())
    return answer(context, [context.match])
  })

  handlers.on(['message:text', 'message:caption'], async (context, next) => {
    const text = context.message.text ?? context.message.caption ?? ''
    if (text.startsWith('/')) return next()
    const vins = findVins(text)
    if (vins.length > 0) return answer(context, vins.slice(0, mostVinsAMessage), vins.length)
    return vinLike.test(text.trim()) && context.chat.type === 'private' ? answer(context, [text]) : next()
  })
  return handlers
}

function accountOf({ from }: Context): string | null {
  return from === undefined ? null : `telegram:${from.id}`
}
