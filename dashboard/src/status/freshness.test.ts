import { describe, expect, test } from 'vitest'
import type { TargetStatus, TargetView } from '../../../alerts/model/overview.ts'
import { ageMs, type ClockOffset, currentStatus, isOldOverview, nextOffset } from './freshness.ts'

const now = 1_700_000_000_000
const target = (status: TargetStatus, checkedAt: number | null): TargetView => ({
  id: 'web',
  name: 'Web',
  status,
  checkedAt,
  intervalMs: 5000,
  latencyMs: 10,
  incidentId: null,
})

test.each<{ name: string; status: TargetStatus; checkedAt: number | null; shown: TargetStatus }>([
  { name: 'a fresh up is up', status: 'up', checkedAt: now - 1000, shown: 'up' },
  { name: 'two intervals old still speaks', status: 'up', checkedAt: now - 10_000, shown: 'up' },
  { name: 'more than two intervals old is unknown', status: 'up', checkedAt: now - 10_001, shown: 'unknown' },
  { name: 'down gets stale as well', status: 'down', checkedAt: now - 10_001, shown: 'unknown' },
  { name: 'maintenance gets stale as well', status: 'maintenance', checkedAt: now - 10_001, shown: 'unknown' },
  { name: 'never checked is unknown, whatever is said', status: 'up', checkedAt: null, shown: 'unknown' },
  { name: 'a check from ahead of our clock is fresh', status: 'up', checkedAt: now + 500, shown: 'up' },
])('$name', ({ status, checkedAt, shown }) => {
  expect(currentStatus(target(status, checkedAt), now)).toBe(shown)
})

test('an age is never below zero, and none without a check', () => {
  expect([ageMs(target('up', now + 500), now), ageMs(target('up', null), now)]).toEqual([0, null])
})

test.each<{ name: string; agoMs: number; old: boolean }>([
  { name: 'an overview of half a minute ago is not old', agoMs: 30_000, old: false },
  { name: 'an older one says so', agoMs: 30_001, old: true },
])('$name', ({ agoMs, old }) => {
  expect(isOldOverview({ saidAt: now - agoMs }, now)).toBe(old)
})

describe('the offset of the server’s clock', () => {
  const known: ClockOffset = { offsetMs: 60_000, measuredAt: now }

  test.each<{
    name: string
    known: ClockOffset | null
    type: 'snapshot' | 'delta'
    sentAt: number
    laterMs: number
    offsetMs: number
  }>([
    {
      name: 'is learned from the first message',
      known: null,
      type: 'snapshot',
      sentAt: now - 3000,
      laterMs: 0,
      offsetMs: -3000,
    },
    {
      name: 'rises with a message that came faster',
      known,
      type: 'delta',
      sentAt: now + 60_200,
      laterMs: 0,
      offsetMs: 60_200,
    },
    {
      name: 'does not fall for a delta told again',
      known,
      type: 'delta',
      sentAt: now - 600_000,
      laterMs: 0,
      offsetMs: 60_000,
    },
    {
      name: 'falls by a second a minute at most',
      known,
      type: 'delta',
      sentAt: now - 600_000,
      laterMs: 60_000,
      offsetMs: 59_000,
    },
    {
      name: 'is set by a snapshot, downwards too',
      known,
      type: 'snapshot',
      sentAt: now + 1000,
      laterMs: 0,
      offsetMs: 1000,
    },
    {
      name: 'does not rise by itself when our clock went back',
      known,
      type: 'delta',
      sentAt: now - 600_000,
      laterMs: -9000,
      offsetMs: 60_000,
    },
  ])('$name', ({ known: before, type, sentAt, laterMs, offsetMs }) => {
    expect(nextOffset(before, { type, at: sentAt }, now + laterMs).offsetMs).toBe(offsetMs)
  })
})
