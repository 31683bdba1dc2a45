import type { Garage } from './garage.ts'
import { code } from './languages/html.ts'
import type { Explain } from './replies/lookups.ts'
import { usedUpReply } from './replies/lookups.ts'
import { vehicleReply } from './replies/vehicle.ts'
import { type BotContext, say } from './speech.ts'
import { exampleVin, speakingIn, type VehicleTalk } from './vehicle-talk.ts'

export interface ShowKeptDeps {
  talk: Pick<VehicleTalk, 'note' | 'buttonsOf'>
  garage: Pick<Garage, 'open'>
  explain: Explain
}

/** Tells of a vehicle that was looked up before, as it is kept: that costs nothing. */
export function createShowKept({ talk, garage, explain }: ShowKeptDeps) {
  return async (context: BotContext, vin: string): Promise<void> => {
    const { voice } = context
    const speaking = speakingIn(context)
    const opened = await garage.open(speaking?.person ?? null, vin)
    if (!opened.ok)
      return opened.usedUp === null
        ? context.say('ask-for-vin', { example: code(exampleVin) })
        : say(context, usedUpReply(voice, opened.usedUp))
    await talk.note(speaking, vin)
    const shown = { vin, isSaved: opened.isSaved, isDetailed: false }
    const buttons = speaking === null ? undefined : talk.buttonsOf(context, speaking, shown)
    await say(context, vehicleReply(voice, opened.vehicle, explain(vin)), buttons)
  }
}

export type ShowKept = ReturnType<typeof createShowKept>
