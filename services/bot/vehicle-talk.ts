import type { InlineKeyboardMarkup } from 'grammy/types'
import type { CallbackKey } from '../../alerts/callback-data.ts'
import type { Clock } from '../../platform/clock.ts'
import type { LookupAnswer } from '../vehicles/lookup.ts'
import type { ConversationStore, LastVehicle, Speaking } from './conversation-store.ts'
import type { Garage, Opened } from './garage.ts'
import { code } from './languages/html.ts'
import { type AnsweredTopic, answerReply } from './replies/answer.ts'
import { compareReply } from './replies/compare.ts'
import { type Explain, lookupsReply, usedUpReply } from './replies/lookups.ts'
import { detailsReply, vehicleReply } from './replies/vehicle.ts'
import { personOf } from './speaker.ts'
import { type BotContext, say } from './speech.ts'
import { choiceOfVehicles, type ShownVehicle, vehicleButtons } from './vehicle-buttons.ts'
import { vehicleTitle } from './vehicle-title.ts'
import { orWhenAway } from './when-away.ts'

export interface VehicleTalkDeps {
  garage: Garage
  conversations: Pick<ConversationStore, 'noteVehicle' | 'lastVehicle'>
  explain: Explain
  callbackKey: CallbackKey
  now: Clock
}

export const exampleVin = '1HGCM82633A004352'
export const mostVinsAMessage = 5

