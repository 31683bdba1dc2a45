import type { Receiver } from './notice.ts'
import type { IncidentSeverity } from './overview.ts'

export const chatTypes = ['private', 'group', 'supergroup', 'channel'] as const
type ChatType = (typeof chatTypes)[number]

/** Which incidents a chat wants to be told of: of each severity, or of those alone that are critical. */
export const wants = ['all', 'critical'] as const
export type Want = (typeof wants)[number]

interface FactBase {
  /** Equal ids are one fact, however often it is told. */
  readonly id: string
  readonly chat: number
  /** Unix milliseconds. */
  readonly at: number
  /** Who did it: a Telegram user id, or a part of the platform. */
  readonly by: string
}

/** Something that happened to a chat. Facts are only ever added; what holds is derived from all of them. */
export type Fact =
  | (FactBase & {
      readonly verb: 'subscribe'
      readonly chatType: ChatType
      /** Facts of the time before it could be chosen have none and mean all. */
      readonly severity?: Want
    })
  | (FactBase & { readonly verb: 'unsubscribe' | 'gone' })
  | (FactBase & { readonly verb: 'move'; readonly to: number })

export interface Subscription {
  readonly chat: number
  readonly chatType: ChatType
  readonly severity: Want
  /** Of the fact that says so; grows with each change. */
  readonly since: number
}

export interface Subscriptions {
  /** The chats that are told, each once. */
  all(): Subscription[]
  of(chat: number): Subscription | null
  /** Where a chat is now: a group that became a supergroup has another id. */
  present(chat: number): number
}

/** What holds by the union of facts, in whatever order they were learned: the latest about a chat wins. */
export function deriveSubscriptions(facts: readonly Fact[]): Subscriptions {
  const moves = new Map(facts.flatMap((fact) => (fact.verb === 'move' ? [[fact.chat, fact.to] as const] : [])))
  const present = (chat: number) => follow(moves, chat)
  const latest = new Map<number, Fact>()
  for (const fact of [...facts].filter(({ verb }) => verb !== 'move').sort(byTime)) latest.set(present(fact.chat), fact)
  const hasMoved = (chat: number) => present(chat) !== chat
  const of = (chat: number): Subscription | null => {
    const fact = latest.get(present(chat))
    if (fact?.verb !== 'subscribe') return null
    const chatType = hasMoved(fact.chat) ? 'supergroup' : fact.chatType
    return { chat: present(chat), chatType, severity: fact.severity ?? 'all', since: fact.at }
  }
  return { all: () => [...latest.keys()].flatMap((chat) => of(chat) ?? []), of, present }
}

/** Who is told of an incident of this severity. */
export function receiversOf(subscriptions: Subscriptions, severity: IncidentSeverity): Receiver[] {
  const wanting = subscriptions.all().filter((one) => whyUnwanted(one, severity) === null)
  return wanting.map(({ chat }) => ({ chat, topic: null }))
}

/** Why a chat is not told of incidents of this severity; null when it is. */
export function whyUnwanted(subscription: Subscription | null, severity: IncidentSeverity): string | null {
  if (subscription === null) return 'the chat unsubscribed before it was told'
  if (subscription.severity === 'all' || severity === 'critical') return null
  return 'the chat narrowed to what is critical before it was told'
}

/** Telegram keeps groups to fewer messages. Their ids are negative. */
export function isGroup(chat: number): boolean {
  return chat < 0
}

function byTime(a: Fact, b: Fact): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1)
}

/** A circle of moves ends where it began. */
function follow(moves: ReadonlyMap<number, number>, chat: number): number {
  const visited = new Set<number>()
  let place = chat
  for (let next = moves.get(place); next !== undefined && !visited.has(place); next = moves.get(place)) {
    visited.add(place)
    place = next
  }
  return place
}
