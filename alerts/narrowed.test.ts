import { expect, test } from 'vitest'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { DeliveryError } from './channels/delivery-error.ts'
import { createDeliveryBench } from './delivery-bench.ts'
import { noChange } from './model/change.ts'
import type { Fact, Want } from './model/subscription.ts'
import { toldBy } from './test-bench.ts'

function createBench() {
  const time = createManualTime()
  let isReached = true
  let ids = 1
  const bench = createDeliveryBench(time, async () => {
    if (!isReached) throw new DeliveryError('unreachable', 'as told')
    return ids++
  })
  const factOf = (chat: number, severity: Want): Fact => {
    time.advance(1)
    return { id: `f${time.clock()}`, verb: 'subscribe', chat, chatType: 'private', severity, at: time.clock(), by: '1' }
  }
  const choose = (chat: number, severity: Want) => bench.delivery.carryOut(bench.ledger.learn([factOf(chat, severity)]))
  const texts = () =>
    bench.sent.flatMap(({ chat, text }) =>
      toldBy(text).map(({ kind, what }) => `${chat} ${kind === 'opened' ? '+' : '-'}${what.split(' ')[0]}`),
    )
  const reach = (reached: boolean) => {
    isReached = reached
  }
  return { ...bench, advance: time.advance, factOf, choose, texts, reach }
}

const adopting = (facts: readonly Fact[]) => ({ ...noChange, facts, inDoubt: [] })

test('a narrowed chat is told of what is critical alone, and of its end', async () => {
  const bench = createBench()
  await bench.choose(1, 'critical')
  await bench.choose(2, 'all')
  const slow = await bench.open(['slow'], 'warning')
  await bench.quiet()
  const down = await bench.open(['down'], 'critical')
  await bench.pass(3_000)
  await bench.resolve([...slow, ...down])
  await bench.pass(3_000)
  expect(bench.texts().sort()).toEqual(['1 +down', '1 -down', '2 +down', '2 +slow', '2 -down', '2 -slow'])
})

test('who was told of a warning and narrows after that still reads its end', async () => {
  const bench = createBench()
  await bench.choose(1, 'all')
  const slow = await bench.open(['slow'], 'warning')
  await bench.quiet()
  await bench.choose(1, 'critical')
  await bench.resolve(slow)
  await bench.pass(3_000)
  expect(bench.texts()).toEqual(['1 +slow', '1 -slow'])
})

test('a warning that still waits ends when its chat narrows; what is critical stays', async () => {
  const bench = createBench()
  bench.reach(false)
  await bench.choose(1, 'all')
  await bench.open(['slow'], 'warning')
  await bench.open(['down'], 'critical')
  await bench.quiet()
  await bench.choose(1, 'critical')
  expect(bench.ledger.waiting().map(({ severity }) => severity)).toEqual(['critical'])
  bench.reach(true)
  await bench.pass(60_000)
  expect(await bench.ends()).toEqual({ 'opened suppressed': 1, 'opened delivered': 1 })
})

test('who widens is told from then on, not of what is open already', async () => {
  const bench = createBench()
  await bench.choose(1, 'critical')
  await bench.open(['slow'], 'warning')
  await bench.choose(1, 'all')
  await bench.open(['slower'], 'warning')
  await bench.quiet()
  expect(bench.texts()).toEqual(['1 +slower'])
})

test('who turns out later to be subscribed is told of what opened meanwhile, as far as it is wanted', async () => {
  const bench = createBench()
  await bench.open(['slow'], 'warning')
  await bench.open(['down'], 'critical')
  const { follows } = bench.ledger.adopt(adopting([bench.factOf(1, 'critical'), bench.factOf(2, 'all')]))
  expect(follows.notices.map(({ chat, severity }) => `${chat} ${severity}`)).toEqual([
    '2 warning',
    '1 critical',
    '2 critical',
  ])
})

test('but nobody is told twice, whatever it chose in between', async () => {
  const bench = createBench()
  await bench.choose(1, 'all')
  const between = bench.factOf(1, 'critical')
  const wide = bench.factOf(1, 'all')
  await bench.open(['slow'], 'warning')
  await bench.quiet()
  await bench.delivery.carryOut(bench.ledger.learn([between]))
  expect(bench.ledger.adopt(adopting([wide])).follows.notices).toEqual([])
})
