import { expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import { beginIncident, type Incident } from './incident.ts'
import { compareUrgency, type End, ended, type Notice, noticesFor, wasTold, whyPointless } from './notice.ts'
import type { IncidentSeverity } from './overview.ts'

const hash = (text: string) => text
const rule = { id: 'r', expr: 'x', forMs: 0, keepFiringMs: 0, severity: 'critical' as const, summary: '' }
const open: Incident = {
  ...beginIncident(rule, labelsOf({}), { epoch: 1, ordinal: 1, hash }, 0),
  phase: 'firing',
  version: 1,
}
const over: Incident = { ...open, phase: 'inactive', version: 2 }
const wording = { text: 't', line: 'l', detectedAt: 1 }
const making = { hash, now: 5, firstSeq: 10 }
const receivers = [
  { chat: 1, topic: null },
  { chat: -2, topic: 9 },
]

function notice(over: Partial<Notice> = {}): Notice {
  const [first] = noticesFor(open, 'opened', receivers, wording, making)
  if (first === undefined) throw new Error('one was made')
  return { ...first, ...over }
}

test('each receiver gets one notice, in order, without an end', () => {
  const made = noticesFor(open, 'opened', receivers, wording, making)
  expect(made).toMatchObject([
    { chat: 1, topic: null, seq: 10, end: null, incidentId: open.id, version: 1 },
    { chat: -2, topic: 9, seq: 11, end: null },
  ])
  expect(noticesFor(open, 'opened', [], wording, making)).toEqual([])
})

test('ids tell incident, version, kind, chat and topic apart; asked again they are the same', () => {
  const idsOf = (incident: Incident, kind: Notice['kind'], list = receivers) =>
    noticesFor(incident, kind, list, wording, making).map(({ id }) => id)
  const otherTopic = [{ chat: -2, topic: 8 }]
  const ids = [
    ...idsOf(open, 'opened'),
    ...idsOf(over, 'opened'),
    ...idsOf(open, 'resolved'),
    ...idsOf(open, 'opened', otherTopic),
  ]
  expect(new Set(ids).size).toBe(7)
  const later = noticesFor(open, 'opened', receivers, { ...wording, text: 'u' }, { hash, now: 99, firstSeq: 50 })
  expect(later.map(({ id }) => id)).toEqual(idsOf(open, 'opened'))
})

test.each<{ name: string; end: End | null; told: boolean }>([
  { name: 'a delivered notice was told', end: { kind: 'delivered', at: 1, messageId: 2 }, told: true },
  { name: 'a line of a delivered message was told', end: { kind: 'merged', at: 1, into: 'x' }, told: true },
  { name: 'a suppressed one was not', end: { kind: 'suppressed', at: 1, why: 'w' }, told: false },
  { name: 'one whose receiver is gone was not', end: { kind: 'receiver-gone', at: 1, why: 'w' }, told: false },
  { name: 'one that waits was not', end: null, told: false },
])('$name', ({ end, told }) => {
  expect(wasTold({ ...notice(), end })).toBe(told)
  if (end) expect(ended(notice(), end).end).toBe(end)
})

test.each<{ name: string; kind: Notice['kind']; incident: Incident; unwanted: string | null; why: string | null }>([
  {
    name: 'an open incident is told to who wants it',
    kind: 'opened',
    incident: open,
    unwanted: null,
    why: null,
  },
  {
    name: 'an incident that is over opens nowhere',
    kind: 'opened',
    incident: over,
    unwanted: null,
    why: 'the incident was over before the chat was told',
  },
  {
    name: 'who does not want it any more is not told',
    kind: 'opened',
    incident: open,
    unwanted: 'the chat unsubscribed',
    why: 'the chat unsubscribed',
  },
  {
    name: 'resolved is told whatever is wanted',
    kind: 'resolved',
    incident: over,
    unwanted: 'the chat unsubscribed',
    why: null,
  },
])('$name', ({ kind, incident, unwanted, why }) => {
  expect(whyPointless(notice({ kind }), incident, unwanted)).toBe(why)
})

test('resolved goes first, then critical, then the rest, each in the order in which they were made', () => {
  const of = (kind: Notice['kind'], severity: IncidentSeverity, seq: number) => notice({ kind, severity, seq })
  const mixed = [
    of('opened', 'info', 1),
    of('opened', 'warning', 2),
    of('opened', 'critical', 4),
    of('opened', 'critical', 3),
    of('resolved', 'info', 6),
    of('resolved', 'critical', 5),
  ]
  expect(mixed.sort(compareUrgency).map(({ seq }) => seq)).toEqual([5, 6, 3, 4, 1, 2])
})