/** What the bot says of vehicles, whoever asks and in whatever way. */
export function createVehicleTalk({ garage, conversations, explain, callbackKey, now }: VehicleTalkDeps) {
  /** One message for all, so that a retry repeats nothing that was said; more VINs than it has room for are counted. */
  async function tell(context: BotContext, inputs: readonly string[]): Promise<void> {
    const speaking = speakingIn(context)
    const { answers, usedUp } = await garage.lookUp(speaking?.person ?? null, inputs.slice(0, mostVinsAMessage))
    const vins = answers.flatMap((answer) => (answer.ok ? [answer.vehicle.vin] : []))
    const buttons = await buttonsFor(context, speaking, answers)
    await say(context, lookupsReply(context.voice, { answers, found: inputs.length, usedUp }, explain), buttons)
    // Noted once it is said: a message that the queue brings again finds the conversation as it was.
    await note(speaking, vins.at(-1))
  }

  /** The one VIN that the bot asked for is compared; others are looked up. */
  async function receive(context: BotContext, vins: readonly string[]): Promise<void> {
    const [only] = vins
    if (only === undefined || vins.length > 1) return tell(context, vins)
    const last = await lastIn(context)
    const isAwaited = last !== null && last !== 'away' && last.comparing && last.vin !== only
    return isAwaited ? compare(context, last.vin, only) : tell(context, vins)
  }

  /** The buttons belong to the one who asked; whoever has no name gets none. */
  async function buttonsFor({ voice }: BotContext, speaking: Speaking | null, answers: readonly LookupAnswer[]) {
    const vehicles = answers.flatMap((answer) => (answer.ok ? [answer.vehicle] : []))
    const [first] = vehicles
    if (speaking === null || first === undefined) return undefined
    if (vehicles.length > 1) return choiceOfVehicles(voice, vehicles, signing(speaking))
    const isSaved = await garage.isSaved(speaking.person, first.vin)
    return buttonsOf({ voice }, speaking, { vin: first.vin, isSaved, isDetailed: false })
  }

  const signing = ({ chat, person }: Speaking) => ({ signed: { chat, user: person }, key: callbackKey })
  const buttonsOf = (
    { voice }: Pick<BotContext, 'voice'>,
    speaking: Speaking,
    shown: ShownVehicle,
  ): InlineKeyboardMarkup => vehicleButtons(voice, shown, signing(speaking))

  async function compare(context: BotContext, one: string, other: string): Promise<void> {
    const person = speakingIn(context)?.person ?? null
    if (one === other) return context.say('compare-same-vin')
    const first = await garage.open(person, one)
    const second = await garage.open(person, other)
    if (!first.ok) return refuse(context, first)
    if (!second.ok) return refuse(context, second)
    await say(context, compareReply(context.voice, first.vehicle, second.vehicle))
    await note(speakingIn(context), one)
  }

  async function compareWithLast(context: BotContext, vin: string): Promise<void> {
    const last = await lastIn(context)
    if (last === 'away') return context.say('memory-away')
    return last === null ? tell(context, [vin]) : compare(context, last.vin, vin)
  }

  /** The next VIN is compared with this one. @returns false when that cannot be kept in mind now. */
  async function askForOther(context: BotContext, vin: string): Promise<boolean> {
    const speaking = speakingIn(context)
    const opened = await garage.open(speaking?.person ?? null, vin)
    if (speaking === null || !opened.ok) return false
    const noted = conversations.noteVehicle(speaking, { vin, comparing: true }, now()).then(() => true)
    if (!(await orWhenAway(noted, false))) return false
    await context.say('compare-ask', { title: vehicleTitle(context.voice, opened.vehicle) })
    return true
  }

  /** A question about the last vehicle of the one who asks. */
  async function answer(context: BotContext, topic: AnsweredTopic | 'details'): Promise<void> {
    await withLast(context, async (vehicle, { isSaved }) => {
      const explained = explain(vehicle.vin)
      const { voice } = context
      if (topic !== 'details') return say(context, answerReply(voice, topic, vehicle, explained))
      const speaking = speakingIn(context)
      const buttons =
        speaking === null ? undefined : buttonsOf(context, speaking, { vin: vehicle.vin, isSaved, isDetailed: true })
      await say(context, detailsReply(voice, vehicle, explained), buttons)
    })
  }

  /** @param tell what to say of the last vehicle, which was opened for the one who asks. */
  async function withLast(
    context: BotContext,
    tellOf: (vehicle: (Opened & { ok: true })['vehicle'], opened: Opened & { ok: true }) => Promise<void>,
  ): Promise<void> {
    const last = await lastIn(context)
    if (last === 'away') return context.say('memory-away')
    if (last === null) return context.say('which-vehicle')
    const opened = await garage.open(speakingIn(context)?.person ?? null, last.vin)
    return opened.ok ? tellOf(opened.vehicle, opened) : refuse(context, opened)
  }

  async function refreshLast(context: BotContext): Promise<void> {
    await withLast(context, async ({ vin }) => {
      const speaking = speakingIn(context)
      const opened = speaking === null ? null : await garage.refresh(speaking.person, vin, context.update.update_id)
      if (speaking === null || opened === null) return
      if (!opened.ok) return refuse(context, opened)
      const buttons = buttonsOf(context, speaking, { vin, isSaved: opened.isSaved, isDetailed: false })
      await say(context, vehicleReply(context.voice, opened.vehicle, explain(vin)), buttons)
    })
  }

  async function saveLast(context: BotContext): Promise<void> {
    await withLast(context, async ({ vin }) => {
      const person = speakingIn(context)?.person
      const isSaved = person !== undefined && (await orWhenAway(garage.setSaved(person, vin, true), false))
      await context.say(isSaved ? 'toast-saved' : 'toast-try-again')
    })
  }

  function refuse(context: BotContext, { usedUp }: Opened & { ok: false }): Promise<void> {
    if (usedUp !== null) return say(context, usedUpReply(context.voice, usedUp))
    return context.say('ask-for-vin', { example: code(exampleVin) })
  }

  async function note(speaking: Speaking | null, vin: string | undefined): Promise<void> {
    if (speaking === null || vin === undefined) return
    await orWhenAway(conversations.noteVehicle(speaking, { vin, comparing: false }, now()), undefined)
  }

  async function lastIn(context: BotContext): Promise<LastVehicle | null | 'away'> {
    const speaking = speakingIn(context)
    return speaking === null ? null : orWhenAway(conversations.lastVehicle(speaking, now()), 'away' as const)
  }

  return {
    tell,
    receive,
    compare,
    compareWithLast,
    askForOther,
    answer,
    refreshLast,
    saveLast,
    withLast,
    lastIn,
    note,
    buttonsOf,
  }
}

export type VehicleTalk = ReturnType<typeof createVehicleTalk>

/** null for whoever speaks without a name. */
export function speakingIn(context: BotContext): Speaking | null {
  const { chat } = context
  const senderChat = context.callbackQuery === undefined ? context.senderChat : undefined
  const person = personOf(context.from, senderChat)
  return person === null || chat === undefined ? null : { chat: chat.id, person: person.id }
}
