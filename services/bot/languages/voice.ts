import { readFileSync } from 'node:fs'
import { I18n } from '@grammyjs/i18n'
import { type Language, languages } from '../model/language.ts'
import { escaped, Html } from './html.ts'
import { countryIn } from './regions.ts'
import type { Key, PlainKey, Told } from './sentences.ts'

/** One language of the bot. */
export interface Voice {
  language: Language
  /** A sentence for a message. Strings among the values are escaped, whatever they are; numbers are written as the language does. */
  html<K extends Key>(key: K, ...told: Told<K, Html | string | number>): Html
  /** A sentence for a toast, a button or a list of commands, where Telegram knows no tags. */
  plain<K extends PlainKey>(key: K, ...told: Told<K, string | number>): string
  /** @param at Unix milliseconds. @returns the day in UTC. */
  date(at: number): string
  /** At most three digits behind the point. */
  number(value: number): string
  list(all: readonly string[], kind: 'and' | 'or'): string
  /** Parts of one line, with commas between them. */
  joined(parts: readonly string[]): string
  /** A country as the language calls it; as it stands when it is none. */
  country(englishName: string): string
}

export type Voices = { readonly [language in Language]: Voice }

const rooms = ['common', 'vehicles', 'alerts', 'account']

/** Reads what the bot can say. @throws when a file is not as Fluent wants it. */
export function createVoices(): Voices {
  const i18n = new I18n({ fluentOptions: { warningHandler: refuse } })
  for (const language of languages) {
    const source = rooms.map((room) => readFileSync(new URL(`${language}/${room}.ftl`, import.meta.url), 'utf8'))
    i18n.loadLocaleSync(language, {
      source: source.join('\n'),
      // So that VINs and names in Latin letters stand rightly in text from right to left; elsewhere it is only noise.
      bundleOptions: { useIsolating: language === 'ar' },
    })
  }
  const voices = languages.map((language) => [language, createVoice(i18n, language)])
  return Object.fromEntries(voices) as Voices
}

/** Fluent would say it in another language, or nothing. */
function refuse({ path, locales }: { path: string; locales: string | string[] }): never {
  throw new TypeError(`there is no sentence ${path} in ${locales}`)
}

function createVoice(i18n: I18n, language: Language): Voice {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(language)
  const lists = {
    and: new Intl.ListFormat(language, { type: 'conjunction' }),
    or: new Intl.ListFormat(language, { type: 'disjunction' }),
  }
  const directed = (source: string) => new Html(language === 'ar' ? fromRightToLeft(source) : source)
  return {
    language,
    html: (key, ...told) => directed(i18n.translate(language, key, inHtml(told[0] ?? {}))),
    plain: (key, ...told) => i18n.translate<string>(language, key, told[0] ?? {}),
    date: (at) => dates.format(at),
    number: (value) => numbers.format(value),
    joined: (parts) => (language === 'ar' && parts.length > 1 ? fromRight(parts) : parts.join(', ')),
    list: (all, kind) => lists[kind].format(all),
    country: countryIn(language),
  }
}

/** The first part stands at the right, whatever letters it has. */
function fromRight(parts: readonly string[]): string {
  return `\u200f${parts.map((part) => `\u2068${part}\u2069`).join('، ')}`
}

/** Letters that are kept apart do not tell the direction of a line: a mark that nobody sees does. */
function fromRightToLeft(source: string): string {
  return source.replace(/^(?=.)/gmu, '\u200f')
}

/** The one place where what is told gets into HTML. */
function inHtml(told: Record<string, Html | string | number>): Record<string, string | number> {
  const safe = Object.entries(told).map(([name, value]) => {
    if (typeof value === 'number') return [name, value] as const
    return [name, (value instanceof Html ? value : escaped(value)).source] as const
  })
  return Object.fromEntries(safe)
}
