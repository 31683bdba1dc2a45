import { expect, test } from 'vitest'
import { wants } from '../../../alerts/model/subscription.ts'
import type { LookupAnswer, Vehicle } from '../../vehicles/lookup.ts'
import type { Report } from '../../vehicles/model/report.ts'
import { parseVin } from '../../vehicles/model/vin.ts'
import type { Html } from '../languages/html.ts'
import { readSentences } from '../languages/test-bench.ts'
import { createVoices, type Voice } from '../languages/voice.ts'
import { languages } from '../model/language.ts'
import { topics } from '../model/topic.ts'
import { type AnsweredTopic, answerReply } from './answer.ts'
import { compareReply } from './compare.ts'
import { lookupsReply } from './lookups.ts'
import { choiceLabel, choiceToast, subscriptionReply, whatIsTold } from './subscription.ts'
import { accord, explain, tesla, unknownVehicle } from './test-bench.ts'
import { detailsReply, vehicleReply } from './vehicle.ts'

const voices = createVoices()
const usedUp = { used: 100, limit: 100, resetsAt: Date.UTC(2026, 11, 1) }
const found = (report: Report): LookupAnswer => ({ ok: true, vehicle: vehicleOf(report) })
const vehicleOf = (report: Report): Vehicle => ({ id: 1, ...report, decoded_at: '2026-11-24T10:47:15.000Z' })
const unpaid: LookupAnswer = { ok: false, unpaid: true }

function rejected(typed: string): LookupAnswer {
  const parsed = parseVin(typed)
  if (parsed.ok) throw new TypeError('what is no VIN was wanted')
  return { ok: false, rejected: parsed, suggestions: [] }
}
const typo = { ...rejected('1HGCM82633AO04352'), suggestions: ['1HGCM82633A004352' as never] }
const lookups = (voice: Voice, answers: LookupAnswer[], more = {}) =>
  lookupsReply(voice, { answers, found: answers.length, usedUp: null, ...more }, explain)

const undecided: Report = { ...accord, vin: '1M8GDM9AXKP042788', warnings: [{ code: 'year_uncertain', message: '' }] }
const mixed: Report = {
  ...accord,
  source: 'nhtsa',
  fields: { ...accord.fields, drive_type: { value: 'FWD/Front-Wheel Drive', source: 'nhtsa' } },
  warnings: [
    {
      code: 'sources_disagree',
      message: '',
      said: [
        { source: 'nhtsa', make: 'Honda', year: 2003 },
        { source: 'offline', make: 'Acura', year: 2003 },
      ],
    },
  ],
}
const disputedBefore: Report = { ...accord, warnings: [{ code: 'sources_disagree', message: '' }] }
const isAnswered = (topic: string): topic is AnsweredTopic => !['details', 'compare', 'refresh', 'save'].includes(topic)

/** Whole messages, as people read them. */
function messagesIn(voice: Voice): Record<string, Html> {
  const answers = topics.filter(isAnswered).map((topic) => {
    return [`asked: ${topic}`, answerReply(voice, topic, accord, explain(accord.vin))] as const
  })
  const faults = ['1HGCM82', '1HGCM82633A0043521234', '1HGCM82633A00435é', 'X'.repeat(60), '', '12345678']
  return {
    'a vehicle': vehicleReply(voice, accord, explain(accord.vin)),
    'in full': detailsReply(voice, accord, explain(accord.vin)),
    'in full, of two sources': detailsReply(voice, mixed, explain(mixed.vin)),
    'sources disagree, kept without who says what': vehicleReply(voice, disputedBefore, explain(accord.vin)),
    'a wrong check digit': vehicleReply(voice, tesla, explain(tesla.vin)),
    'a year that is not sure': vehicleReply(voice, undecided, explain(undecided.vin)),
    'a year that is not known': vehicleReply(voice, { ...undecided, year: null }, explain(undecided.vin)),
    'an unknown maker': vehicleReply(voice, unknownVehicle, explain(unknownVehicle.vin)),
    'an unknown maker in full': detailsReply(voice, unknownVehicle, explain(unknownVehicle.vin)),
    'two of seven': lookups(voice, [found(accord), typo], { found: 7 }),
    'a typo': lookups(voice, [typo]),
    ...Object.fromEntries(faults.map((typed) => [`no VIN: ${typed}`, lookups(voice, [rejected(typed)])])),
    'used up': lookups(voice, [unpaid], { usedUp }),
    'one paid, one not': lookups(voice, [found(tesla), unpaid], { usedUp }),
    compared: compareReply(voice, accord, tesla),
    'compared, alike': compareReply(voice, accord, { ...accord, vin: '1HGCM82633A004353' }),
    ...Object.fromEntries(answers),
    'asked: engine of an electric one': answerReply(voice, 'engine', tesla, explain(tesla.vin)),
    'asked: power, not known': answerReply(voice, 'power', tesla, explain(tesla.vin)),
    'asked: sure, with doubts': answerReply(voice, 'sure', tesla, explain(tesla.vin)),
    subscribed: subscriptionReply(voice, 'subscribed', 'all'),
    'subscribed already': subscriptionReply(voice, 'already-subscribed', 'all'),
    'subscribed already, narrowed': subscriptionReply(voice, 'already-subscribed', 'critical'),
    unsubscribed: subscriptionReply(voice, 'unsubscribed', null),
    'not subscribed': subscriptionReply(voice, 'not-subscribed', null),
    narrowed: whatIsTold(voice, 'critical'),
  }
}

