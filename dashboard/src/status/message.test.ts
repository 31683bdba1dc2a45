import { expect, test } from 'vitest'
import { parseMessage } from './message.ts'

const target = {
  id: 'web',
  name: 'Web',
  status: 'up',
  checkedAt: null,
  intervalMs: 5000,
  latencyMs: null,
  incidentId: null,
}
const incident = { id: 'i', rule: 'r', severity: 'info', summary: 's', target: null, openedAt: 1, resolvedAt: null }
const place = { stream: 's', seq: 1, at: 1 }
const snapshot = {
  type: 'snapshot',
  ...place,
  overview: { at: 1, status: 'up', groups: [{ name: 'All', targets: [target] }], incidents: [incident] },
}
const delta = { type: 'delta', ...place, targets: [target], incidents: [incident] }

test.each([snapshot, delta])('a whole $type is read', (message) => {
  expect(parseMessage(JSON.stringify(message))).toEqual(message)
})

test('a message with more than we know is read', () => {
  expect(parseMessage(JSON.stringify({ ...delta, mood: 'fine' }))).toMatchObject(delta)
})

test.each<{ name: string; message: unknown }>([
  { name: 'null', message: null },
  { name: 'a number', message: 3 },
  { name: 'another type', message: { ...delta, type: 'hello' } },
  { name: 'a number that is none', message: { ...delta, seq: '2' } },
  { name: 'half a number', message: { ...delta, seq: 1.5 } },
  { name: 'no stream', message: { ...delta, stream: undefined } },
  { name: 'no time', message: { ...delta, at: null } },
  { name: 'targets that are no list', message: { ...delta, targets: { web: target } } },
  { name: 'a target without an interval', message: { ...delta, targets: [{ ...target, intervalMs: undefined }] } },
  { name: 'a null among the targets', message: { ...delta, targets: [null] } },
  { name: 'an incident without its beginning', message: { ...delta, incidents: [{ ...incident, openedAt: 'today' }] } },
  { name: 'a snapshot of nothing', message: { ...snapshot, overview: undefined } },
  {
    name: 'a group without targets',
    message: { ...snapshot, overview: { ...snapshot.overview, groups: [{ name: 'x' }] } },
  },
  { name: 'an overview without its time', message: { ...snapshot, overview: { ...snapshot.overview, at: undefined } } },
])('$name is no message', ({ message }) => {
  expect(parseMessage(JSON.stringify(message))).toBeUndefined()
})

test.each(['', '{', 'ping'])('the text %j is no message', (text) => {
  expect(parseMessage(text)).toBeUndefined()
})
