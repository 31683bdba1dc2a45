import type { Chat, User } from 'grammy/types'
import { expect, test } from 'vitest'
import { personOf } from './speaker.ts'

const ada: User = { id: 1001, is_bot: false, first_name: 'Ada' }
const group: Chat = { id: -4001, type: 'supergroup', title: 'Operations' }

test.each<{ name: string; from: User | undefined; senderChat?: Chat; isPerson: boolean }>([
  { name: 'a person is one', from: ada, isPerson: true },
  {
    name: 'an anonymous admin is none',
    from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
    senderChat: group,
    isPerson: false,
  },
  { name: 'nor by its id alone', from: { ...ada, id: 1_087_968_824 }, isPerson: false },
  { name: 'a channel that speaks in a group is none', from: { ...ada, id: 136_817_688 }, isPerson: false },
  { name: 'Telegram itself is none', from: { ...ada, id: 777_000 }, isPerson: false },
  { name: 'another bot is none', from: { ...ada, is_bot: true }, isPerson: false },
  { name: 'who speaks for a chat is none', from: ada, senderChat: group, isPerson: false },
  { name: 'a post of nobody has none', from: undefined, isPerson: false },
])('$name', ({ from, senderChat, isPerson }) => {
  expect(personOf(from, senderChat)).toBe(isPerson ? from : null)
})
