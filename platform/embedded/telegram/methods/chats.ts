import type { ChatFullInfo, ChatMember } from 'grammy/types'
import { badRequest } from '../api-error.ts'
import { knownRoom, openRoom } from '../compose.ts'
import { memberOf } from '../member.ts'
import { entryOf } from '../world.ts'
import type { Method, MethodDeps } from './method.ts'

/** Methods that ask about chats and who is in them. */
export function chatMethods({ world }: MethodDeps): Record<string, Method> {
  const member = (id: number, status: ChatMember['status']): ChatMember => memberOf(world, id, status)

  return {
    getChat(params): Partial<ChatFullInfo> {
      const { chat, pinned } = chatOf(params)
      const last = pinned.at(-1)
      const message = last === undefined ? undefined : entryOf(chatOf(params), last)?.message
      const colour = { accent_color_id: Math.abs(chat.id) % 7, max_reaction_count: 11 }
      return { ...chat, ...colour, ...(message && { pinned_message: message }) } as Partial<ChatFullInfo>
    },
    getChatMember(params) {
      const room = openRoom(world, params)
      const userId = params.integer('user_id')
      if (userId === undefined) throw badRequest('invalid user_id specified')
      const isKnown = userId === world.bot.id || world.person(userId) !== undefined
      if (!isKnown) throw badRequest('member not found')
      return member(userId, room.members[userId] ?? 'left')
    },
    getChatAdministrators(params) {
      const room = openRoom(world, params)
      if (room.chat.type === 'private') throw badRequest('there are no administrators in the private chat')
      return Object.entries(room.members)
        .filter(([, status]) => status === 'creator' || status === 'administrator')
        .map(([id, status]) => member(Number(id), status))
    },
    getChatMemberCount: (params) =>
      Object.values(openRoom(world, params).members).filter((status) => status !== 'left' && status !== 'kicked')
        .length,
    leaveChat(params) {
      const room = openRoom(world, params)
      if (room.chat.type === 'private') throw badRequest("chat member status can't be changed in private chats")
      room.members[world.bot.id] = 'left'
      return true
    },
  }

  function chatOf(params: Parameters<Method>[0]) {
    return knownRoom(world, params)
  }
}
