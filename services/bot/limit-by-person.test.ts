import { expect, test } from 'vitest'
import { createPersonLimit } from './limit-by-person.ts'

const ada = 1001

function bench(perMinute = 3) {
  let at = 1_000_000
  const limit = createPersonLimit({ perMinute, now: () => at })
  let nextId = 1
  return {
    limit,
    pass: (ms: number) => {
      at += ms
    },
    take: (weight = 1, person = ada) => limit.take(person, nextId++, weight),
  }
}

const go = { go: true }
const silent = { go: false, sayMs: null }

test.each<{ name: string; weights: number[]; verdicts: object[] }>([
  { name: 'as many as the limit go', weights: [1, 1, 1], verdicts: [go, go, go] },
  {
    name: 'one more is told how long to wait',
    weights: [1, 1, 1, 1],
    verdicts: [go, go, go, { go: false, sayMs: 60_000 }],
  },
  {
    name: 'after it was told there is silence',
    weights: [1, 1, 1, 1, 1, 2],
    verdicts: [go, go, go, { go: false, sayMs: 60_000 }, silent, silent],
  },
  { name: 'several in one message count each', weights: [2, 1, 1], verdicts: [go, go, { go: false, sayMs: 60_000 }] },
  { name: 'several that would go over it wait whole', weights: [2, 2], verdicts: [go, { go: false, sayMs: 60_000 }] },
  { name: 'more at once than the limit go when nothing else went', weights: [9], verdicts: [go] },
])('$name', ({ weights, verdicts }) => {
  const { take } = bench()
  expect(weights.map((weight) => take(weight))).toEqual(verdicts)
})

test.each([
  { name: 'a moment too early it is still quiet', afterMs: 59_999, verdict: silent },
  { name: 'at the time that was told it goes on', afterMs: 60_000, verdict: go },
])('$name', ({ afterMs, verdict }) => {
  const { take, pass } = bench()
  for (let count = 0; count < 4; count += 1) take()
  pass(afterMs)
  expect(take()).toEqual(verdict)
})

test('any minute counts, not one from the first message on', () => {
  const { take, pass } = bench()
  take()
  pass(50_000)
  take(2)
  pass(10_000)
  expect(take()).toEqual(go)
  expect(take()).toEqual({ go: false, sayMs: 50_000 })
})

test('what needs more room waits until there is as much', () => {
  const { take, pass } = bench()
  take()
  pass(10_000)
  take()
  pass(10_000)
  take()
  expect(take(2)).toEqual({ go: false, sayMs: 50_000 })
})

test('an update that the queue brings again counts once, also much later', () => {
  const { limit, take, pass } = bench()
  const again = () => limit.take(ada, 500, 1)
  expect([again(), again(), again(), again()]).toEqual([go, go, go, go])
  pass(120_000)
  expect(again()).toEqual(go)
  expect([take(), take(), take()]).toEqual([go, go, go])
})

test('the one reply is said again when it was not delivered', () => {
  const { limit, take, pass } = bench()
  take(3)
  expect(limit.take(ada, 900, 1)).toEqual({ go: false, sayMs: 60_000 })
  pass(2000)
  expect(limit.take(ada, 900, 1)).toEqual({ go: false, sayMs: 58_000 })
  expect(limit.take(ada, 901, 1)).toEqual(silent)
})

test('people do not count for each other', () => {
  const { take } = bench()
  take(3)
  expect(take(3, 1002)).toEqual(go)
})

test('of very many people the one who was quiet longest is forgotten', () => {
  const { take } = bench(1)
  take(1, 1)
  take(1, 2)
  for (let person = 3; person <= 10_000; person += 1) take(1, person)
  expect(take(1, 1)).toMatchObject({ go: false })
  take(1, 10_001)
  expect([take(1, 1), take(1, 2)]).toEqual([{ go: false, sayMs: null }, go])
})
