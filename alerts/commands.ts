import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import type { Announcer, Told } from './announce.ts'
import type { Ledger } from './ledger.ts'
import type { Change } from './model/change.ts'
import { noChange } from './model/change.ts'
import { chatTypes, type Fact, type Subscription, wants } from './model/subscription.ts'
import { before, type Schedule } from './schedule.ts'

const Id = Type.String({ minLength: 8, maxLength: 100, pattern: '^[\\w.:-]+$' })
const Chat = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
/** `by` is a Telegram user id; whoever passes the command on has made sure that it may speak for the chat. */
const Time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })
const Act = { id: Id, chat: Chat, by: Chat, at: Time }
/** `since` of the subscription that the asker saw, 0 when there was none; the command is for that one alone. */
const Seen = Type.Optional(Type.Integer({ minimum: 0 }))
const strict = { additionalProperties: false }

const CommandBody = Type.Union([
  Type.Object(
    {
      verb: Type.Literal('subscribe'),
      ...Act,
      chatType: Type.Enum([...chatTypes]),
      /** Left out: as it is, and everything for a chat that is not subscribed. */
      severity: Type.Optional(Type.Enum([...wants])),
      seen: Seen,
    },
    strict,
  ),
  Type.Object({ verb: Type.Literal('unsubscribe'), ...Act, seen: Seen }, strict),
  Type.Object({ verb: Type.Literal('status'), chat: Chat }, strict),
  Type.Object(
    {
      verb: Type.Literal('announce-sign-in'),
      id: Id,
      at: Time,
      endsAt: Time,
      address: Type.String({ minLength: 1, maxLength: 100 }),
    },
    strict,
  ),
])
/** What bot and web may ask of alerts. `at` is Unix milliseconds. A command with an id that was carried out before changes nothing. */
export type Command = Static<typeof CommandBody>

/** `stale`: the subscription is another than the asker saw, and stays as it is. */
type Answered = 'subscribed' | 'changed' | 'already-subscribed' | 'unsubscribed' | 'not-subscribed' | 'stale'

/** `subscription` is what holds afterwards. */
export type CommandOutcome =
  | { readonly outcome: Answered; readonly subscription: Subscription | null }
  | { readonly outcome: 'status'; readonly subscription: Subscription | null; readonly openIncidents: number }
  | ({ readonly outcome: 'announced' } & Told)
  /** `message` says what was wanted. */
  | { readonly outcome: 'invalid'; readonly message: string }
  /** It may come to hold all the same: ask again with the same id. */
  | { readonly outcome: 'too-slow' }

export interface CommandDeps {
  ledger: Ledger
  /** Keeps and tells. */
  carryOut: (change: Change) => Promise<void>
  announce: Announcer['announce']
  now: () => number
  schedule: Schedule
}

const answerWithinMs = 900

/** Carries out what bot and web ask for. Answers within 1 s; never rejects for what was asked. */
export function createCommands({ ledger, carryOut, announce, now, schedule }: CommandDeps) {
  return async (body: unknown): Promise<CommandOutcome> => {
    if (!Check(CommandBody, body)) return { outcome: 'invalid', message: complaintAbout(body) }
    if (body.verb === 'status') return statusOf(ledger, body.chat)
    if (body.verb === 'announce-sign-in') {
      const told = await before(answerWithinMs, announce({ ...body, at: Math.min(body.at, now()) }), schedule)
      return typeof told === 'object' ? { outcome: 'announced', ...told } : { outcome: 'too-slow' }
    }
    const outcome = decide(ledger, body)
    const isNew = changing.has(outcome) && !ledger.knows(body.id)
    const change = isNew ? ledger.learn([factOf(ledger, body, now())]) : noChange
    const subscription = ledger.subscriptions.of(body.chat)
    const done = carryOut(change).then(() => true)
    return (await before(answerWithinMs, done, schedule)) ? { outcome, subscription } : { outcome: 'too-slow' }
  }
}

function statusOf(ledger: Ledger, chat: number): CommandOutcome {
  return { outcome: 'status', subscription: ledger.subscriptions.of(chat), openIncidents: ledger.open().length }
}

type Act = Exclude<Command, { verb: 'status' | 'announce-sign-in' }>

/** A fact that changes nothing is not stored, so that pressing a button a thousand times costs nothing. */
const changing = new Set<Answered>(['subscribed', 'changed', 'unsubscribed'])

/** What holds already needs no look at what was seen: nothing is lost by asking for it. */
function decide(ledger: Ledger, act: Act): Answered {
  const wanted = act.verb === 'subscribe'
  const done = wanted ? 'subscribed' : 'unsubscribed'
  if (ledger.knows(act.id)) return done
  const held = ledger.subscriptions.of(act.chat)
  if (wanted && held !== null && (act.severity ?? held.severity) === held.severity) return 'already-subscribed'
  if (!wanted && held === null) return 'not-subscribed'
  if (act.seen !== undefined && act.seen !== (held?.since ?? 0)) return 'stale'
  return wanted && held !== null ? 'changed' : done
}

/** The latest fact wins: none may claim to come from the future, and each is later than what it changes. */
function factOf(ledger: Ledger, act: Act, now: number): Fact {
  const held = ledger.subscriptions.of(act.chat)
  const at = Math.max(Math.min(act.at, now), 1 + (held?.since ?? -1))
  const base = { id: act.id, chat: act.chat, at, by: String(act.by) }
  if (act.verb === 'unsubscribe') return { ...base, verb: act.verb }
  return { ...base, verb: act.verb, chatType: act.chatType, severity: act.severity ?? 'all' }
}

function complaintAbout(body: unknown): string {
  const verb = typeof body === 'object' && body !== null && 'verb' in body ? body.verb : undefined
  const shape = CommandBody.anyOf.find(({ properties }) => properties.verb.const === verb)
  if (!shape) return 'verb must be subscribe, unsubscribe, status or announce-sign-in'
  const [first] = Errors(shape, body)
  const where = first?.instancePath.slice(1).replaceAll('/', '.') || 'the body'
  return `${where} ${first?.keyword === 'boolean' ? 'is not expected' : (first?.message ?? 'is not as described')}`
}
