import { describe, expect, test } from 'vitest'
import { intentOf } from './intent.ts'
import { type Language, languages } from './language.ts'
import { arabic } from './phrases-ar.ts'
import { english } from './phrases-en.ts'
import { spanish } from './phrases-es.ts'
import { type Topic, topics } from './topic.ts'

const questions: Record<Language, readonly (readonly [text: string, topic: Topic | null])[]> = {
  en: [
    ['what engine?', 'engine'],
    ['What engine does it have', 'engine'],
    ['how many cylinders', 'engine'],
    ['is it a diesel or gas?', 'fuel'],
    ['what fuel does it take', 'fuel'],
    ['how many horsepower?', 'power'],
    ['How strong is the engine?', 'power'],
    ['what year is it', 'year'],
    ['what year was it made?', 'year'],
    ['how old is it', 'year'],
    ['which brand is that', 'make'],
    ['what model', 'model'],
    ['Where was it built?', 'built'],
    ['which factory', 'built'],
    ['who made it', 'maker'],
    ['is it four wheel drive?', 'drive'],
    ['automatic or manual?', 'transmission'],
    ['how many doors does it have', 'doors'],
    ['what body style', 'body'],
    ['is it a car or truck?', 'type'],
    ['how heavy is it?', 'weight'],
    ['which trim level', 'trim'],
    ['any open recalls?', 'recalls'],
    ['how much is it worth?', 'value'],
    ['was it in an accident?', 'accidents'],
    ['how many owners', 'owners'],
    ['what is the mileage', 'mileage'],
    ['what colour is it', 'colour'],
    ['how sure are you?', 'sure'],
    ['where do you know that from', 'sure'],
    ['is the VIN valid?', 'check-digit'],
    ['what was the vin again', 'vin'],
    ['tell me everything', 'details'],
    ['compare with', 'compare'],
    ['look it up again', 'refresh'],
    ['save it', 'save'],
    ['waht engin?', 'engine'],
    ['how many horspower', 'power'],
    ['transmision?', 'transmission'],
    ['hello', null],
    ['thank you very much', null],
    ['good morning everyone', null],
    ['<b>hello</b> & goodbye', null],
    ['outdoors', null],
    ['😀', null],
    ['', null],
  ],
  es: [
    ['¿Qué motor tiene?', 'engine'],
    ['cilindrada', 'engine'],
    ['¿es gasolina o diésel?', 'fuel'],
    ['¿cuántos caballos tiene?', 'power'],
    ['¿de qué año es?', 'year'],
    ['¿cuándo se fabricó?', 'year'],
    ['¿qué marca es?', 'make'],
    ['¿qué modelo?', 'model'],
    ['¿dónde se fabricó?', 'built'],
    ['¿de dónde viene?', 'built'],
    ['¿quién lo fabricó?', 'maker'],
    ['¿qué tracción tiene?', 'drive'],
    ['¿manual o automático?', 'transmission'],
    ['¿cuántas puertas tiene?', 'doors'],
    ['¿qué tipo de carrocería?', 'body'],
    ['¿qué tipo de vehículo es?', 'type'],
    ['¿cuánto pesa?', 'weight'],
    ['¿qué versión es?', 'trim'],
    ['¿tiene llamadas a revisión?', 'recalls'],
    ['¿cuánto vale?', 'value'],
    ['¿ha tenido accidentes?', 'accidents'],
    ['¿cuántos dueños?', 'owners'],
    ['¿cuántos kilómetros tiene?', 'mileage'],
    ['¿de qué color es?', 'colour'],
    ['¿estás seguro?', 'sure'],
    ['¿es válido el VIN?', 'check-digit'],
    ['¿cuál es el bastidor?', 'vin'],
    ['dime más', 'details'],
    ['compáralo con', 'compare'],
    ['actualízalo', 'refresh'],
    ['guárdalo', 'save'],
    ['que moter tiene', 'engine'],
    ['transmicion', 'transmission'],
    ['hola', null],
    ['muchas gracias', null],
    ['buenos días', null],
  ],
  ar: [
    ['ما المحرك؟', 'engine'],
    ['ما هو محركها؟', 'engine'],
    ['ما نوع الوقود؟', 'fuel'],
    ['كم حصان؟', 'power'],
    ['ما قوة المحرك؟', 'power'],
    ['ما سنة الصنع؟', 'year'],
    ['متى صُنعت؟', 'year'],
    ['ما الماركة؟', 'make'],
    ['ما الموديل؟', 'model'],
    ['أين صُنعت؟', 'built'],
    ['في أي بلد صُنعت', 'built'],
    ['من الشركة الصانعة؟', 'maker'],
    ['هل هي دفع رباعي؟', 'drive'],
    ['ما ناقل الحركة؟', 'transmission'],
    ['كم بابًا لها؟', 'doors'],
    ['ما شكل الهيكل؟', 'body'],
    ['ما نوع السيارة؟', 'type'],
    ['كم وزنها؟', 'weight'],
    ['ما الفئة؟', 'trim'],
    ['هل عليها استدعاءات؟', 'recalls'],
    ['كم سعرها؟', 'value'],
    ['هل عليها حوادث؟', 'accidents'],
    ['كم مالك لها؟', 'owners'],
    ['كم الممشى؟', 'mileage'],
    ['ما لونها؟', 'colour'],
    ['ما مدى دقة ذلك؟', 'sure'],
    ['هل رقم الهيكل صحيح؟', 'check-digit'],
    ['ما رقم الهيكل؟', 'vin'],
    ['كل التفاصيل', 'details'],
    ['قارنها مع', 'compare'],
    ['حدّثها', 'refresh'],
    ['احفظها', 'save'],
    ['المحـــرك', 'engine'],
    ['شكرا', null],
    ['السلام عليكم', null],
  ],
}

describe.each(languages)('in %s', (language) => {
  test.each(questions[language].map(([text, topic]) => ({ text, topic })))('"$text" asks $topic', ({ text, topic }) => {
    expect(intentOf(text, language)).toBe(topic)
  })

  test('each topic is asked for by a sentence above', () => {
    const asked = questions[language].map(([, topic]) => topic)
    expect(topics.filter((topic) => !asked.includes(topic))).toEqual([])
  })

  test('every phrase asks for its own topic', () => {
    const table = { en: english, es: spanish, ar: arabic }[language]
    const all = topics.flatMap((topic) => table[topic].split(',').map((phrase) => ({ phrase, topic })))
    const lost = all.filter(({ phrase, topic }) => intentOf(phrase, language) !== topic)
    expect(lost).toEqual([])
  })
})

test.each<{ text: string; language: Language; topic: Topic }>([
  { text: 'what engine?', language: 'ar', topic: 'engine' },
  { text: '¿cuántas puertas?', language: 'en', topic: 'doors' },
  { text: 'أين صنعت؟', language: 'es', topic: 'built' },
])('"$text" is understood in a chat that speaks $language', ({ text, language, topic }) => {
  expect(intentOf(text, language)).toBe(topic)
})

test.each<{ name: string; text: string; topic: Topic | null }>([
  { name: 'a question of 300 characters is one', text: 'engine'.padEnd(300), topic: 'engine' },
  { name: 'a longer one is a story', text: 'engine'.padEnd(301), topic: null },
  { name: 'thirty words are a question', text: `engine ${'x '.repeat(29)}`, topic: 'engine' },
  { name: 'more are a story', text: `engine ${'x '.repeat(30)}`, topic: null },
])('$name', ({ text, topic }) => {
  expect(intentOf(text, 'en')).toBe(topic)
})
