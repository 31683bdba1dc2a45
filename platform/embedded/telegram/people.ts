import type { Message, User } from 'grammy/types'
import type { Clock } from '../../clock.ts'
import { threadOf, withoutReply } from './compose.ts'
import { withFound } from './model/find-entities.ts'
import type { Upload } from './model/multipart.ts'
import type { Queries } from './queries.ts'
import type { Shelf } from './shelf.ts'
import type { Entry, Posted, Room } from './state.ts'
import type { Updates } from './updates.ts'
import { entryOf, type World } from './world.ts'

/** Something was asked of a chat that its people cannot do. The message says what. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
}

export interface Spoken {
  chat: number
  /** Who does it; the person of a private chat, the founder of a group when left out. */
  from?: number | undefined
  replyTo?: number | undefined
  topic?: number | undefined
}

/** What is sent with a message. */
export interface Attached extends Spoken {
  upload: Upload
  caption?: string | undefined
  /** The same for all that are sent as one album. */
  album?: string | undefined
}

export interface Pressed {
  chat: number
  messageId: number
  from?: number | undefined
  /** The data or the text of one of the message's buttons. */
  button?: string | undefined
  /** Any data, also such as no button of the message has: what a forged client could send. */
  data?: string | undefined
}

interface PeopleDeps {
  world: World
  shelf: Shelf
  updates: Updates
  queries: Queries
  clock: Clock
}

/** Telegram shows the bot no older message with a pressed button, seconds. */
const accessibleS = 48 * 3600

/** What people do in the chats, and the updates that tell the bot of it. */
export function createPeople({ world, shelf, updates, queries, clock }: PeopleDeps) {
  let nextQuery = 1

  function roomOf(chat: number): Room {
    const room = world.room(chat)
    if (!room) throw new ControlError(`there is no chat ${chat}`)
    if (room.movedTo !== undefined) throw new ControlError(`the chat moved to ${room.movedTo}`)
    return room
  }

  function speaker(room: Room, from: number | undefined): User {
    const members = Object.entries(room.members).filter(([id]) => Number(id) !== world.bot.id)
    const founder = members.find(([, status]) => status === 'creator') ?? members[0]
    const person = world.person(from ?? Number(founder?.[0]))
    if (!person || !(person.user.id in room.members)) throw new ControlError('the speaker is not in this chat')
    return person.user
  }

  /** Writing to the bot starts the chat with it. */
  function started(room: Room): void {
    if (room.chat.type !== 'private') return
    if (room.members[world.bot.id] === 'kicked') throw new ControlError('unblock the bot before writing to it')
    room.members[world.bot.id] = 'member'
  }

  function write(spoken: Spoken, content: Partial<Message>): Entry {
    const room = roomOf(spoken.chat)
    const from = speaker(room, spoken.from)
    started(room)
    const original = spoken.replyTo === undefined ? undefined : entryOf(room, spoken.replyTo)?.message
    const reply = original ? { reply_to_message: withoutReply(original) } : {}
    const entry = world.post(room, { from, ...threadOf(room, spoken.topic), ...reply, ...content })
    if (isSeen(room, entry.message)) updates.push(room.chat.id, { message: entry.message })
    return entry
  }

  /** Privacy mode: in a group the bot sees commands, mentions, answers to it and service messages. */
  function isSeen(room: Room, message: Posted): boolean {
    const status = room.members[world.bot.id]
    if (status !== 'member' && status !== 'administrator') return false
    if (room.chat.type === 'private' || status === 'administrator') return true
    return message.reply_to_message?.from?.id === world.bot.id || isService(message) || isAddressed(message)
  }

  function isAddressed(message: Posted): boolean {
    const text = (message.text ?? message.caption ?? '').toLowerCase()
    const name = `@${world.bot.username.toLowerCase()}`
    return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length }) => {
      const part = text.slice(offset, offset + length)
      if (type === 'mention') return part === name
      return type === 'bot_command' && offset === 0 && (!part.includes('@') || part.endsWith(name))
    })
  }

  function say(spoken: Spoken & { text: string }): Entry {
    if (spoken.text.trim() === '') throw new ControlError('there is no text to say')
    return write(spoken, found(spoken.text))
  }

  function edit(change: { chat: number; messageId: number; text: string }): Entry {
    const room = roomOf(change.chat)
    const entry = entryOf(room, change.messageId)
    if (!entry || entry.message.from.is_bot) throw new ControlError('there is no such message of a person')
    const changed = withoutText(entry.message)
    const hasText = entry.message.text !== undefined
    world.edit(room, entry, Object.assign(changed, hasText ? found(change.text) : caption(change.text)))
    const edited_message = { ...entry.message, edit_date: world.nowS() }
    if (isSeen(room, entry.message)) updates.push(room.chat.id, { edited_message })
    return entry
  }

  function sendPhoto(attached: Attached): Entry {
    const photo = shelf.keepPhoto(attached.upload)
    if (!photo) throw new ControlError('the file is no PNG, JPEG, GIF or WebP picture')
    return write(attached, { photo, ...around(attached) })
  }

  function sendDocument(attached: Attached): Entry {
    return write(attached, { document: shelf.keepDocument(attached.upload), ...around(attached) })
  }

  /** @returns the id of the query that the bot is asked to answer. */
  function press(pressed: Pressed): string {
    const room = roomOf(pressed.chat)
    const from = speaker(room, pressed.from)
    const entry = entryOf(room, pressed.messageId)
    if (!entry) throw new ControlError('there is no such message')
    const data = pressed.data ?? dataOf(entry.message, pressed.button ?? '')
    const id = `${clock()}${String(nextQuery++).padStart(5, '0')}`
    const isOld = world.nowS() - entry.message.date > accessibleS
    const message = isOld ? { chat: room.chat, message_id: entry.message.message_id, date: 0 as const } : entry.message
    queries.ask(id, from.id)
    updates.push(room.chat.id, {
      callback_query: { id, from, chat_instance: String(Math.abs(room.chat.id) * 7919), data, message },
    })
    return id
  }

  return { roomOf, speaker, isSeen, write, say, edit, sendPhoto, sendDocument, press }
}

export type People = ReturnType<typeof createPeople>

function withoutText(message: Posted): Posted {
  const rest = { ...message }
  for (const field of ['text', 'entities', 'caption', 'caption_entities'] as const) delete rest[field]
  return rest
}

function isService(message: Posted): boolean {
  return Boolean(message.new_chat_members ?? message.left_chat_member ?? message.forum_topic_created)
}

function dataOf(message: Posted, button: string): string {
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat()
  const data = buttons.flatMap((one) => ('callback_data' in one ? [{ text: one.text, data: one.callback_data }] : []))
  const found = data.find((one) => one.data === button) ?? data.find((one) => one.text === button)
  if (!found) throw new ControlError('the message has no such button')
  return found.data
}

function found(text: string): Partial<Message> {
  const { entities } = withFound({ text, entities: [] })
  return { text, ...(entities.length > 0 && { entities }) }
}

function around({ caption: text = '', album }: Attached): Partial<Message> {
  return { ...caption(text), ...(album !== undefined && { media_group_id: album }) }
}

function caption(text: string): Partial<Message> {
  if (text === '') return {}
  const { entities } = withFound({ text, entities: [] })
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) }
}
