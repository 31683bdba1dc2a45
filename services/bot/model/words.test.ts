import { expect, test } from 'vitest'
import { slips, wordsOf } from './words.ts'

test.each<{ name: string; text: string; words: string[] }>([
  { name: 'signs are no words', text: '¿What, engine?!', words: ['what', 'engine'] },
  { name: 'accents do not matter', text: 'Dónde AÑO', words: ['donde', 'ano'] },
  { name: 'nor do Arabic vowels and the lengthening stroke', text: 'صُنـــعت', words: ['صنعت'] },
  { name: 'letters that Arabic writers use for one another are one', text: 'أين قوة', words: ['اين', 'قوه'] },
  { name: 'the article and what is written together with it go', text: 'والمحرك بالوقود', words: ['محرك', 'وقود'] },
  { name: 'so does what means hers', text: 'محركها', words: ['محرك'] },
  { name: 'a short word keeps all of it', text: 'الى لها', words: ['الي', 'لها'] },
])('$name', ({ text, words }) => {
  expect(wordsOf(text)).toEqual(words)
})

test.each<{ name: string; typed: string; meant: string; wrong: number | null }>([
  { name: 'the same word has no slip', typed: 'engine', meant: 'engine', wrong: 0 },
  { name: 'a letter may be missing', typed: 'engin', meant: 'engine', wrong: 1 },
  { name: 'a letter may be too many', typed: 'enginee', meant: 'engine', wrong: 1 },
  { name: 'a letter may be another', typed: 'engime', meant: 'engine', wrong: 1 },
  { name: 'two neighbours may be swapped', typed: 'egnine', meant: 'engine', wrong: 1 },
  { name: 'two slips are too many for a word of seven', typed: 'engimee', meant: 'engines', wrong: null },
  { name: 'but not for one of eight', typed: 'cylimder', meant: 'cylinder', wrong: 1 },
  { name: 'which may have two', typed: 'cilimder', meant: 'cylinder', wrong: 2 },
  { name: 'and not three', typed: 'cilimdar', meant: 'cylinder', wrong: null },
  { name: 'a word of four has none', typed: 'yeat', meant: 'year', wrong: null },
  { name: 'one of five has one', typed: 'docrs', meant: 'doors', wrong: 1 },
  { name: 'the first letter is never wrong', typed: 'moors', meant: 'doors', wrong: null },
])('$name', ({ typed, meant, wrong }) => {
  expect(slips(typed, meant)).toBe(wrong)
})
