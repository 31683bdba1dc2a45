import { expect, test } from 'vitest'
import { type Breaker, type BreakerPhase, createBreaker } from './breaker.ts'

const settings = { failures: 3, restMs: 1_000, maxRestMs: 4_000 }
const works = async () => 'answer'
const fails = async () => {
  throw new Error('no answer')
}

function createSubject() {
  const time = { now: 1_000_000 }
  const phases: BreakerPhase[] = []
  const breaker = createBreaker({ clock: () => time.now, onChange: (phase) => phases.push(phase), ...settings })
  return {
    breaker,
    phases,
    pass(ms: number) {
      time.now += ms
    },
  }
}

async function fail(breaker: Breaker, times: number): Promise<void> {
  for (let count = 0; count < times; count++) await breaker.run(fails)
}

test.each([
  { name: 'one failure less than the limit leaves it closed', failures: 2, phase: 'closed' },
  { name: 'as many failures in a row as the limit open it', failures: 3, phase: 'open' },
])('$name', async ({ failures, phase }) => {
  const { breaker } = createSubject()
  await fail(breaker, failures)
  expect(breaker.state().phase).toBe(phase)
})

test('an answer between failures starts the count again', async () => {
  const { breaker } = createSubject()
  await fail(breaker, 2)
  await breaker.run(works)
  await fail(breaker, 2)
  expect(breaker.state()).toMatchObject({ phase: 'closed', failuresInARow: 2 })
})

test('outcomes are values: an answer, a failure with its error, and not asked', async () => {
  const { breaker } = createSubject()
  expect(await breaker.run(works)).toEqual({ ok: true, value: 'answer' })
  expect(await breaker.run(fails)).toEqual({ ok: false, reason: 'failed', error: new Error('no answer') })
  await fail(breaker, 2)
  expect(await breaker.run(works)).toEqual({ ok: false, reason: 'open' })
})

test('work that throws before it returns a promise is a failure like any other', async () => {
  const { breaker } = createSubject()
  const throws = () => {
    throw new Error('at once')
  }
  expect(await breaker.run(throws)).toMatchObject({ ok: false, reason: 'failed' })
})

test.each([
  { name: 'it is not asked one millisecond before the rest is over', afterMs: 999, asked: false },
  { name: 'it is asked when the rest is over', afterMs: 1_000, asked: true },
])('$name', async ({ afterMs, asked }) => {
  const { breaker, pass } = createSubject()
  await fail(breaker, 3)
  pass(afterMs)
  expect((await breaker.run(works)).ok).toBe(asked)
})

test('while one caller probes, the others are turned away', async () => {
  const { breaker, pass } = createSubject()
  await fail(breaker, 3)
  pass(1_000)
  const { promise, resolve } = Promise.withResolvers<string>()
  const probe = breaker.run(() => promise)
  expect(await breaker.run(works)).toEqual({ ok: false, reason: 'open' })
  resolve('late')
  expect(await probe).toEqual({ ok: true, value: 'late' })
  expect((await breaker.run(works)).ok).toBe(true)
})

test('each failed probe doubles the rest, up to the longest', async () => {
  const { breaker, pass } = createSubject()
  await fail(breaker, 3)
  for (const restMs of [1_000, 2_000, 4_000, 4_000]) {
    pass(restMs - 1)
    expect(await breaker.run(fails)).toMatchObject({ reason: 'open' })
    pass(1)
    expect(await breaker.run(fails)).toMatchObject({ reason: 'failed' })
  }
})

test('an answered probe closes it and makes the next rest short again', async () => {
  const { breaker, phases, pass } = createSubject()
  await fail(breaker, 3)
  pass(1_000)
  await fail(breaker, 1)
  pass(2_000)
  await breaker.run(works)
  expect(breaker.state()).toMatchObject({ phase: 'closed', failuresInARow: 0, restMs: 1_000 })
  expect(phases).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'])
})

test('answers to questions from before it opened neither close it nor lengthen the rest', async () => {
  const { breaker } = createSubject()
  const early = Promise.withResolvers<string>()
  const doomed = Promise.withResolvers<string>()
  const asked = [breaker.run(() => early.promise), breaker.run(() => doomed.promise)]
  await fail(breaker, 3)
  const opened = breaker.state()
  early.resolve('at last')
  doomed.reject(new Error('at last'))
  await Promise.all(asked)
  expect(breaker.state()).toEqual(opened)
})