/** What stands for a number; other values stand for themselves. */
const numbers: Record<string, number> = {
  found: 7,
  answered: 5,
  limit: 100,
  litres: 3,
  count: 6,
  power: 240,
  length: 16,
  position: 11,
  most: 20,
  seconds: 12,
  minutes: 5,
  used: 3,
  total: 12_000,
  page: 1,
  pages: 3,
  number: 1,
}

/** Each sentence of the files, in each of its cases. */
function sentencesIn(voice: Voice): string[] {
  const say = voice.html as (key: string, told: object) => Html
  return readSentences('en').flatMap(({ key, variables, cases }) => {
    const told = Object.fromEntries(variables.map((name) => [name, numbers[name] ?? `‹${name}›`]))
    if (cases === null) return [`${key}: ${say(key, told).source}`]
    return cases.names.map((name) => `${key} ${name}: ${say(key, { ...told, [cases.variable]: name }).source}`)
  })
}

test.each(languages)('every message and every sentence in %s is as it was agreed', async (language) => {
  const voice = voices[language]
  const messages = Object.entries(messagesIn(voice)).map(([name, { source }]) => `## ${name}\n${source}\n`)
  const labels = [...wants, null].map((want) => `[${choiceLabel(voice, want, want === 'all')}]`)
  const text = [...messages, `## buttons\n${labels.join(' ')}\n`, '## every sentence', ...sentencesIn(voice), '']
  await expect(text.join('\n')).toMatchFileSnapshot(`replies.${language}.golden.txt`)
})

test.each(languages)('in %s every tag of a message is closed, and it fits', (language) => {
  for (const [name, { source }] of Object.entries(messagesIn(voices[language]))) {
    const open = source.match(/<[a-z]+>/gu) ?? []
    const closed = (source.match(/<\/[a-z]+>/gu) ?? []).map((tag) => tag.replace('/', ''))
    expect(closed.toSorted(), name).toEqual(open.toSorted())
    expect(source.replaceAll(/<[^>]+>/gu, '').length, name).toBeLessThanOrEqual(4096)
  }
})

test.each(languages)('what comes from outside cannot become a tag in %s', (language) => {
  const evil = '<a href="tg://x">&</a>'
  const value = { value: evil, source: 'offline' as const }
  const names = Object.keys(accord.fields)
  const report = { ...accord, make: evil, fields: Object.fromEntries(names.map((name) => [name, value])) }
  const voice = voices[language]
  const explained = explain(accord.vin)
  const replies = [
    vehicleReply(voice, report, explained),
    detailsReply(voice, report, explained),
    compareReply(voice, report, tesla),
    answerReply(voice, 'model', report, explained),
  ]
  for (const { source } of replies) {
    expect(source).not.toContain('<a')
    expect(source).toContain('&lt;a href="tg://x"&gt;&amp;&lt;/a&gt;')
  }
})

test('many long values are cut between lines, and a long one within', () => {
  const value = { value: 'x'.repeat(3000), source: 'offline' as const }
  const fields = Object.fromEntries(Object.keys(accord.fields).map((name) => [name, value]))
  const { source } = detailsReply(voices.en, { ...accord, fields }, explain(accord.vin))
  expect(source.replaceAll(/<[^>]+>/gu, '').length).toBeLessThanOrEqual(4096)
  expect(source.endsWith('\n…')).toBe(true)
})

test('a press that came too late says so', () => {
  expect(choiceToast(voices.en, 'stale', 'all')).toMatch(/^That was changed meanwhile/u)
  expect(choiceToast(voices.en, 'changed', null)).toBe('This chat will not be told any more.')
})
