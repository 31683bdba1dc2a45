import { memberOf } from './member.ts'
import { ControlError, type People } from './people.ts'
import type { Room, Status } from './state.ts'
import type { Updates } from './updates.ts'
import { supergroupId, type World } from './world.ts'

/** People let the bot in and out: blocking, kicking, adding, promoting, moving a group to a supergroup. */
export function createMembership({ world, people, updates }: { world: World; people: People; updates: Updates }) {
  const { bot, state } = world

  function change(room: Room, status: Status, by?: number): void {
    const before = room.members[bot.id] ?? 'left'
    room.members[bot.id] = status
    updates.push(room.chat.id, {
      my_chat_member: {
        chat: room.chat,
        from: people.speaker(room, by),
        date: world.nowS(),
        old_chat_member: memberOf(world, bot.id, before),
        new_chat_member: memberOf(world, bot.id, status),
      },
    })
  }

  function privateRoom(user: number): Room {
    const room = people.roomOf(user)
    if (room.chat.type !== 'private') throw new ControlError('only a person can do that')
    return room
  }

  function group(chat: number): Room {
    const room = people.roomOf(chat)
    if (room.chat.type === 'private') throw new ControlError('only a group can do that')
    return room
  }

  return {
    block: (user: number): void => change(privateRoom(user), 'kicked'),
    unblock: (user: number): void => change(privateRoom(user), 'member'),

    deactivate(user: number): void {
      const person = world.person(user)
      if (!person) throw new ControlError(`there is no person ${user}`)
      person.deactivated = true
    },

    kick(chat: number): void {
      const room = group(chat)
      change(room, 'kicked')
      people.write({ chat }, { left_chat_member: bot })
    },

    addBot(chat: number): void {
      change(group(chat), 'member')
      people.write({ chat }, { new_chat_members: [bot] })
    },

    promote: (chat: number): void => change(group(chat), 'administrator'),

    /** @returns the id of the supergroup; every request to the old one is answered with it. */
    migrate(chat: number): number {
      const old = group(chat)
      if (old.chat.type !== 'group') throw new ControlError('the chat is a supergroup already')
      const id = supergroupId(state.nextGroupId++)
      const moved = world.addRoom({ id, type: 'supergroup', title: old.chat.title }, { ...old.members })
      const from = people.speaker(old, undefined)
      const leaving = world.post(old, { from, migrate_to_chat_id: id })
      const arriving = world.post(moved, { from, migrate_from_chat_id: chat })
      old.movedTo = id
      updates.push(chat, { message: leaving.message })
      updates.push(id, { message: arriving.message })
      return id
    },

    /** @returns the id of the topic. */
    addTopic(chat: number, name: string): number {
      const room = group(chat)
      if (!room.chat.is_forum) throw new ControlError('the chat has no topics')
      const message_thread_id = room.nextMessageId
      const forum_topic_created = { name, icon_color: 0x6fb9f0 as const }
      people.write({ chat }, { message_thread_id, is_topic_message: true, forum_topic_created })
      return message_thread_id
    },
  }
}

export type Membership = ReturnType<typeof createMembership>
