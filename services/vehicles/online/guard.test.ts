import { Registry } from 'prom-client'
import { beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../../platform/log.ts'
import { createHandClock } from '../../../test/support/hand-clock.ts'
import { createDecoderMetrics } from '../metrics.ts'
import { type Failure, type FailureReason, failure, type Outcome } from '../model/outcome.ts'
import type { Vin } from '../model/vin.ts'
import { guard } from './guard.ts'
import { breakerSettings, mostUnderWay, unsaidRestMs } from './keeper.ts'
import { ownDeadlineMs } from './tries.ts'

const whole: Outcome = { kind: 'whole', facts: { make: 'Honda', model: 'Accord', year: 2003 }, raw: {} }
const vinOf = (n: number) => `1HGCM82633A${String(n).padStart(6, '0')}` as Vin

let clock: ReturnType<typeof createHandClock>
let registry: Registry
let asked: number
/** What the decoder says next; once used up it stays silent until it is cut off. */
let says: Outcome[]

function subject(random = 0) {
  const keeping = { now: clock.now, later: clock.later, random: () => random, log: silentLog }
  const decoder = {
    name: 'nhtsa' as const,
    async decode(_vin: Vin, signal: AbortSignal): Promise<Outcome> {
      asked += 1
      return says.shift() ?? untilCutOff(signal)
    },
  }
  return guard(decoder, { ...keeping, metrics: createDecoderMetrics(registry) })
}

function untilCutOff(signal: AbortSignal): Promise<Failure> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(failure('timeout'))))
}

beforeEach(() => {
  clock = createHandClock()
  registry = new Registry()
  asked = 0
  says = []
})

test('an answer comes through', async () => {
  says = [whole]
  expect(await subject().ask(vinOf(1))).toEqual(whole)
})

test('the same VIN asked again meanwhile is asked once', async () => {
  const decoder = subject()
  const answers = [decoder.ask(vinOf(1)), decoder.ask(vinOf(1)), decoder.ask(vinOf(2))]
  await clock.pass(ownDeadlineMs)
  expect(await Promise.all(answers)).toEqual(answers.map(() => failure('timeout')))
  expect(asked).toBe(2)
})

describe('the one retry', () => {
  test('comes after its delay, and not before', async () => {
    says = [failure('unreachable'), whole]
    const answer = subject(0.5).ask(vinOf(1))
    await clock.pass(249)
    expect(asked).toBe(1)
    await clock.pass(1)
    expect(await answer).toEqual(whole)
  })

  test.each<{ reason: FailureReason; requests: number }>([
    { reason: 'unreachable', requests: 2 },
    { reason: 'server', requests: 2 },
    { reason: 'malformed', requests: 1 },
    { reason: 'unauthorized', requests: 1 },
    { reason: 'plan', requests: 1 },
    { reason: 'rate-limited', requests: 1 },
    { reason: 'wrong-vin', requests: 1 },
  ])('after $reason there are $requests requests', async ({ reason, requests }) => {
    says = [failure(reason), failure(reason)]
    const answer = subject().ask(vinOf(1))
    await clock.pass(1000)
    expect(await answer).toEqual(failure(reason))
    expect(asked).toBe(requests)
  })

  test('stays away when it would come after the deadline', async () => {
    says = [failure('server', ownDeadlineMs - 100)]
    expect(await subject().ask(vinOf(1))).toMatchObject({ reason: 'server' })
    expect(asked).toBe(1)
  })

  test('has only what is left of the deadline', async () => {
    says = [failure('source')]
    const answer = subject().ask(vinOf(1))
    await clock.pass(5100)
    expect(asked).toBe(2)
    await clock.pass(ownDeadlineMs - 5100)
    expect(await answer).toEqual(failure('timeout'))
  })
})

