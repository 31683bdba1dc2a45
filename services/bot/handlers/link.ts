import { Composer } from 'grammy'
import type { Clock } from '../../../platform/clock.ts'
import { parseVin } from '../../vehicles/model/vin.ts'
import type { SavedVehicles } from '../../vehicles/saved.ts'
import type { ConversationStore } from '../conversation-store.ts'
import { accountOf, unlessAway } from '../in-private.ts'
import { escaped, lines } from '../languages/html.ts'
import type { PageAddresses } from '../model/addresses.ts'
import { personOf } from '../speaker.ts'
import { type BotContext, say } from '../speech.ts'
import { vehicleTitle } from '../vehicle-title.ts'
import { orWhenAway } from '../when-away.ts'

export interface LinkHandlersDeps {
  pages: PageAddresses
  conversations: Pick<ConversationStore, 'lastVehicle'>
  vehicles: Pick<SavedVehicles, 'find'>
  now: Clock
}

/** `/link`: the address of a vehicle's page, of the last one when none is named. */
export function linkHandlers({ pages, conversations, vehicles, now }: LinkHandlersDeps): Composer<BotContext> {
  const handlers = new Composer<BotContext>()

  handlers.command('link', async (context) => {
    const typed = String(context.match ?? '').trim()
    if (typed === '') return linkToLast(context)
    const parsed = parseVin(typed)
    return parsed.ok ? tell(context, parsed.vin) : context.say('link-no-vin')
  })

  function linkToLast(context: BotContext): Promise<void> {
    const person = personOf(context.from, context.senderChat)
    if (person === null || context.chat === undefined) return context.say('link-which')
    const speaking = { chat: context.chat.id, person: person.id }
    return unlessAway(
      async () => {
        const last = await conversations.lastVehicle(speaking, now())
        await (last === null ? context.say('link-which') : tell(context, last.vin))
      },
      () => context.say('link-which'),
    )
  }

  /** The address stands on a line of its own, as it is, so that a tap opens it and it can be copied. */
  async function tell(context: BotContext, vin: string): Promise<void> {
    const title = (await titleIn(context, vin)) ?? vin
    await say(context, lines([context.voice.html('link-page', { title }), escaped(pages.vehicle(vin))]))
  }

  /** @returns null for what the person never looked up, or when that is not known. */
  async function titleIn({ voice, from }: BotContext, vin: string): Promise<string | null> {
    if (from === undefined) return null
    const kept = await orWhenAway(vehicles.find(accountOf(from), vin), null)
    return kept === null ? null : vehicleTitle(voice, kept.vehicle)
  }
  return handlers
}
