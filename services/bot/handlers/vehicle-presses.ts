import { Composer } from 'grammy'
import { type CallbackKey, readPress } from '../../../alerts/callback-data.ts'
import { isUnavailable } from '../../../platform/postgres/pool.ts'
import { redraw, toast } from '../answer-press.ts'
import type { Garage, Opened } from '../garage.ts'
import { type VehiclePress, vehiclePressOf } from '../model/vehicle-press.ts'
import type { Explain } from '../replies/lookups.ts'
import { detailsReply, vehicleReply } from '../replies/vehicle.ts'
import type { BotContext } from '../speech.ts'
import { speakingIn, type VehicleTalk } from '../vehicle-talk.ts'

export interface VehiclePressesDeps {
  talk: VehicleTalk
  garage: Garage
  explain: Explain
  callbackKey: CallbackKey
}

/** The buttons below vehicles. A press that comes again does the same again, and nothing else. */
export function vehiclePresses({ talk, garage, explain, callbackKey }: VehiclePressesDeps): Composer<BotContext> {
  const handlers = new Composer<BotContext>()

  handlers.on('callback_query:data', async (context, next) => {
    const { from, message, data } = context.callbackQuery
    if (message === undefined) return next()
    const press = readPress(data, { chat: message.chat.id, user: from.id }, callbackKey)
    const wanted = press === null ? undefined : vehiclePressOf(press)
    return wanted === undefined ? next() : answer(context, from.id, wanted)
  })

  async function answer(context: BotContext, person: number, press: VehiclePress): Promise<void> {
    const { verb, vin } = press
    switch (verb) {
      case 'details':
      case 'less':
        return show(context, await garage.open(person, vin), verb === 'details', '')
      case 'refresh':
        return refresh(context, person, press)
      case 'save':
      case 'unsave':
        return keep(context, person, press, verb === 'save')
      case 'compare':
        return toast(context, (await talk.askForOther(context, vin)) ? '' : context.voice.plain('toast-try-again'))
      case 'open':
        await toast(context, '')
        return talk.tell(context, [vin])
    }
  }

  async function refresh(context: BotContext, person: number, { vin, isDetailed }: VehiclePress): Promise<void> {
    const opened = await garage.refresh(person, vin, context.update.update_id)
    return show(context, opened, isDetailed, context.voice.plain('toast-refreshed'))
  }

  async function show(context: BotContext, opened: Opened, isDetailed: boolean, text: string): Promise<void> {
    const { voice } = context
    const speaking = speakingIn(context)
    if (!opened.ok || speaking === null) return toast(context, refusal(context, opened))
    const { vehicle, isSaved } = opened
    await toast(context, text)
    await talk.note(speaking, vehicle.vin)
    const reply = isDetailed ? detailsReply : vehicleReply
    const buttons = talk.buttonsOf(context, speaking, { vin: vehicle.vin, isSaved, isDetailed })
    await redraw(context, reply(voice, vehicle, explain(vehicle.vin)), buttons)
  }

  function refusal({ voice }: BotContext, opened: Opened): string {
    if (opened.ok || opened.usedUp === null) return voice.plain('toast-vehicle-gone')
    return voice.plain('toast-lookups-used-up', { date: voice.date(opened.usedUp.resetsAt) })
  }

  async function keep(context: BotContext, person: number, press: VehiclePress, isSaved: boolean): Promise<void> {
    const kept = await garage.setSaved(person, press.vin, isSaved).catch((error) => {
      if (isUnavailable(error)) return 'away' as const
      throw error
    })
    if (kept === 'away') return toast(context, context.voice.plain('toast-try-again'))
    if (!kept) return toast(context, context.voice.plain('toast-vehicle-gone'))
    const text = context.voice.plain(isSaved ? 'toast-saved' : 'toast-unsaved')
    return show(context, await garage.open(person, press.vin), press.isDetailed, text)
  }
  return handlers
}