describe('Retry-After', () => {
  test('is honoured: not asked a moment before, asked again then', async () => {
    says = [failure('rate-limited', 30_000), whole]
    const decoder = subject()
    await decoder.ask(vinOf(1))
    await clock.pass(29_999)
    expect(await decoder.ask(vinOf(2))).toEqual(failure('not-asked'))
    expect(asked).toBe(1)
    await clock.pass(1)
    expect(await decoder.ask(vinOf(2))).toEqual(whole)
  })

  test('that was not said is a rest all the same', async () => {
    says = [failure('rate-limited'), whole]
    const decoder = subject()
    await decoder.ask(vinOf(1))
    await clock.pass(unsaidRestMs - 1)
    expect(await decoder.ask(vinOf(2))).toEqual(failure('not-asked'))
    await clock.pass(1)
    expect(await decoder.ask(vinOf(2))).toEqual(whole)
  })

  test('of a failing server counts too', async () => {
    says = [failure('server', 30_000)]
    const decoder = subject()
    await decoder.ask(vinOf(1))
    expect(await decoder.ask(vinOf(2))).toEqual(failure('not-asked'))
  })
})

describe('the breaker', () => {
  async function fail(decoder: ReturnType<typeof subject>, reason: FailureReason, times: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      says = [failure(reason)]
      await decoder.ask(vinOf(n))
    }
  }

  test('opens after some failures in a row; then nothing is sent until it has rested', async () => {
    const decoder = subject()
    await fail(decoder, 'malformed', breakerSettings.failures)
    asked = 0
    says = [whole]
    expect(await decoder.ask(vinOf(8))).toEqual(failure('not-asked'))
    await clock.pass(breakerSettings.restMs - 1)
    expect(await decoder.ask(vinOf(8))).toEqual(failure('not-asked'))
    expect(asked).toBe(0)
    await clock.pass(1)
    expect(await decoder.ask(vinOf(8))).toEqual(whole)
  })

  test('stays closed one failure before, and an answer starts the count anew', async () => {
    const decoder = subject()
    await fail(decoder, 'malformed', breakerSettings.failures - 1)
    says = [{ kind: 'nothing' }]
    expect(await decoder.ask(vinOf(7))).toEqual({ kind: 'nothing' })
    await fail(decoder, 'malformed', breakerSettings.failures - 1)
    says = [whole]
    expect(await decoder.ask(vinOf(8))).toEqual(whole)
  })

  test.each<FailureReason>(['refused'])('does not count %s, which is about the question', async (reason) => {
    const decoder = subject()
    await fail(decoder, reason, breakerSettings.failures)
    says = [whole]
    expect(await decoder.ask(vinOf(8))).toEqual(whole)
  })

  test('is a metric: 0, then 1 while open, then 0', async () => {
    const decoder = subject()
    const shown = async () => (await registry.getSingleMetric('vin_decoder_breaker_open')?.get())?.values[0]?.value
    expect(await shown()).toBe(0)
    await fail(decoder, 'malformed', breakerSettings.failures)
    expect(await shown()).toBe(1)
    await clock.pass(breakerSettings.restMs)
    says = [whole]
    await decoder.ask(vinOf(8))
    expect(await shown()).toBe(0)
  })
})

test('so many questions are under way at once, and not one more', async () => {
  const decoder = subject()
  const waiting = Array.from({ length: mostUnderWay }, (_, n) => decoder.ask(vinOf(n)))
  expect(await decoder.ask(vinOf(99))).toEqual(failure('not-asked'))
  expect(asked).toBe(mostUnderWay)
  await clock.pass(ownDeadlineMs)
  await Promise.all(waiting)
})

test('closing ends what is under way', async () => {
  const decoder = subject()
  const answer = decoder.ask(vinOf(1))
  await clock.pass(0)
  decoder.close()
  expect(await answer).toEqual(failure('timeout'))
})

test('a decoder that breaks its word is a failure, not an exception', async () => {
  const decode = async (): Promise<Outcome> => {
    throw new RangeError('of a bug')
  }
  const keeping = { now: clock.now, later: clock.later, random: () => 0, log: silentLog }
  const decoder = guard({ name: 'autodev', decode }, { ...keeping, metrics: createDecoderMetrics(registry) })
  expect(await decoder.ask(vinOf(1))).toEqual(failure('malformed'))
})
