export const languages = ['en', 'es', 'ar'] as const

export type Language = (typeof languages)[number]

/** The language of an IETF tag such as `es-MX`; null for one that the bot does not speak. */
export function languageOf(tag: string | null | undefined): Language | null {
  const [primary] = (tag ?? '').toLowerCase().split(/[-_]/u)
  return languages.find((language) => language === primary) ?? null
}
