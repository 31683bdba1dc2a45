import { beforeEach, expect, test } from 'vitest'
import { createHandClock } from '../../../test/support/hand-clock.ts'
import { failure, type OnlineSource, type Outcome } from '../model/outcome.ts'
import type { Vin } from '../model/vin.ts'
import { askInOrder, budgetMs, patienceMs } from './ask-in-order.ts'
import type { GuardedDecoder } from './guard.ts'

const vin = '1HGCM82633A004352' as Vin
const whole: Outcome = { kind: 'whole', facts: { make: 'Honda' }, raw: {} }
const partial: Outcome = { ...whole, kind: 'partial' }
const nothing: Outcome = { kind: 'nothing' }

let clock: ReturnType<typeof createHandClock>
let asked: OnlineSource[]

beforeEach(() => {
  clock = createHandClock()
  asked = []
})

function decoder(name: OnlineSource, outcome: Outcome, afterMs = 0): GuardedDecoder {
  return {
    name,
    ask() {
      asked.push(name)
      return new Promise((resolve) => clock.later(afterMs, () => resolve(outcome)))
    },
    close() {},
  }
}

const askBoth = (...decoders: GuardedDecoder[]) => askInOrder(decoders, vin, clock.later)

/** Whether it has settled once `ms` have passed. */
async function settledAfter(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let settled = false
  void promise.then(() => (settled = true))
  await clock.pass(ms)
  return settled
}

test('one who tells all ends the questions', async () => {
  const { inTime } = askBoth(decoder('autodev', whole), decoder('nhtsa', whole))
  await clock.pass(0)
  expect(await inTime).toEqual([
    { source: 'autodev', outcome: whole },
    { source: 'nhtsa', outcome: undefined },
  ])
  expect(asked).toEqual(['autodev'])
})

test.each<{ name: string; first: Outcome }>([
  { name: 'a part', first: partial },
  { name: 'nothing', first: nothing },
  { name: 'a failure', first: failure('plan') },
])('after $name the next is asked at once', async ({ first }) => {
  const { inTime } = askBoth(decoder('autodev', first), decoder('nhtsa', whole))
  await clock.pass(0)
  expect((await inTime).map(({ outcome }) => outcome)).toEqual([first, whole])
})

test('one that is silent is not waited for alone', async () => {
  const { inTime } = askBoth(decoder('autodev', whole, 60_000), decoder('nhtsa', whole))
  await clock.pass(patienceMs - 1)
  expect(asked).toEqual(['autodev'])
  await clock.pass(1)
  expect((await inTime).map(({ outcome }) => outcome)).toEqual([undefined, whole])
})

test('when all are silent the budget ends it, and not before', async () => {
  const { inTime } = askBoth(decoder('autodev', whole, 60_000), decoder('nhtsa', whole, 60_000))
  expect(await settledAfter(inTime, budgetMs - 1)).toBe(false)
  expect(await settledAfter(inTime, 1)).toBe(true)
})

test('all who were asked having answered ends it before the budget', async () => {
  const { inTime } = askBoth(decoder('autodev', partial, 500), decoder('nhtsa', nothing, 500))
  expect(await settledAfter(inTime, 999)).toBe(false)
  expect(await settledAfter(inTime, 1)).toBe(true)
})

test('one who knows nothing does not end the wait for the other', async () => {
  const { inTime } = askBoth(decoder('autodev', whole, 1800), decoder('nhtsa', nothing))
  await clock.pass(1800)
  expect((await inTime).map(({ outcome }) => outcome)).toEqual([whole, nothing])
})

test('what comes after the budget is told in the end, and nobody more is asked', async () => {
  const asking = askBoth(decoder('autodev', partial, 5000), decoder('nhtsa', whole, 60_000))
  await clock.pass(budgetMs)
  expect((await asking.inTime).map(({ outcome }) => outcome)).toEqual([undefined, undefined])
  await clock.pass(60_000)
  expect((await asking.inTheEnd).map(({ outcome }) => outcome)).toEqual([partial, whole])
})

test('with nobody to ask nothing is waited for', async () => {
  expect(await askBoth().inTime).toEqual([])
})
