import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import type { Want } from '../../alerts/model/subscription.ts'
import type { Plan } from '../accounts/model/plan.ts'
import type { Usage } from '../accounts/quota.ts'
import { type Html, lines } from './languages/html.ts'
import type { Voice, Voices } from './languages/voice.ts'
import { type Language, languages } from './model/language.ts'

/** A language, or that of each person's Telegram. */
export type LanguageChoice = Language | null

export interface ShownSettings {
  chosen: LanguageChoice
  /** What is one person's alone; null in groups. */
  account: { name: string; plan: { plan: Plan; usage: Usage } | 'away' } | null
  /** What the chat is told of; null: of nothing; undefined when that is not known. */
  alerts: Want | null | undefined
}

export function settingsText(voice: Voice, { chosen, account, alerts }: ShownSettings): Html {
  const language = voice.plain('button-language-name')
  return lines([
    voice.html('settings-title'),
    '',
    voice.html(chosen === null ? 'settings-language-automatic' : 'settings-language', { language }),
    ...(account === null
      ? []
      : [voice.html('settings-account', { account: account.name }), ...planLines(voice, account)]),
    ...(alerts === undefined ? [] : [voice.html('settings-alerts', { severity: alerts ?? 'nothing' })]),
  ])
}

function planLines(voice: Voice, { plan: known }: NonNullable<ShownSettings['account']>): Html[] {
  if (known === 'away') return [voice.html('settings-usage-away')]
  const { used, limit, resetsAt } = known.usage
  return [
    voice.html('settings-plan', { plan: known.plan }),
    voice.html('settings-usage', { used, limit, date: voice.date(resetsAt) }),
  ]
}

/** Each language by its own name, and the tick at what holds. @param sign makes the callback data. */
export function languageButtons(
  voices: Voices,
  voice: Voice,
  chosen: LanguageChoice,
  sign: (choice: LanguageChoice) => string,
): InlineKeyboardMarkup {
  const button = (choice: LanguageChoice): InlineKeyboardButton => {
    const label =
      choice === null ? voice.plain('button-language-automatic') : voices[choice].plain('button-language-name')
    return { text: choice === chosen ? `${label} ✓` : label, callback_data: sign(choice) }
  }
  return { inline_keyboard: [languages.map(button), [button(null)]] }
}
