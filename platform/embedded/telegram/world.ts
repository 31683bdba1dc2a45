import type { Chat, Message, User, UserFromGetMe } from 'grammy/types'
import type { Clock } from '../../clock.ts'
import type { Changes } from './changes.ts'
import type { Entry, Person, Posted, Room, RoomChat, Status, WorldState } from './state.ts'

const maxKeptMessages = 2000

/** Chats, people and messages: what is there, who may speak, what was said. */
export function createWorld(deps: { state: WorldState; me: UserFromGetMe; clock: Clock; changes: Changes }) {
  const { state, me, clock, changes } = deps
  const { id, is_bot, first_name, username } = me
  /** The bot as a sender; `me` is what it is told about itself. */
  const bot = { id, is_bot, first_name, username }
  const nowS = (): number => Math.floor(clock() / 1000)

  const person = (id: number): Person | undefined => state.people.find(({ user }) => user.id === id)

  function room(id: number | string): Room | undefined {
    const username = typeof id === 'string' && id.startsWith('@') ? id.slice(1).toLowerCase() : undefined
    return state.rooms.find(({ chat }) =>
      username === undefined
        ? chat.id === Number(id)
        : chat.type === 'supergroup' && chat.username?.toLowerCase() === username,
    )
  }

  function addPerson(firstName: string, username?: string): Person {
    const user: User = { id: state.nextPersonId++, is_bot: false, first_name: firstName, language_code: 'en' }
    if (username !== undefined) user.username = username
    const added = { user, deactivated: false }
    state.people.push(added)
    const { id } = user
    const chat: Chat.PrivateChat = { id, type: 'private', first_name: firstName }
    if (username !== undefined) chat.username = username
    addRoom(chat, { [id]: 'member' })
    return added
  }

  function addGroup(title: string, memberIds: readonly number[], isForum: boolean): Room {
    const number = state.nextGroupId++
    const chat: RoomChat = isForum
      ? { id: supergroupId(number), type: 'supergroup', title, is_forum: true }
      : { id: -number, type: 'group', title }
    const members = memberIds.map((id, index): [number, Status] => [id, index === 0 ? 'creator' : 'member'])
    return addRoom(chat, { ...Object.fromEntries(members), [bot.id]: 'member' })
  }

  function addRoom(chat: RoomChat, members: Record<number, Status>): Room {
    const added: Room = { chat, members, entries: [], nextMessageId: 1, pinned: [] }
    state.rooms.push(added)
    changes.emit({ type: 'chats' })
    return added
  }

  function post(at: Room, content: Partial<Omit<Message, 'chat'>> & { from: User }): Entry {
    const message: Posted = { message_id: at.nextMessageId++, date: nowS(), chat: at.chat, ...content }
    const entry: Entry = { message, edits: [] }
    at.entries.push(entry)
    if (at.entries.length > maxKeptMessages) at.entries.shift()
    changes.emit({ type: 'message', chatId: at.chat.id, entry })
    return entry
  }

  function edit(at: Room, entry: Entry, message: Posted): Posted {
    entry.edits.push({ atMs: clock(), message: entry.message })
    entry.message = { ...message, edit_date: nowS() }
    changes.emit({ type: 'message', chatId: at.chat.id, entry })
    return entry.message
  }

  function remove(at: Room, entry: Entry): void {
    entry.deletedAtMs = clock()
    changes.emit({ type: 'message', chatId: at.chat.id, entry })
  }

  return { state, bot, me, nowS, person, room, addPerson, addGroup, addRoom, post, edit, remove }
}

export type World = ReturnType<typeof createWorld>

/** The message, unless it was deleted or never was. */
export function entryOf(room: Room, messageId: number): Entry | undefined {
  return room.entries.findLast(({ message, deletedAtMs }) => message.message_id === messageId && !deletedAtMs)
}

export function supergroupId(number: number): number {
  return -1_000_000_000_000 - number
}
