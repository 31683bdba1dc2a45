import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import type { HistoryPage } from '../vehicles/history.ts'
import { code, type Html, lines } from './languages/html.ts'
import type { Voice } from './languages/voice.ts'
import type { HistoryPress } from './model/history-press.ts'
import { vehicleTitle } from './vehicle-title.ts'

export interface ShownPage extends HistoryPage {
  /** From 1. */
  page: number
  words: string
  /** A number deletes a vehicle instead of opening it. */
  deleting: boolean
}

/** Vehicles on one page. */
export const listedAPage = 5

export function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / listedAPage))
}

/** A page of what a person looked up. */
export function historyText(voice: Voice, { entries, total, page, words, deleting }: ShownPage): Html {
  if (entries.length === 0)
    return words === '' ? voice.html('history-empty') : voice.html('history-none-found', { words })
  const vehicles = entries.map((entry, index) => {
    const told = { number: numberOf(page, index), title: vehicleTitle(voice, entry) }
    const first = voice.html(entry.isSaved ? 'history-entry-saved' : 'history-entry', told)
    return lines([first, voice.html('history-when', { vin: code(entry.vin), date: voice.date(entry.decodedAt) })])
  })
  const pages = pagesOf(total)
  return lines([
    words === '' ? voice.html('history-title') : voice.html('history-title-found', { words }),
    '',
    ...vehicles,
    '',
    ...(pages > 1 ? [voice.html('history-page', { page, pages })] : []),
    voice.html(deleting ? 'history-delete-how' : 'history-how'),
  ])
}

/** @param sign makes the callback data. */
export function historyButtons(voice: Voice, shown: ShownPage, sign: (press: HistoryPress) => string) {
  const { entries, total, page, deleting } = shown
  const button = (text: string, press: HistoryPress): InlineKeyboardButton => ({ text, callback_data: sign(press) })
  const numbers = entries.map(({ id }, index) =>
    button(
      `${deleting ? '🗑 ' : ''}${numberOf(page, index)}`,
      deleting ? { kind: 'delete', id, page } : { kind: 'open', id },
    ),
  )
  const turn = (to: number): HistoryPress => ({ kind: 'page', page: to, deleting })
  const turns = [
    ...(page > 1 ? [button(voice.plain('button-history-back'), turn(page - 1))] : []),
    ...(page < pagesOf(total) ? [button(voice.plain('button-history-next'), turn(page + 1))] : []),
  ]
  const mode = button(voice.plain(deleting ? 'button-history-cancel' : 'button-history-delete'), {
    kind: 'page',
    page,
    deleting: !deleting,
  })
  const rows = entries.length === 0 ? [] : [numbers, turns, [mode]]
  return { inline_keyboard: rows.filter((row) => row.length > 0) } satisfies InlineKeyboardMarkup
}

function numberOf(page: number, index: number): number {
  return (page - 1) * listedAPage + index + 1
}
