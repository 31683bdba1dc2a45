import { expect, test } from 'vitest'
import { deriveSubscriptions, type Fact, isGroup, receiversOf } from './subscription.ts'

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
    expect(receiversOf(deriveSubscriptions(order)).map(({ chat }) => chat)).toEqual(chats)
  }
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
  expect(subscriptions.of(-1)).toEqual({ chat: -100, chatType: 'supergroup', since: 1 })
  expect([isGroup(-1), isGroup(1)]).toEqual([true, false])
})
