import { Composer } from 'grammy'
import type { CallbackQuery } from 'grammy/types'
import { type CallbackKey, readPress, signPress } from '../../../alerts/callback-data.ts'
import type { VehicleHistory } from '../../vehicles/history.ts'
import { longestSearch, type VehicleListing } from '../../vehicles/listing.ts'
import { redraw, toast } from '../answer-press.ts'
import { historyButtons, historyText, listedAPage, pagesOf, type ShownPage } from '../history-list.ts'
import { accountOf, inPrivate, unlessAway } from '../in-private.ts'
import { type HistoryPress, historyParts, historyPressOf } from '../model/history-press.ts'
import { type BotContext, say } from '../speech.ts'
import { vehicleTitle } from '../vehicle-title.ts'

export interface HistoryHandlersDeps {
  history: VehicleHistory
  listing: Pick<VehicleListing, 'find' | 'remove'>
  /** Tells of a vehicle as it is kept. */
  show: (context: BotContext, vin: string) => Promise<void>
  callbackKey: CallbackKey
}

/** `/history`: what a person looked up, a page at a time, to be opened and deleted. */
export function historyHandlers(deps: HistoryHandlersDeps): Composer<BotContext> {
  const { history, listing, show, callbackKey } = deps
  const handlers = new Composer<BotContext>()

  /** The page, or the last one there is when it lies behind that. */
  async function read(account: string, wanted: Pick<ShownPage, 'page' | 'words' | 'deleting'>): Promise<ShownPage> {
    const ask = (page: number) => history.page(account, { page, limit: listedAPage, words: wanted.words })
    const found = await ask(wanted.page)
    const page = Math.min(wanted.page, pagesOf(found.total))
    return { ...wanted, ...(page === wanted.page ? found : await ask(page)), page }
  }

  const buttonsOf = (context: BotContext, user: number, shown: ShownPage) => {
    const signed = { chat: user, user }
    return historyButtons(context.voice, shown, (press) => signPress(historyParts(press), signed, callbackKey))
  }

  handlers.command(
    'history',
    inPrivate(async (context, account) => {
      const words = wordsIn(String(context.match ?? ''))
      const shown = await read(account, { page: 1, words, deleting: false })
      await say(context, historyText(context.voice, shown), buttonsOf(context, context.from?.id ?? 0, shown))
    }),
  )

  handlers.on('callback_query:data', async (context, next) => {
    const { callbackQuery } = context
    const { from, message, data } = callbackQuery
    const press = readPress(data, { chat: message?.chat.id ?? 0, user: from.id }, callbackKey)
    const wanted = press === null ? undefined : historyPressOf(press)
    if (wanted === undefined) return next()
    const words = wordsShown(callbackQuery)
    if (words === null) return toast(context, context.voice.plain('toast-history-old'))
    await unlessAway(
      () => answer(context, callbackQuery, wanted, words),
      () => toast(context, context.voice.plain('toast-account-away')),
    )
  })

  async function answer(context: BotContext, { from }: CallbackQuery, press: HistoryPress, words: string) {
    const account = accountOf(from)
    if (press.kind === 'open') return open(context, account, press.id)
    const text = press.kind === 'delete' ? await remove(context, account, press.id) : ''
    const deleting = press.kind === 'delete' || press.deleting
    const shown = await read(account, { page: press.page, words, deleting })
    await toast(context, text)
    await redraw(context, historyText(context.voice, shown), buttonsOf(context, from.id, shown))
  }

  async function open(context: BotContext, account: string, id: number): Promise<void> {
    const vehicle = await listing.find(account, id)
    await toast(context, vehicle === null ? context.voice.plain('toast-history-gone') : '')
    if (vehicle !== null) await show(context, vehicle.vin)
  }

  async function remove({ voice }: BotContext, account: string, id: number): Promise<string> {
    const vehicle = await listing.find(account, id)
    const isRemoved = vehicle !== null && (await listing.remove(account, id))
    if (!isRemoved) return voice.plain('toast-history-gone')
    return voice.plain('toast-history-deleted', { title: vehicleTitle(voice, vehicle).slice(0, longestSearch) })
  }

  return handlers
}

/** Line breaks, and characters that turn the direction of what follows: a list shows its words in one line. */
const unseen = /[\s\p{Cc}\p{Cf}]+/gu

function wordsIn(typed: string): string {
  return typed.replace(unseen, ' ').trim().slice(0, longestSearch)
}

/** The words that a shown list was asked for with, which stand in it alone in italics; null when Telegram does not tell. */
function wordsShown({ message }: CallbackQuery): string | null {
  if (message === undefined || message.date === 0 || !('entities' in message)) return null
  const italic = message.entities?.find(({ type }) => type === 'italic')
  if (italic === undefined) return ''
  const text = message.text?.slice(italic.offset, italic.offset + italic.length) ?? ''
  return text.replace(/[\u2066-\u2069]/gu, '')
}
