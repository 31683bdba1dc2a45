import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { BarcodeReader, PictureReading } from '../../vehicles/barcode.ts'
import { findVins } from '../../vehicles/model/vin.ts'
import { wordsTo } from '../addressed.ts'
import { commandOf } from '../command-of.ts'
import { code, Html } from '../languages/html.ts'
import type { Albums } from '../pictures/albums.ts'
import type { Download } from '../pictures/download.ts'
import type { BotContext } from '../speech.ts'

export interface PictureHandlersDeps {
  download: Download
  read: BarcodeReader['read']
  albums: Albums
  /** Answers as if these had been typed. */
  answerVins: (context: BotContext, vins: readonly string[]) => Promise<void>
}

type Reading = PictureReading | { kind: 'not-given' }
type Trouble = Exclude<Reading['kind'], 'vins'>

/** Said of an album once. */
const trouble = 'trouble'

/** Photos of barcodes, and picture files; a VIN in the words below one is answered as it is in any message. */
export function pictureHandlers({ download, read, albums, answerVins }: PictureHandlersDeps): Composer<BotContext> {
  const handlers = new Composer<BotContext>()

  handlers.on(['message:photo', 'message:document'], async (context, next) => {
    const { message } = context
    if (!isAsked(context, message)) return next()
    const album = message.media_group_id === undefined ? null : `${message.chat.id} ${message.media_group_id}`
    const typed = findVins(message.caption ?? '')
    await context.replyWithChatAction('typing')
    const reading = await readingOf(message)
    if (typed.length > 0) return answerBoth(context, typed, reading)
    if (reading.kind !== 'vins') return complain(context, album, reading.kind)
    const said = albums.saidOf(album)
    const vins = reading.vins.filter((vin) => !said.has(vin))
    if (vins.length > 0) await answerVins(context, vins)
    albums.note(album, vins)
  })

  async function readingOf({ photo, document }: Message): Promise<Reading> {
    const file = photo?.at(-1) ?? document
    if (file === undefined || isNoPicture(document)) return { kind: 'not-a-picture' }
    const given = await download(file)
    return given.kind === 'picture' ? read(given.bytes) : given
  }

  /** What is typed is answered; what the picture says besides is told, so that nobody mistakes one for the other. */
  async function answerBoth(context: BotContext, typed: readonly string[], reading: Reading): Promise<void> {
    await answerVins(context, typed)
    const others = reading.kind === 'vins' ? reading.vins.filter((vin) => !typed.includes(vin)) : []
    if (others.length === 0) return
    await context.say('picture-another', { vin: new Html(others.map((vin) => code(vin).source).join(' ')) })
  }

  async function complain(context: BotContext, album: string | null, kind: Trouble): Promise<void> {
    if (albums.saidOf(album).size > 0) return
    await context.say(`picture-${kind}`)
    albums.note(album, [trouble])
  }

  return handlers
}

/** `/vin` below a picture asks for it, in groups too; another command is answered as ever. */
function isAsked(context: BotContext, message: Message): boolean {
  if (commandOf(context, message) === 'vin') return true
  const words = wordsTo(context, message)
  return words !== null && !words.startsWith('/')
}

/** Telegram tells the kind of a file as whoever sent it named it; without one the bytes decide. */
function isNoPicture(document: Message['document']): boolean {
  const kind = document?.mime_type ?? ''
  return kind !== '' && kind !== 'application/octet-stream' && !kind.startsWith('image/')
}
