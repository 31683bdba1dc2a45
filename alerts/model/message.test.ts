import { expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import { beginIncident, type Incident } from './incident.ts'
import { digestText, lasting, oneLine, openedLine, openedText, resolvedLine, resolvedText } from './message.ts'
import { type Notice, noticesFor } from './notice.ts'
import type { Proposal } from './scaling.ts'

const hash = (text: string) => text
const rule = { id: 'r', expr: 'x', forMs: 0, keepFiringMs: 0, severity: 'critical' as const, summary: '' }
const incident: Incident = {
  ...beginIncident(rule, labelsOf({ instance: 'host-that-stays-inside' }), { epoch: 1, ordinal: 1, hash }, 0),
  summary: 'web & <api> are down',
  openedAt: Date.UTC(2026, 10, 24, 12, 0, 5),
}
const status = 'https://x.test/status'
const opened = (over: Partial<Incident> = {}, proposal: Proposal | null = null, description?: string) =>
  openedText(
    { incident: { ...incident, ...over }, description, runbook: 'target-down', statusUrl: status },
    3,
    proposal,
  )

test('what opened: severity, summary, since, value, where to read on', () => {
  expect(opened()).toBe(
    [
      '🔴 <b>web &amp; &lt;api&gt; are down</b>',
      'Since 2026-11-24 12:00:05 UTC · value 3',
      'Runbook: target-down',
      'https://x.test/status',
    ].join('\n'),
  )
})

test.each<{ name: string; proposal: Proposal; lines: string[] }>([
  {
    name: 'a scaling notice has the present count, the proposed one and the command',
    proposal: { kind: 'scale', present: 2, proposed: 3, command: 'fly scale count web=3' },
    lines: ['Scaling: 2 now, 3 proposed', '<code>fly scale count web=3</code>'],
  },
  {
    name: 'at the maximum it says so',
    proposal: { kind: 'at-maximum', present: 5, max: 5 },
    lines: ['Scaling: 5 now, which is the most allowed (5)'],
  },
  {
    name: 'without a count it proposes none',
    proposal: { kind: 'count-unknown', max: 5 },
    lines: ['Scaling: more machines would help, but how many run now is not known (<code>fly status</code>)'],
  },
])('$name', ({ proposal, lines }) => {
  expect(
    opened({}, proposal)
      .split('\n')
      .slice(2, 2 + lines.length),
  ).toEqual(lines)
})

test('chats see no host: labels are in no message but where the summary names them', () => {
  expect(opened({}, null, 'a description')).not.toContain('host-that-stays-inside')
})

test.each([
  { name: 'a recovery', ending: 'recovered' as const, tail: 'until 2026-11-24 12:03:07 UTC' },
  {
    name: 'an instance that is gone',
    ending: 'instance-gone' as const,
    tail: 'until 2026-11-24 12:03:07 UTC: the instance is gone',
  },
])('resolved says how long it lasted: $name', ({ ending, tail }) => {
  const over = { ...incident, ending, resolvedAt: (incident.openedAt ?? 0) + 182_000 }
  expect(resolvedText(over, status).split('\n')).toEqual([
    '✅ <b>Resolved:</b> web &amp; &lt;api&gt; are down',
    `It lasted 3 min 2 s, ${tail}`,
    status,
  ])
})

test.each([
  { ms: -5, text: '0 s' },
  { ms: 59_499, text: '59 s' },
  { ms: 59_500, text: '1 min 0 s' },
  { ms: 3_599_000, text: '59 min 59 s' },
  { ms: 3_600_000, text: '1 h 0 min' },
  { ms: 90_000_000, text: '25 h 0 min' },
])('$ms ms are $text', ({ ms, text }) => {
  expect(lasting(ms)).toBe(text)
})

test.each([
  { name: 'lines become one', text: 'a\n b\t\u2028c\u0000d', line: 'a b c d' },
  { name: 'half a character does not break it', text: 'a\ud800b', line: 'a\ufffdb' },
  { name: 'as long as allowed', text: 'x'.repeat(300), line: 'x'.repeat(300) },
  { name: 'one too long is cut', text: 'x'.repeat(301), line: `${'x'.repeat(299)}…` },
  { name: 'between characters, not inside one', text: '🔴'.repeat(301), line: `${'🔴'.repeat(299)}…` },
])('a summary is one line: $name', ({ text, line }) => {
  expect(oneLine(text)).toBe(line)
})

test('the longest message that can be made fits and its tags are whole', () => {
  const worst = opened(
    { summary: oneLine('<'.repeat(999)) },
    { kind: 'at-maximum', present: 1, max: 1 },
    '&'.repeat(9_999),
  )
  expect(worst.length).toBeLessThanOrEqual(4_096)
  expect(worst).toMatch(/^🔴 <b>(&lt;)+…<\/b>\n/)
  expect(worst.endsWith('\n…')).toBe(true)
})

const waiting = (count: number, summary: string): Notice[] =>
  Array.from({ length: count }, (_, seq) => {
    const one = { ...incident, summary: `${seq} ${summary}` }
    const wording = { text: '', line: seq % 2 ? openedLine(one) : resolvedLine(one), detectedAt: 0 }
    return noticesFor(one, 'opened', [{ chat: 1, topic: null }], wording, { hash, now: 0, firstSeq: seq })
  }).flat()

test('a digest has a line for each notice', () => {
  const { text, count } = digestText(waiting(3, 'x'), status)
  expect(count).toBe(3)
  expect(text.split('\n')).toEqual([
    '<b>3 changes at once</b>',
    '✅ <b>Resolved:</b> 0 x',
    '🔴 <b>1 x</b>',
    '✅ <b>Resolved:</b> 2 x',
    '',
    status,
  ])
})

test.each([10, 100, 1_000])('a digest of %d holds what fits, and says how many that are', (total) => {
  const notices = waiting(total, '<'.repeat(200))
  const { text, count } = digestText(notices, status)
  expect(text.length).toBeLessThanOrEqual(4_096)
  expect(count).toBeLessThan(total)
  expect(text).toContain(`<b>${count} changes at once</b>`)
  expect(text.split('\n').slice(1, count + 1)).toEqual(notices.slice(0, count).map(({ line }) => line))
})
