import { describe, expect, test } from 'vitest'
import { failed, passed, type Result } from './result.ts'
import { advanceTarget, countSpeaks, isOverdue, statusOf, type TargetState, unseen } from './target-state.ts'

const graceUntil = 30_000
const pass = (endedAt: number): Result => ({ ...passed({ total: 12 }), startedAt: endedAt - 20, endedAt })
const fail = (endedAt: number): Result => ({ ...failed('refused', 'nobody listens'), startedAt: endedAt - 20, endedAt })
const following = (...results: Result[]): TargetState =>
  results.reduce((state, result) => advanceTarget(state, result, graceUntil), unseen)

test.each<{ name: string; state: TargetState; seen: TargetState['seen']; failures: number }>([
  { name: 'before the first check nothing is known', state: unseen, seen: 'unknown', failures: 0 },
  { name: 'a check that passes is up, also within the grace', state: following(pass(10)), seen: 'up', failures: 0 },
  { name: 'within the grace a failure says nothing', state: following(fail(29_999)), seen: 'unknown', failures: 0 },
  { name: 'at its end it does', state: following(fail(30_000)), seen: 'down', failures: 1 },
  { name: 'what was up once is excused no more', state: following(pass(10), fail(20)), seen: 'down', failures: 1 },
  { name: 'failures add up', state: following(pass(10), fail(20), fail(30), fail(40)), seen: 'down', failures: 3 },
  {
    name: 'failures within the grace do not add up',
    state: following(fail(1), fail(2), fail(30_000)),
    seen: 'down',
    failures: 1,
  },
  {
    name: 'one check that passes ends the row',
    state: following(pass(10), fail(20), fail(30), pass(40)),
    seen: 'up',
    failures: 0,
  },
])('$name', ({ state, seen, failures }) => {
  expect({ seen: state.seen, failures: state.failuresInARow }).toEqual({ seen, failures })
})

test.each<{ name: string; state: TargetState; speaks: boolean }>([
  { name: 'before any check there is no count', state: unseen, speaks: false },
  { name: 'a check that passed is one', state: following(pass(10)), speaks: true },
  { name: 'after it the first failure counts at once', state: following(pass(10), fail(20)), speaks: true },
  {
    name: 'a row that began with the probe says nothing before it is confirmed',
    state: following(fail(30_000), fail(31_000)),
    speaks: false,
  },
  {
    name: 'its third failure confirms it',
    state: following(fail(30_000), fail(31_000), fail(33_000)),
    speaks: true,
  },
])('$name', ({ state, speaks }) => {
  expect(countSpeaks(state)).toBe(speaks)
})

test('the latency is that of a check that passed, and of no other', () => {
  expect(following(pass(10)).latencyMs).toBe(12)
  expect(following(pass(10), fail(20)).latencyMs).toBeNull()
  expect(advanceTarget(unseen, { ...passed({}), startedAt: 5, endedAt: 30 }, 0).latencyMs).toBe(25)
})

describe('never green when stale', () => {
  const target = { intervalMs: 5000 }
  test.each<{ name: string; state: TargetState; now: number; status: string }>([
    {
      name: 'two intervals after the last check it is what it was',
      state: following(pass(1000)),
      now: 11_000,
      status: 'up',
    },
    { name: 'a moment later it is unknown', state: following(pass(1000)), now: 11_001, status: 'unknown' },
    { name: 'down is not kept either', state: following(pass(500), fail(1000)), now: 11_001, status: 'unknown' },
    { name: 'never checked is unknown, and not overdue', state: unseen, now: 999_999, status: 'unknown' },
  ])('$name', ({ state, now, status }) => {
    expect(statusOf(state, target, now)).toBe(status)
  })

  test('what was never checked is not overdue', () => {
    expect(isOverdue(unseen, target, 999_999)).toBe(false)
  })
})
