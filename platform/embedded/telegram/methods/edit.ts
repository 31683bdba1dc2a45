import { isDeepStrictEqual } from 'node:util'
import type { InputMedia, Message } from 'grammy/types'
import { badRequest } from '../api-error.ts'
import { captionOf, markupOf, openRoom, textOf } from '../compose.ts'
import type { Params } from '../params.ts'
import type { Entry, Posted, Room } from '../state.ts'
import { entryOf } from '../world.ts'
import type { Method, MethodDeps } from './method.ts'
import { mediaOf } from './send.ts'

/** Bots cannot delete what is older, seconds. */
const deletableS = 48 * 3600

/** The parts of a message that an edit can replace. */
const replaceable = ['text', 'entities', 'caption', 'caption_entities', 'photo', 'document', 'reply_markup'] as const

/** Methods that change what is in a chat. */
export function editMethods({ world, shelf }: MethodDeps): Record<string, Method> {
  function edit(params: Params, change: (message: Posted) => Partial<Message>): Message {
    const markup = markupOf(params)
    const { room, entry } = editable(params)
    const changed = { ...stripped(entry.message, change(entry.message)), ...markup }
    if (isDeepStrictEqual(changed, strippedOfDate(entry.message))) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same ' +
          'as a current content and reply markup of the message',
      )
    }
    return world.edit(room, entry, changed)
  }

  function editable(params: Params): { room: Room; entry: Entry } {
    const room = openRoom(world, params)
    const messageId = params.integer('message_id')
    if (messageId === undefined) throw badRequest('message identifier is not specified')
    const entry = entryOf(room, messageId)
    if (!entry) throw badRequest('message to edit not found')
    if (entry.message.from.id !== world.bot.id) throw badRequest("message can't be edited")
    return { room, entry }
  }

  function remove(params: Params): true {
    const room = openRoom(world, params)
    const entry = entryOf(room, params.integer('message_id') ?? 0)
    if (!entry) throw badRequest('message to delete not found')
    const isOwn = entry.message.from.id === world.bot.id
    const isAllowed = isOwn || room.chat.type === 'private' || room.members[world.bot.id] === 'administrator'
    if (!isAllowed || world.nowS() - entry.message.date >= deletableS) throw badRequest("message can't be deleted")
    world.remove(room, entry)
    return true
  }

  function pinning(params: Params): { room: Room; messageId: number | undefined } {
    const room = openRoom(world, params)
    if (room.chat.type !== 'private' && room.members[world.bot.id] !== 'administrator') {
      throw badRequest('not enough rights to manage pinned messages in the chat')
    }
    return { room, messageId: params.integer('message_id') }
  }

  return {
    editMessageText(params) {
      const content = textOf(params)
      return edit(params, (message) => {
        if (message.text === undefined) throw badRequest('there is no text in the message to edit')
        return content
      })
    },
    editMessageCaption(params) {
      const content = captionOf(params)
      return edit(params, ({ photo, document }) => {
        if (!photo && !document) throw badRequest('there is no caption in the message to edit')
        return { ...(photo && { photo }), ...(document && { document }), ...content }
      })
    },
    editMessageMedia(params) {
      const media = params.object<InputMedia>('media')
      if (!media) throw badRequest('there is no media in the request')
      const content = mediaOf(shelf, params, media)
      return edit(params, () => content)
    },
    editMessageReplyMarkup: (params) => edit(params, withoutMarkup),
    deleteMessage: remove,

    pinChatMessage(params) {
      const { room, messageId } = pinning(params)
      if (messageId === undefined || !entryOf(room, messageId)) throw badRequest('message to pin not found')
      room.pinned = [...room.pinned.filter((id) => id !== messageId), messageId]
      return true
    },
    unpinChatMessage(params) {
      const { room, messageId } = pinning(params)
      const last = messageId ?? room.pinned.at(-1)
      if (last === undefined || !room.pinned.includes(last)) throw badRequest('message to unpin not found')
      room.pinned = room.pinned.filter((id) => id !== last)
      return true
    },
    unpinAllChatMessages(params) {
      pinning(params).room.pinned = []
      return true
    },
  }
}

function withoutMarkup(message: Posted): Partial<Message> {
  const { reply_markup: _, ...rest } = message
  return rest
}

/** An edit replaces the whole content: what it does not name is gone, the keyboard too. */
function stripped(message: Posted, content: Partial<Message>): Posted {
  const rest = strippedOfDate(message)
  for (const part of replaceable) delete rest[part]
  const parts = replaceable.filter((part) => content[part] !== undefined).map((part) => [part, content[part]])
  return { ...rest, ...Object.fromEntries(parts) }
}

function strippedOfDate(message: Posted): Posted {
  const { edit_date: _, ...rest } = message
  return rest
}
