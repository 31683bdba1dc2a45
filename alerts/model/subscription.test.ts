import { expect, test } from 'vitest'
import type { IncidentSeverity } from './overview.ts'
import { deriveSubscriptions, type Fact, isGroup, receiversOf, type Want, whyUnwanted } from './subscription.ts'

let ids = 0
const fact = (verb: 'subscribe' | 'unsubscribe' | 'gone', chat: number, at: number): Fact => {
  const base = { id: `f${ids++}`, chat, at, by: 'x' }
  return verb === 'subscribe' ? { ...base, verb, chatType: chat < 0 ? 'group' : 'private' } : { ...base, verb }
}
const move = (chat: number, to: number, at: number): Fact => ({ id: `f${ids++}`, verb: 'move', chat, to, at, by: 'x' })

test.each<{ name: string; facts: Fact[]; chats: number[] }>([
  { name: 'nobody is subscribed before anybody asked', facts: [], chats: [] },
  {
    name: 'each chat is told once, however often it asked',
    facts: [fact('subscribe', 1, 1), fact('subscribe', 1, 2)],
    chats: [1],
  },
  { name: 'the latest word counts', facts: [fact('subscribe', 1, 1), fact('unsubscribe', 1, 2)], chats: [] },
  { name: 'in whatever order it was learned', facts: [fact('unsubscribe', 1, 2), fact('subscribe', 1, 1)], chats: [] },
  { name: 'a chat that is gone is told nothing', facts: [fact('subscribe', 1, 1), fact('gone', 1, 2)], chats: [] },
  {
    name: 'until it asks again',
    facts: [fact('subscribe', 1, 1), fact('gone', 1, 2), fact('subscribe', 1, 3)],
    chats: [1],
  },
  {
    name: 'a chat that moved is told where it is',
    facts: [fact('subscribe', -1, 1), move(-1, -100, 2)],
    chats: [-100],
  },
  { name: 'also when the move was learned first', facts: [move(-1, -100, 0), fact('subscribe', -1, 1)], chats: [-100] },
  {
    name: 'and once, when both ids asked',
    facts: [fact('subscribe', -1, 1), fact('subscribe', -100, 2), move(-1, -100, 3)],
    chats: [-100],
  },
  {
    name: 'the new id can end what the old one began',
    facts: [fact('subscribe', -1, 1), move(-1, -100, 2), fact('unsubscribe', -100, 3)],
    chats: [],
  },
  {
    name: 'moves are followed to their end',
    facts: [fact('subscribe', -1, 1), move(-1, -2, 2), move(-2, -3, 3)],
    chats: [-3],
  },
  {
    name: 'others are left alone',
    facts: [fact('subscribe', 1, 1), fact('subscribe', 2, 1), fact('gone', 1, 2)],
    chats: [2],
  },
])('$name', ({ facts, chats }) => {
  for (const order of [facts, [...facts].reverse()]) {
    expect(receiversOf(deriveSubscriptions(order), 'info').map(({ chat }) => chat)).toEqual(chats)
  }
})

const wish = (chat: number, at: number, severity: Want): Fact => {
  return { id: `f${ids++}`, verb: 'subscribe', chat, chatType: 'private', severity, at, by: 'x' }
}

test.each<{ name: string; facts: Fact[]; told: Record<IncidentSeverity, number[]> }>([
  {
    name: 'a chat that asked before it could choose is told everything',
    facts: [fact('subscribe', 1, 1)],
    told: { critical: [1], warning: [1], info: [1] },
  },
  {
    name: 'a narrowed one is told what is critical, and nothing else',
    facts: [wish(1, 1, 'critical'), wish(2, 1, 'all')],
    told: { critical: [1, 2], warning: [2], info: [2] },
  },
  {
    name: 'it can narrow later',
    facts: [fact('subscribe', 1, 1), wish(1, 2, 'critical')],
    told: { critical: [1], warning: [], info: [] },
  },
  {
    name: 'and widen again',
    facts: [wish(1, 1, 'critical'), wish(1, 2, 'all')],
    told: { critical: [1], warning: [1], info: [1] },
  },
  {
    name: 'what it chose ends with its subscription',
    facts: [wish(1, 1, 'critical'), fact('unsubscribe', 1, 2), fact('subscribe', 1, 3)],
    told: { critical: [1], warning: [1], info: [1] },
  },
  {
    name: 'it moves along with the chat',
    facts: [wish(-1, 1, 'critical'), move(-1, -100, 2)],
    told: { critical: [-100], warning: [], info: [] },
  },
])('$name', ({ facts, told }) => {
  for (const order of [facts, [...facts].reverse()]) {
    const subscriptions = deriveSubscriptions(order)
    for (const severity of ['critical', 'warning', 'info'] as const) {
      expect(
        receiversOf(subscriptions, severity).map(({ chat }) => chat),
        severity,
      ).toEqual(told[severity])
    }
  }
})

test.each<{ name: string; facts: Fact[]; severity: IncidentSeverity; why: string | null }>([
  { name: 'critical is wanted by all', facts: [wish(1, 1, 'critical')], severity: 'critical', why: null },
  { name: 'a warning is wanted by who wants all', facts: [wish(1, 1, 'all')], severity: 'warning', why: null },
  {
    name: 'but not by who narrowed',
    facts: [wish(1, 1, 'critical')],
    severity: 'warning',
    why: 'the chat narrowed to what is critical before it was told',
  },
  {
    name: 'nothing is wanted by who unsubscribed',
    facts: [wish(1, 1, 'all'), fact('unsubscribe', 1, 2)],
    severity: 'critical',
    why: 'the chat unsubscribed before it was told',
  },
])('$name', ({ facts, severity, why }) => {
  expect(whyUnwanted(deriveSubscriptions(facts).of(1), severity)).toBe(why)
})

test('facts of one moment are ordered by id, so that every process derives the same', () => {
  const facts: Fact[] = [
    { ...fact('subscribe', 1, 5), id: 'a' },
    { ...fact('unsubscribe', 1, 5), id: 'b' },
  ]
  expect(deriveSubscriptions(facts).of(1)).toBeNull()
  expect(deriveSubscriptions([...facts].reverse()).of(1)).toBeNull()
})

test('a circle of moves ends', () => {
  const subscriptions = deriveSubscriptions([fact('subscribe', -1, 1), move(-1, -2, 2), move(-2, -1, 3)])
  expect(subscriptions.all()).toHaveLength(1)
})

test('a group that moved is a supergroup; groups have negative ids', () => {
  const subscriptions = deriveSubscriptions([fact('subscribe', -1, 1), move(-1, -100, 2)])
  expect(subscriptions.of(-1)).toEqual({ chat: -100, chatType: 'supergroup', severity: 'all', since: 1 })
  expect([isGroup(-1), isGroup(1)]).toEqual([true, false])
})
