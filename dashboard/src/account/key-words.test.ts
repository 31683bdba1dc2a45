import { expect, test } from 'vitest'
import { type ApiKey, badgesOf, expiryOf, factsOf } from './key-words.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.parse('2026-11-24T12:00:00Z')
const inDays = (days: number) => new Date(now + days * day).toISOString()
const key: ApiKey = {
  ...{ id: '0123456789abcdef', name: 'mine', scopes: ['decode', 'read'], status: 'live', created_at: inDays(-1) },
  ...{ remind_at: inDays(89), rotation_due: false, former_until: null, expires_at: null, revoked_at: null },
  last_used_at: null,
}

test.each<{ name: string; change: Partial<ApiKey>; says: string[] }>([
  { name: 'a key with nothing to do is live', change: {}, says: ['Live'] },
  { name: 'one that ends in over a week is live', change: { expires_at: inDays(7.01) }, says: ['Live'] },
  { name: 'one that ends within a week says so', change: { expires_at: inDays(7) }, says: ['Expires in 7 d'] },
  { name: 'one that ended while the page is open', change: { expires_at: inDays(0) }, says: ['Expired just now'] },
  { name: 'one with an old secret is due', change: { rotation_due: true }, says: ['Due for rotation'] },
  { name: 'one with two secrets says how long', change: { former_until: inDays(1) }, says: ['works for another 1 d'] },
  { name: 'and no longer than that', change: { former_until: inDays(0) }, says: ['Live'] },
  {
    name: 'all that is to do is said',
    change: { expires_at: inDays(2), rotation_due: true, former_until: inDays(1) },
    says: ['Expires in 2 d', 'Due for rotation', 'former secret'],
  },
  {
    name: 'an expired one says since when',
    change: { status: 'expired', expires_at: inDays(-2) },
    says: ['Expired 2 d ago'],
  },
  {
    name: 'a revoked one says nothing else',
    change: { status: 'revoked', revoked_at: inDays(-3), rotation_due: true },
    says: ['Revoked 3 d ago'],
  },
])('$name', ({ change, says }) => {
  const badges = badgesOf({ ...key, ...change }, now).map(({ text }) => text)
  expect(badges).toEqual(says.map((part) => expect.stringContaining(part)))
})

test('what a key may and when is in words', () => {
  const facts = factsOf({ ...key, last_used_at: inDays(-0.5), expires_at: inDays(30) }, now)
  expect(facts.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'May: Look up, Read',
    'Made: 23 November 2026',
    'Last used: 12 h ago',
    'Expires: 24 December 2026',
    'Rotate by: 21 February 2027',
  ])
})

test('an ended key is rotated no more', () => {
  const labels = factsOf({ ...key, status: 'expired', expires_at: inDays(-1) }, now).map(({ label }) => label)
  expect(labels).toEqual(['May', 'Made', 'Last used', 'Expires'])
})

test('a scope that this page does not know is shown by its name', () => {
  const [may] = factsOf({ ...key, scopes: ['fly' as 'read'] }, now)
  expect(may?.text).toBe('fly')
})

test.each([
  { name: 'days become a time', days: 30, sent: inDays(30) },
  { name: 'until revoked is no time', days: null, sent: null },
])('$name', ({ days, sent }) => {
  expect(expiryOf(days, now)).toBe(sent)
})
