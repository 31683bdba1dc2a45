import { type Language, languages } from './language.ts'
import { arabic } from './phrases-ar.ts'
import { english } from './phrases-en.ts'
import { spanish } from './phrases-es.ts'
import { type Phrases, type Topic, topics } from './topic.ts'
import { slips, wordsOf } from './words.ts'

interface Phrase {
  topic: Topic
  words: readonly string[]
}

const phrases: { readonly [language in Language]: readonly Phrase[] } = {
  en: phrasesOf(english),
  es: phrasesOf(spanish),
  ar: phrasesOf(arabic),
}

function phrasesOf(table: Phrases): Phrase[] {
  return topics.flatMap((topic) => table[topic].split(',').map((phrase) => ({ topic, words: wordsOf(phrase) })))
}

/**
 * What a message asks of the last vehicle; null when it asks nothing that is known here. The language of the chat
 * comes first; a question in another one is understood too.
 *
 * @param text without VINs.
 */
export function intentOf(text: string, language: Language): Topic | null {
  const words = wordsOf(text)
  const inOrder = [language, ...languages.filter((other) => other !== language)]
  for (const one of inOrder) {
    const topic = best(words, phrases[one])
    if (topic !== null) return topic
  }
  return null
}

function best(words: readonly string[], all: readonly Phrase[]): Topic | null {
  let found: { topic: Topic; weight: number } | null = null
  for (const phrase of all) {
    const weight = weightOf(words, phrase)
    if (weight > (found?.weight ?? 0)) found = { topic: phrase.topic, weight }
  }
  return found?.topic ?? null
}

/** The letters of the phrase where it stands in the text, less what was mistyped; 0 where it does not. */
function weightOf(words: readonly string[], { words: phrase }: Phrase): number {
  const letters = phrase.reduce((sum, { length }) => sum + length, 0)
  return words.reduce((most, _, from) => Math.max(most, letters - 2 * slipsAt(words, from, phrase)), 0)
}

/** Infinite where the phrase does not stand. */
function slipsAt(words: readonly string[], from: number, phrase: readonly string[]): number {
  let sum = 0
  for (const [index, meant] of phrase.entries()) {
    const wrong = slips(words[from + index] ?? '', meant)
    if (wrong === null) return Number.POSITIVE_INFINITY
    sum += wrong
  }
  return sum
}
