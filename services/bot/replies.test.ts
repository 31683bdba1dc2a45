import { expect, test } from 'vitest'
import { type Want, wants } from '../../alerts/model/subscription.ts'
import type { LookupAnswer, Vehicle } from '../vehicles/lookup.ts'
import * as replies from './replies.ts'

const accord: Vehicle = {
  id: 1,
  vin: '1HGCM82633A004352',
  manufacturer: 'American Honda Motor Co., Inc.',
  make: 'Honda',
  model: 'Accord',
  year: 2003,
  vehicle_type: 'Passenger Car',
  engine_info: 'V6 gasoline',
  fuel_type: 'Gasoline',
  source: 'offline',
  warnings: [],
  suggestions: [],
  fields: {
    plant_city: { value: 'Marysville', source: 'offline' },
    plant_country: { value: 'United States', source: 'offline' },
  },
  raw_data: {},
  decoded_at: '2026-11-24T10:47:15.000Z',
}
const nothing = { manufacturer: null, make: null, model: null, year: null, vehicle_type: null, engine_info: null }

const unknown: Vehicle = {
  ...accord,
  ...nothing,
  vin: 'ZZZ00000000000000',
  fuel_type: null,
  fields: {},
  warnings: [{ code: 'unknown_maker', message: 'no maker is known for ZZZ' }],
}
const typo: LookupAnswer = {
  ok: false,
  rejected: {
    ok: false,
    reason: 'forbidden-characters',
    message: 'position 11 is the letter O, and a VIN has no I, O or Q',
    typed: '1HGCM82633AO04352',
    forbidden: [{ position: 11, char: 'O' }],
  },
  suggestions: ['1HGCM82633A004352' as never],
}

const labelsAt = (held: Want | null) =>
  ([...wants, null] as const).map((choice) => `[${replies.choiceLabel(choice, choice === held)}]`).join(' ')

const presses = {
  'pressed: everything': replies.choiceAnswer('changed', 'all'),
  'pressed: only critical': replies.choiceAnswer('changed', 'critical'),
  'pressed: stop': replies.choiceAnswer('unsubscribed', null),
  'pressed: stale': replies.choiceAnswer('stale', 'all'),
  'pressed by another': replies.pressedByAnother('Ada'),
  'pressed: dead': replies.deadButton(),
  'asked by nobody': replies.peopleOnly(),
}

test.each([...Object.values(presses), replies.watcherAway(), replies.pressedByAnother('🚗'.repeat(64))])(
  'what is said over the chat is plain and has at most 200 characters: %s',
  (text) => {
    expect(text.length).toBeLessThanOrEqual(200)
    expect(text).not.toMatch(/[<&]/)
  },
)

test('every sentence that the bot says is as it was agreed', async () => {
  const said = {
    welcome: replies.welcome(),
    help: replies.help(),
    'ask for a VIN': replies.askForVin(),
    'unknown command': replies.unknownCommand(),
    subscribed: replies.subscriptionAnswer('subscribed', 'all'),
    'already-subscribed': replies.subscriptionAnswer('already-subscribed', 'all'),
    'already-subscribed, to what is critical': replies.subscriptionAnswer('already-subscribed', 'critical'),
    unsubscribed: replies.subscriptionAnswer('unsubscribed', null),
    'not-subscribed': replies.subscriptionAnswer('not-subscribed', null),
    'the watcher is away': replies.watcherAway(),
    narrowed: replies.whatIsTold('critical'),
    'buttons, subscribed': labelsAt('all'),
    'buttons, narrowed': labelsAt('critical'),
    'buttons, unsubscribed': labelsAt(null),
    ...presses,
    'a vehicle': replies.lookupAnswers([{ ok: true, vehicle: accord }], 1),
    'an unknown maker': replies.lookupAnswers([{ ok: true, vehicle: unknown }], 1),
    'two of seven': replies.lookupAnswers([{ ok: true, vehicle: accord }, typo], 7),
    'a typo': replies.lookupAnswers([typo], 1),
  }
  const text = Object.entries(said).map(([name, reply]) => `## ${name}\n${reply}\n`)
  await expect(text.join('\n')).toMatchFileSnapshot('replies.golden.txt')
})

test('what comes from outside cannot become a tag', () => {
  const evil = '<a href="tg://x">&</a>'
  const reply = replies.lookupAnswers([{ ok: true, vehicle: { ...accord, model: evil, manufacturer: evil } }], 1)
  expect(reply).not.toContain('<a')
  expect(reply).toContain('&lt;a href="tg://x"&gt;&amp;&lt;/a&gt;')
})

test('a reply that is too long is cut between lines and keeps its tags whole', () => {
  const warnings = Array.from({ length: 200 }, (_, at) => ({
    code: 'unverified' as const,
    message: `warning ${at} ${'x'.repeat(40)}`,
  }))
  const reply = replies.lookupAnswers([{ ok: true, vehicle: { ...accord, warnings } }], 1)
  expect(reply.length).toBeLessThanOrEqual(4096)
  expect(reply.endsWith('\n…')).toBe(true)
  expect(reply.match(/<b>/g)?.length).toBe(reply.match(/<\/b>/g)?.length)
})
