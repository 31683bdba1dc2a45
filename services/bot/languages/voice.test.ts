import { expect, test } from 'vitest'
import { languages } from '../model/language.ts'
import { code } from './html.ts'
import { type PlainKey, sentences } from './sentences.ts'
import { readSentences } from './test-bench.ts'
import { createVoices } from './voice.ts'

const voices = createVoices()
test.each(languages)('%s has every sentence once, with the same variables, and no other', (language) => {
  const found = readSentences(language)
  expect(new Set(found.map(({ key }) => key)).size).toBe(found.length)
  const told = Object.fromEntries(found.map(({ key, variables }) => [key, variables]))
  const agreed = Object.entries(sentences).map(([key, variables]) => [key, [...variables].sort()])
  expect(told).toEqual(Object.fromEntries(agreed))
})

test.each(['es', 'ar'] as const)('%s tells the same cases apart as English, with the same tags', (language) => {
  const shapeOf = (name: 'en' | 'es' | 'ar') =>
    Object.fromEntries(readSentences(name).map(({ key, cases, tags }) => [key, { cases, tags }]))
  expect(shapeOf(language)).toEqual(shapeOf('en'))
})

const plainKeys = Object.keys(sentences).filter((key): key is PlainKey => /^(?:toast|button|command|title-)/u.test(key))

test.each(languages)('in %s what stands in toasts and on buttons is plain and short', (language) => {
  const values = {
    owner: 'Ada',
    date: voices[language].date(0),
    maker: 'Honda',
    title: 'x',
    seconds: 59,
    year: '2003',
    name: 'x',
  }
  for (const key of plainKeys) {
    const text = (voices[language].plain as (key: string, told: object) => string)(key, values)
    expect(text.length, key).toBeLessThanOrEqual(key.startsWith('button') ? 40 : 200)
    expect(text, key).not.toMatch(/[<&]/u)
  }
})

test('a sentence that does not exist is refused, and not said in English', () => {
  const say = voices.ar.html as (key: string) => unknown
  expect(() => say('no-such-sentence')).toThrow('there is no sentence no-such-sentence in ar')
})

test('a value that is left out is refused', () => {
  const say = voices.es.html as (key: string) => unknown
  expect(() => say('vins-left-out')).toThrow('found')
})

test.each(languages)('in %s no value becomes a tag', (language) => {
  const { source } = voices[language].html('line', { name: '<b>', value: '&<a href="x">' })
  expect(source).toContain('&lt;b&gt;')
  expect(source).toContain('&amp;&lt;a href="x"&gt;')
})

test('a VIN in Arabic is kept apart from the letters around it, outside of what a tap copies', () => {
  const { source } = voices.ar.html('ask-for-vin', { example: code('1HGCM82633A004352') })
  expect(source).toContain('\u2068<code>1HGCM82633A004352</code>\u2069')
  expect(voices.en.html('ask-for-vin', { example: code('1HGCM82633A004352') }).source).not.toMatch(/[\u2066-\u2069]/u)
})

test.each([
  { language: 'en' as const, date: 'December 1, 2026', number: '2,500.5', list: '2019 or 1989', country: 'Germany' },
  {
    language: 'es' as const,
    date: '1 de diciembre de 2026',
    number: '2500,5',
    list: '2019 o 1989',
    country: 'Alemania',
  },
  { language: 'ar' as const, date: '1 ديسمبر 2026', number: '2,500.5', list: '2019 أو 1989', country: 'ألمانيا' },
])('$language writes dates, numbers, lists and countries its own way', ({ language, ...written }) => {
  const voice = voices[language]
  expect(voice.date(Date.UTC(2026, 11, 1))).toBe(written.date)
  expect(voice.number(2500.5)).toBe(written.number)
  expect(voice.list(['2019', '1989'], 'or')).toBe(written.list)
  expect(voice.country('Germany')).toBe(written.country)
  expect(voice.country('Ruritania')).toBe('Ruritania')
})

test.each([
  {
    name: 'parts of a line have commas between them',
    language: 'en' as const,
    parts: ['Ohio', 'USA'],
    line: 'Ohio, USA',
  },
  {
    name: 'in Arabic its own, and the first part stands at the right',
    language: 'ar' as const,
    parts: ['Ohio', 'USA'],
    line: '\u200f\u2068Ohio\u2069، \u2068USA\u2069',
  },
  { name: 'one part stays as it is', language: 'ar' as const, parts: ['Ohio'], line: 'Ohio' },
])('$name', ({ language, parts, line }) => {
  expect(voices[language].joined(parts)).toBe(line)
})
