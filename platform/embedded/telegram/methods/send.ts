import type { InputMedia, Message } from 'grammy/types'
import { badRequest } from '../api-error.ts'
import { captionOf, markupOf, openRoom, placeOf, textOf } from '../compose.ts'
import { createParams, type Params } from '../params.ts'
import type { Shelf } from '../shelf.ts'
import type { Method, MethodDeps } from './method.ts'

const chatActions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

/** Methods that put something new into a chat. */
export function sendMethods({ world, shelf, changes }: MethodDeps): Record<string, Method> {
  let nextAlbum = 1

  function post(params: Params, content: Partial<Message>): Message {
    const markup = markupOf(params)
    const room = openRoom(world, params)
    return world.post(room, { from: world.bot, ...placeOf(room, params), ...content, ...markup }).message
  }

  return {
    sendMessage: (params) => post(params, textOf(params)),
    sendPhoto: (params) => post(params, { ...photoOf(shelf, params, 'photo'), ...captionOf(params) }),
    sendDocument: (params) => post(params, { ...documentOf(shelf, params, 'document'), ...captionOf(params) }),

    sendMediaGroup(params) {
      const media = params.object<InputMedia[]>('media') ?? []
      if (media.length < 2 || media.length > 10) throw badRequest('group send failed: 2-10 items expected')
      const contents = media.map((item) => mediaOf(shelf, params, item))
      const album = `album-${nextAlbum++}`
      return contents.map((content) => post(params, { ...content, media_group_id: album }))
    },

    sendChatAction(params) {
      const action = params.text('action') ?? ''
      if (!chatActions.has(action)) throw badRequest('wrong parameter action in request')
      const room = openRoom(world, params)
      changes.emit({ type: 'action', chatId: room.chat.id, action })
      return true
    },
  }
}

/** One item of an album or of `editMessageMedia`. */
export function mediaOf(shelf: Shelf, params: Params, item: InputMedia): Partial<Message> {
  const own = createParams({ ...item, [item.type]: item.media })
  const withFiles: Params = { ...own, upload: params.upload }
  if (item.type === 'photo') return { ...photoOf(shelf, withFiles, 'photo'), ...captionOf(own) }
  if (item.type === 'document') return { ...documentOf(shelf, withFiles, 'document'), ...captionOf(own) }
  throw badRequest(`media of type ${item.type} is not supported here`)
}

function photoOf(shelf: Shelf, params: Params, field: string): Partial<Message> {
  const upload = params.upload(params.text(field) ?? field)
  if (upload) {
    const photo = shelf.keepPhoto(upload)
    if (!photo) throw badRequest('IMAGE_PROCESS_FAILED')
    return { photo }
  }
  const photo = shelf.photo(storedFile(shelf, params.text(field), 'photo'))
  if (!photo) throw badRequest("can't use file of type Document as Photo")
  return { photo }
}

function documentOf(shelf: Shelf, params: Params, field: string): Partial<Message> {
  const upload = params.upload(params.text(field) ?? field)
  if (upload) return { document: shelf.keepDocument(upload) }
  return { document: shelf.document(storedFile(shelf, params.text(field), 'document')) }
}

/** A file sent again by its id. Addresses are not fetched: the simulator speaks to nobody but the bot. */
function storedFile(shelf: Shelf, fileId: string | undefined, kind: string): string {
  if (fileId === undefined || fileId === '') throw badRequest(`there is no ${kind} in the request`)
  const found = shelf.find(fileId)
  if (!found) throw badRequest('wrong file identifier/HTTP URL specified')
  return found.unique
}
