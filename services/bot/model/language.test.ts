import { expect, test } from 'vitest'
import { languageOf } from './language.ts'

test.each<{ name: string; tag: string | null | undefined; language: ReturnType<typeof languageOf> }>([
  { name: 'a language is itself', tag: 'es', language: 'es' },
  { name: 'a country behind it does not matter', tag: 'es-MX', language: 'es' },
  { name: 'nor do capitals and underscores', tag: 'AR_eg', language: 'ar' },
  { name: 'a language that is not spoken here is none', tag: 'fr', language: null },
  { name: 'nor is one that only begins like one', tag: 'est', language: null },
  { name: 'what Telegram does not tell is none', tag: undefined, language: null },
  { name: 'nothing chosen is none', tag: null, language: null },
  { name: 'an empty tag is none', tag: '', language: null },
])('$name', ({ tag, language }) => {
  expect(languageOf(tag)).toBe(language)
})
