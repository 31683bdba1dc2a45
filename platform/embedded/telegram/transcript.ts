import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import type { Entry, Posted, Room } from './state.ts'

interface ShownButton {
  text: string
  data?: string
  url?: string
}

/** What a message shows at one time. */
interface Shown {
  /** The text or the caption. */
  text: string
  entities: MessageEntity[]
  /** Rows of the inline keyboard. */
  buttons: ShownButton[][]
}

/** A message of the transcript: what it shows now, what it showed before. */
export interface Line extends Shown {
  id: number
  chat: number
  from: { id: number; name: string; isBot: boolean }
  sentAtMs: number
  /** What it showed before each edit, oldest first; `atMs` is when the edit came. */
  edits: ({ atMs: number } & Shown)[]
  deletedAtMs?: number
  replyTo?: number
  topic?: number
  photo?: { fileId: string; path: string; width: number; height: number }
  document?: { fileId: string; path: string; name: string }
  /** What a service message says. */
  service?: string
}

/** @param pathOf the path of a stored file below `/control/files/`. */
export function lineOf({ message, edits, deletedAtMs }: Entry, pathOf: (fileId: string) => string): Line {
  const photo = message.photo?.at(-1)
  const { document } = message
  const service = serviceText(message)
  return {
    id: message.message_id,
    chat: message.chat.id,
    from: { id: message.from.id, name: message.from.first_name, isBot: message.from.is_bot },
    sentAtMs: message.date * 1000,
    ...shown(message),
    edits: edits.map((edit) => ({ atMs: edit.atMs, ...shown(edit.message) })),
    ...(deletedAtMs !== undefined && { deletedAtMs }),
    ...(message.reply_to_message && { replyTo: message.reply_to_message.message_id }),
    ...(message.message_thread_id !== undefined && { topic: message.message_thread_id }),
    ...(photo && {
      photo: { fileId: photo.file_id, path: pathOf(photo.file_id), width: photo.width, height: photo.height },
    }),
    ...(document && {
      document: { fileId: document.file_id, path: pathOf(document.file_id), name: document.file_name ?? 'file' },
    }),
    ...(service !== undefined && { service }),
  }
}

/** A chat as a list shows it. `bot` is the bot's status there. */
export interface ChatSummary {
  id: number
  type: Room['chat']['type']
  title: string
  members: number[]
  bot: string
  messages: number
  isForum: boolean
  movedTo?: number
}

export function summaryOf({ chat, members, entries, movedTo }: Room, botId: number): ChatSummary {
  return {
    id: chat.id,
    type: chat.type,
    title: chat.type === 'private' ? chat.first_name : chat.title,
    members: Object.keys(members)
      .map(Number)
      .filter((id) => id !== botId),
    bot: members[botId] ?? 'left',
    messages: entries.length,
    isForum: chat.is_forum === true,
    ...(movedTo !== undefined && { movedTo }),
  }
}

function shown(message: Posted): Shown {
  return {
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(button)),
  }
}

function button(one: InlineKeyboardButton): ShownButton {
  return {
    text: one.text,
    ...('callback_data' in one && { data: one.callback_data }),
    ...('url' in one && { url: one.url }),
  }
}

function serviceText(message: Posted): string | undefined {
  if (message.new_chat_members) return `${message.new_chat_members[0]?.first_name ?? 'Somebody'} joined`
  if (message.left_chat_member) return `${message.left_chat_member.first_name} was removed`
  if (message.migrate_to_chat_id) return 'the group became a supergroup'
  if (message.migrate_from_chat_id) return 'this supergroup was a group before'
  if (message.forum_topic_created) return `topic: ${message.forum_topic_created.name}`
  return undefined
}
