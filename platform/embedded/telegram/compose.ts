import type { InlineKeyboardMarkup, Message, ReplyParameters } from 'grammy/types'
import { badRequest, forbidden } from './api-error.ts'
import { type Entity, type Formatted, type Parsed, trimmed } from './model/entity.ts'
import { withFound } from './model/find-entities.ts'
import { parseHtml } from './model/html.ts'
import { parseMarkdown } from './model/markdown.ts'
import type { Params } from './params.ts'
import type { Room } from './state.ts'
import { entryOf, type World } from './world.ts'

/** UTF-16 units after the markup is taken out. Telegram counts characters; this is never more lenient. */
const maxTextLength = 4096
const maxCaptionLength = 1024
/** UTF-8 bytes. */
const maxCallbackDataBytes = 64
const maxButtons = 100

/**
 * The text of a message with its entities.
 * @throws ApiError 400 on bad markup, an empty or a too long text
 */
export function textOf(params: Params): { text: string; entities?: Entity[] } {
  const source = params.text('text')
  if (source === undefined || source === '') throw badRequest('message text is empty')
  const formatted = formattedBy(params, source, 'entities')
  if (formatted.text === '') throw badRequest('text must be non-empty')
  if (formatted.text.length > maxTextLength) throw badRequest('message is too long')
  return { text: formatted.text, ...(formatted.entities.length > 0 && { entities: formatted.entities }) }
}

/** The same for the text below a photo or a document, which may be missing. */
export function captionOf(params: Params): { caption?: string; caption_entities?: Entity[] } {
  const { text, entities } = formattedBy(params, params.text('caption') ?? '', 'caption_entities')
  if (text.length > maxCaptionLength) throw badRequest('message caption is too long')
  return { ...(text !== '' && { caption: text }), ...(entities.length > 0 && { caption_entities: entities }) }
}

function formattedBy(params: Params, source: string, entitiesField: string): Formatted {
  const mode = params.text('parse_mode')?.toLowerCase() ?? ''
  const given = params.object<Entity[]>(entitiesField) ?? []
  const parsed = parsedBy(mode, source, given)
  if (!parsed.ok) throw badRequest(`can't parse entities: ${parsed.reason}`)
  return withFound(trimmed(parsed))
}

/** The old Markdown mode is not spoken here: this product writes HTML. */
function parsedBy(mode: string, source: string, given: Entity[]): Parsed {
  switch (mode) {
    case '':
      return { ok: true, text: source, entities: given }
    case 'html':
      return parseHtml(source)
    case 'markdownv2':
      return parseMarkdown(source)
    default:
      throw badRequest('unsupported parse_mode')
  }
}

/**
 * The inline keyboard, if one was given. Other keyboards are taken and not shown.
 * @throws ApiError 400 on a button that Telegram refuses
 */
export function markupOf(params: Params): { reply_markup?: InlineKeyboardMarkup } {
  const markup = params.object<Partial<InlineKeyboardMarkup>>('reply_markup')
  if (markup === undefined) return {}
  if (typeof markup !== 'object' || Array.isArray(markup)) throw badRequest('object expected as reply markup')
  const rows = markup.inline_keyboard
  if (rows === undefined) return {}
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw badRequest('inline keyboard must be an Array of Arrays')
  const buttons = rows.flat()
  if (buttons.length > maxButtons) throw badRequest('REPLY_MARKUP_TOO_LONG')
  for (const button of buttons) checkButton(button)
  return buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: rows.filter((row) => row.length > 0) } }
}

function checkButton(button: unknown): void {
  if (typeof button !== 'object' || button === null) throw badRequest('an object expected as inline keyboard button')
  const { text, callback_data: pressed, url } = button as Record<string, unknown>
  if (typeof text !== 'string' || text.trim() === '') throw badRequest('inline keyboard button text must be non-empty')
  if (typeof pressed === 'string') {
    const bytes = Buffer.byteLength(pressed)
    if (bytes === 0 || bytes > maxCallbackDataBytes) throw badRequest('BUTTON_DATA_INVALID')
  } else if (typeof url === 'string') {
    if (!URL.canParse(url)) throw badRequest(`inline keyboard button URL '${url}' is invalid: wrong HTTP URL`)
  } else if (!('switch_inline_query' in button || 'copy_text' in button || 'web_app' in button)) {
    throw badRequest("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
  }
}

/**
 * The chat that a request speaks to.
 * @throws ApiError 400 when there is none or it moved, 403 when the bot may not write there
 */
export function openRoom(world: World, params: Params): Room {
  const room = knownRoom(world, params)
  if (room.movedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.movedTo })
  }
  if (room.chat.type === 'private') checkPrivate(world, room)
  else checkGroup(world, room, room.chat.type)
  return room
}

/** The chat, whether or not the bot may write there. */
export function knownRoom(world: World, params: Params): Room {
  const id = params.text('chat_id')
  if (id === undefined || id === '') throw badRequest('chat_id is empty')
  const room = world.room(id)
  if (!room) throw badRequest('chat not found')
  return room
}

function checkPrivate(world: World, room: Room): void {
  if (world.person(room.chat.id)?.deactivated) throw forbidden('user is deactivated')
  const status = room.members[world.bot.id]
  if (status === 'kicked') throw forbidden('bot was blocked by the user')
  if (status === undefined) throw forbidden("bot can't initiate conversation with a user")
}

function checkGroup(world: World, room: Room, type: 'group' | 'supergroup'): void {
  const status = room.members[world.bot.id]
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`)
  if (status === undefined || status === 'left') throw forbidden(`bot is not a member of the ${type} chat`)
}

/**
 * Where in the chat a message goes: its topic, and the message it answers.
 * @throws ApiError 400 when either does not exist
 */
export function placeOf(room: Room, params: Params): Partial<Message> {
  return { ...threadOf(room, params.integer('message_thread_id')), ...replyOf(room, params) }
}

export function threadOf(room: Room, threadId: number | undefined): Partial<Message> {
  if (threadId === undefined) return {}
  const opened = entryOf(room, threadId)?.message.forum_topic_created
  if (!opened) throw badRequest('message thread not found')
  return { message_thread_id: threadId, is_topic_message: true }
}

function replyOf(room: Room, params: Params): Partial<Message> {
  const reply = params.object<Partial<ReplyParameters>>('reply_parameters')
  const messageId = reply?.message_id ?? params.integer('reply_to_message_id')
  if (messageId === undefined) return {}
  const original = entryOf(room, messageId)?.message
  if (original) return { reply_to_message: withoutReply(original) }
  if (reply?.allow_sending_without_reply || params.flag('allow_sending_without_reply')) return {}
  throw badRequest('message to be replied not found')
}

/** As Telegram shows it inside an answer: without what it answered itself. */
export function withoutReply(message: Message): NonNullable<Message['reply_to_message']> {
  const copy = structuredClone(message)
  delete copy.reply_to_message
  return copy as NonNullable<Message['reply_to_message']>
}
