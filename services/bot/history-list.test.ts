import { expect, test } from 'vitest'
import { historyText } from './history-list.ts'
import { createVoices } from './languages/voice.ts'

const voices = createVoices()
const entry = {
  id: 1,
  vin: '1HGCM82633A004352',
  manufacturer: null,
  make: 'Honda',
  model: 'Accord',
  year: 2003,
  decodedAt: Date.UTC(2026, 10, 24),
  isSaved: false,
}
const shown = { entries: [entry], total: 1, page: 1, words: '', deleting: false }

test.each([
  { language: 'en' as const, line: '1. 2003 Honda Accord' },
  { language: 'es' as const, line: '1. Honda Accord 2003' },
])('in $language the year stands where people say it', ({ language, line }) => {
  expect(historyText(voices[language], shown).source.split('\n')).toContain(line)
})

test('in Arabic every line goes from right to left, and the date stays one piece beside the VIN', () => {
  const lines = historyText(voices.ar, shown).source.split('\n')
  expect(lines.filter((line) => line !== '' && !line.startsWith('\u200f'))).toEqual([])
  expect(lines).toContain('\u200f\u2068<code>1HGCM82633A004352</code>\u2069 · \u206824 نوفمبر 2026\u2069')
})
