import { expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import {
  advance,
  beginIncident,
  dueAt,
  endIncident,
  type Incident,
  type Phase,
  viewOf,
  withoutGap,
} from './incident.ts'
import type { Rule } from './rule.ts'
import type { Verdict } from './verdict.ts'

const MINUTE = 60_000
const rule: Rule = {
  id: 'r',
  expr: 'x',
  forMs: 2 * MINUTE,
  keepFiringMs: 5 * MINUTE,
  severity: 'critical',
  summary: '',
}
const place = { epoch: 7, ordinal: 1, hash: (text: string) => text }
const labels = labelsOf({ target: 'web' })
const fresh = beginIncident(rule, labels, place, 0)

/** An incident that entered its phase at minute 0, seen then and breached then for the last time. */
function at(phase: Phase): Incident {
  return { ...fresh, phase, version: 3, openedAt: phase === 'firing' ? 0 : null }
}

test.each<{ name: string; from: Phase; verdict: Verdict; minute: number; to: Phase }>([
  { name: 'a first breach waits', from: 'inactive', verdict: 'breached', minute: 9, to: 'pending' },
  { name: 'health changes nothing where nothing was', from: 'inactive', verdict: 'clear', minute: 9, to: 'inactive' },
  { name: 'silence opens nothing', from: 'inactive', verdict: 'unknown', minute: 9, to: 'inactive' },
  { name: 'a breach as long as for fires', from: 'pending', verdict: 'breached', minute: 2, to: 'firing' },
  {
    name: 'a breach a millisecond shorter waits',
    from: 'pending',
    verdict: 'breached',
    minute: 1.99998,
    to: 'pending',
  },
  { name: 'a blip never pages', from: 'pending', verdict: 'clear', minute: 1, to: 'inactive' },
  { name: 'silence is not a breach', from: 'pending', verdict: 'unknown', minute: 9, to: 'pending' },
  { name: 'one good check does not resolve', from: 'firing', verdict: 'clear', minute: 4, to: 'firing' },
  { name: 'health as long as keep_firing_for resolves', from: 'firing', verdict: 'clear', minute: 5, to: 'inactive' },
  { name: 'health a millisecond shorter does not', from: 'firing', verdict: 'clear', minute: 4.99998, to: 'firing' },
  { name: 'silence is not recovery', from: 'firing', verdict: 'unknown', minute: 9, to: 'firing' },
  { name: 'a breach keeps it open', from: 'firing', verdict: 'breached', minute: 9, to: 'firing' },
])('$name', ({ from, verdict, minute, to }) => {
  const next = advance(at(from), verdict, rule, minute * MINUTE)
  expect(next.phase).toBe(to)
  expect(next.version).toBe(to === from ? 3 : 4)
})

test('a rule without for fires at once, one without keep_firing_for resolves at once', () => {
  const hasty = { ...rule, forMs: 0, keepFiringMs: 0 }
  const fired = advance(fresh, 'breached', hasty, 1)
  expect(fired).toMatchObject({ phase: 'firing', version: 1, openedAt: 1, resolvedAt: null })
  expect(advance(fired, 'clear', hasty, 2)).toMatchObject({ phase: 'inactive', resolvedAt: 2, ending: 'recovered' })
})

test.each<{ name: string; steps: [Verdict, number][]; to: Phase }>([
  {
    name: 'time in which nothing was known does not count towards for',
    steps: [
      ['unknown', 10],
      ['breached', 11.9],
    ],
    to: 'pending',
  },
  {
    name: 'the known time around it does',
    steps: [
      ['breached', 1],
      ['unknown', 10],
      ['breached', 11],
    ],
    to: 'firing',
  },
])('$name', ({ steps, to }) => {
  const end = steps.reduce((one, [verdict, minute]) => advance(one, verdict, rule, minute * MINUTE), at('pending'))
  expect(end.phase).toBe(to)
})

test.each<{ name: string; steps: [Verdict, number][]; to: Phase }>([
  {
    name: 'nor towards keep_firing_for',
    steps: [
      ['clear', 1],
      ['unknown', 10],
      ['clear', 13.9],
    ],
    to: 'firing',
  },
  {
    name: 'whose known time adds up',
    steps: [
      ['clear', 1],
      ['unknown', 10],
      ['clear', 14],
    ],
    to: 'inactive',
  },
  {
    name: 'a breach in between starts it anew',
    steps: [
      ['clear', 4],
      ['breached', 4.5],
      ['clear', 9.4],
    ],
    to: 'firing',
  },
])('$name', ({ steps, to }) => {
  const end = steps.reduce((one, [verdict, minute]) => advance(one, verdict, rule, minute * MINUTE), at('firing'))
  expect(end.phase).toBe(to)
})

test.each<Phase>(['inactive', 'pending', 'firing'])(
  'a clock that went back re-bases an incident that is %s',
  (phase) => {
    const before = { ...at(phase), seen: 100 * MINUTE, since: 99 * MINUTE, lastBreach: 99 * MINUTE }
    const after = advance(before, 'breached', rule, 10 * MINUTE)
    expect(after.seen).toBe(10 * MINUTE)
    if (phase !== 'inactive') expect(after.since).toBe(9 * MINUTE)
  },
)

test('what did not change is the same object', () => {
  expect(advance(fresh, 'clear', rule, 5)).toBe(fresh)
  expect(withoutGap(at('firing'), 0)).toEqual(at('firing'))
})

test.each<{ name: string; incident: Incident; keepFiringMs?: number; due: number | null }>([
  { name: 'a pending one is due when for is over', incident: at('pending'), due: 2 * MINUTE },
  {
    name: 'an open one is due when keep_firing_for is over',
    incident: { ...at('firing'), seen: MINUTE },
    due: 5 * MINUTE,
  },
  { name: 'without keep_firing_for only a verdict moves it', incident: at('firing'), keepFiringMs: 0, due: null },
  { name: 'one that is nothing yet is never due', incident: at('inactive'), due: null },
])('$name', ({ incident, keepFiringMs = rule.keepFiringMs, due }) => {
  expect(dueAt(incident, { ...rule, keepFiringMs })).toBe(due)
})

test('ids tell rules, label sets, leaders and outages apart, and nothing else', () => {
  const id = (over: object = {}, ofRule = rule, of = labels) => beginIncident(ofRule, of, { ...place, ...over }, 5).id
  const ids = [
    id(),
    id({ epoch: 8 }),
    id({ ordinal: 2 }),
    id({}, { ...rule, id: 'q' }),
    id({}, rule, labelsOf({ target: 'bot' })),
  ]
  expect(new Set(ids).size).toBe(5)
  expect(id({}, { ...rule, severity: 'info' })).toBe(id())
})

test.each([
  { name: 'the tile of the rule goes before the label', target: 'queue', expected: 'queue' },
  { name: 'the label is the tile where the rule names none', target: undefined, expected: 'web' },
])('$name', ({ target, expected }) => {
  expect(beginIncident({ ...rule, ...(target && { target }) }, labels, place, 0).target).toBe(expected)
  expect(beginIncident(rule, labelsOf({}), place, 0).target).toBeNull()
})

test('an open incident can end for another reason, once', () => {
  const over = endIncident({ ...at('firing'), summary: 's' }, 'instance-gone', 9)
  expect(over).toMatchObject({ phase: 'inactive', version: 4, ending: 'instance-gone' })
  expect(viewOf(over)).toMatchObject({ rule: 'r', target: 'web', summary: 's', openedAt: 0, resolvedAt: 9 })
})
