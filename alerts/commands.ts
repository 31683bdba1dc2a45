import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import type { Ledger } from './ledger.ts'
import type { Change } from './model/change.ts'
import { noChange } from './model/change.ts'
import { chatTypes, type Fact, type Subscription } from './model/subscription.ts'
import { before, type Schedule } from './schedule.ts'

const Id = Type.String({ minLength: 8, maxLength: 100, pattern: '^[\\w.:-]+$' })
const Chat = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
/** `by` is a Telegram user id; whoever passes the command on has made sure that it may speak for the chat. */
const Act = { id: Id, chat: Chat, by: Chat, at: Type.Integer({ minimum: 0 }) }
const strict = { additionalProperties: false }

const CommandBody = Type.Union([
  Type.Object(
    { verb: Type.Literal('subscribe'), ...Act, chatType: Type.Union(chatTypes.map((one) => Type.Literal(one))) },
    strict,
  ),
  Type.Object({ verb: Type.Literal('unsubscribe'), ...Act }, strict),
  Type.Object({ verb: Type.Literal('status'), chat: Chat }, strict),
])
/** What bot and web may ask of alerts. `at` is Unix milliseconds. A command with an id that was carried out before changes nothing. */
export type Command = Static<typeof CommandBody>

export type CommandOutcome =
  | { readonly outcome: 'subscribed' | 'already-subscribed' | 'unsubscribed' | 'not-subscribed' }
  | { readonly outcome: 'status'; readonly subscription: Subscription | null; readonly openIncidents: number }
  /** `message` says what was wanted. */
  | { readonly outcome: 'invalid'; readonly message: string }
  /** It may come to hold all the same: ask again with the same id. */
  | { readonly outcome: 'too-slow' }

export interface CommandDeps {
  ledger: Ledger
  /** Keeps and tells. */
  carryOut: (change: Change) => Promise<void>
  now: () => number
  schedule: Schedule
}

const answerWithinMs = 900

/** Carries out what bot and web ask for. Answers within 1 s; never rejects for what was asked. */
export function createCommands({ ledger, carryOut, now, schedule }: CommandDeps) {
  return async (body: unknown): Promise<CommandOutcome> => {
    if (!Check(CommandBody, body)) return { outcome: 'invalid', message: complaintAbout(body) }
    if (body.verb === 'status') return statusOf(ledger, body.chat)
    const { outcome, change } = decide(ledger, body, now())
    const done = carryOut(change).then(() => true)
    return (await before(answerWithinMs, done, schedule)) ? { outcome } : { outcome: 'too-slow' }
  }
}

function statusOf(ledger: Ledger, chat: number): CommandOutcome {
  return { outcome: 'status', subscription: ledger.subscriptions.of(chat), openIncidents: ledger.open().length }
}

type Act = Exclude<Command, { verb: 'status' }>

/** A fact that changes nothing is not stored, so that pressing a button a thousand times costs nothing. */
function decide(ledger: Ledger, act: Act, now: number) {
  const wanted = act.verb === 'subscribe'
  const holds = (ledger.subscriptions.of(act.chat) !== null) === wanted
  const done = wanted ? ('subscribed' as const) : ('unsubscribed' as const)
  if (ledger.knows(act.id)) return { outcome: done, change: noChange }
  if (holds)
    return { outcome: wanted ? ('already-subscribed' as const) : ('not-subscribed' as const), change: noChange }
  return { outcome: done, change: ledger.learn([factOf(act, now)]) }
}

/** The latest fact wins, so none may claim to come from the future. */
function factOf(act: Act, now: number): Fact {
  const base = { id: act.id, chat: act.chat, at: Math.min(act.at, now), by: String(act.by) }
  return act.verb === 'subscribe' ? { ...base, verb: act.verb, chatType: act.chatType } : { ...base, verb: act.verb }
}

function complaintAbout(body: unknown): string {
  const verb = typeof body === 'object' && body !== null && 'verb' in body ? body.verb : undefined
  const shape = CommandBody.anyOf.find(({ properties }) => properties.verb.const === verb)
  if (!shape) return 'verb must be subscribe, unsubscribe or status'
  const [first] = Errors(shape, body)
  const where = first?.instancePath.slice(1).replaceAll('/', '.') || 'the body'
  return `${where} ${first?.keyword === 'boolean' ? 'is not expected' : (first?.message ?? 'is not as described')}`
}
