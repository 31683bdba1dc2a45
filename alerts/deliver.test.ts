import { describe, expect, test } from 'vitest'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { DeliveryError, type DeliveryFailure } from './channels/delivery-error.ts'
import type { SendMessage } from './channels/telegram.ts'
import { createDeliveryBench } from './delivery-bench.ts'
import { settled, toldBy } from './test-bench.ts'

type Answer = DeliveryFailure | 'hangs' | 'ok'

/** A Telegram that answers each chat as told, `ok` when nothing was told. */
function createBench(answers: Record<number, Answer[]> = {}, facts: { retryAfterMs?: number; movedTo?: number } = {}) {
  const time = createManualTime()
  let ids = 1
  const gates: (() => void)[] = []
  const send: SendMessage = async ({ chat }) => {
    const answer = answers[chat]?.shift() ?? 'ok'
    if (answer === 'hangs') await new Promise<void>((resolve) => gates.push(resolve))
    else if (answer !== 'ok') throw new DeliveryError(answer, 'as told', facts)
    return ids++
  }
  const bench = createDeliveryBench(time, send)
  const texts = () =>
    bench.sent.map(
      ({ chat, text }) =>
        `${chat} ${toldBy(text)
          .map(({ kind, what }) => `${kind === 'opened' ? '+' : '-'}${what.split(' ')[0]}`)
          .join(' ')}`,
    )
  return { ...time, ...bench, texts, gates }
}

const many = (count: number) => Array.from({ length: count }, (_, number) => `t${number}`)

test('a new notice is sent at once, without a tick in between', async () => {
  const bench = createBench()
  await bench.subscribe(1)
  await bench.open(['web'])
  await bench.quiet()
  expect(bench.texts()).toEqual(['1 +web'])
  expect(await bench.ends()).toEqual({ 'opened delivered': 1 })
})

test('resolved goes to those who were told, and to nobody else', async () => {
  const bench = createBench({ 2: ['rejected'] })
  await bench.subscribe(1, 2)
  const incidents = await bench.open(['web'])
  await bench.quiet()
  await bench.subscribe(3)
  await bench.resolve(incidents)
  await bench.quiet()
  expect(bench.texts()).toEqual(['1 +web', '2 +web', '1 -web'])
  expect(await bench.ends()).toEqual({ 'opened delivered': 1, 'opened suppressed': 1, 'resolved delivered': 1 })
})

test('an incident that is over before a chat was told is told neither as opened nor as resolved', async () => {
  const bench = createBench({ 1: ['unreachable'] })
  await bench.subscribe(1)
  const incidents = await bench.open(['web'])
  await bench.quiet()
  await bench.resolve(incidents)
  await bench.pass(60_000)
  expect(bench.sent).toHaveLength(1)
  expect(await bench.ends()).toEqual({ 'opened suppressed': 1 })
})

test('over while the request is under way: resolved follows once it is known that it was read', async () => {
  const bench = createBench({ 1: ['hangs'] })
  await bench.subscribe(1)
  const incidents = await bench.open(['web'])
  await bench.resolve(incidents)
  bench.gates[0]?.()
  await bench.quiet()
  expect(bench.texts()).toEqual(['1 +web', '1 -web'])
})

test.each<{ answer: DeliveryFailure; texts: string[] }>([
  { answer: 'unreachable', texts: ['1 +web'] },
  { answer: 'rate-limited', texts: ['1 +web'] },
  { answer: 'no-answer', texts: ['1 +web', '1 +web', '1 -web'] },
])('over while a request is under way that ends as $answer', async ({ answer, texts }) => {
  const time = createManualTime()
  const gate = Promise.withResolvers<void>()
  let tries = 0
  const bench = createDeliveryBench(time, async () => {
    tries += 1
    if (tries > 1) return tries
    await gate.promise
    throw new DeliveryError(answer, 'as told', { retryAfterMs: 1_000 })
  })
  await bench.subscribe(1)
  await bench.resolve(await bench.open(['web']))
  gate.resolve()
  await bench.quiet()
  await bench.pass(60_000)
  expect(
    bench.sent.flatMap(({ text }) => toldBy(text).map(({ kind }) => `1 ${kind === 'opened' ? '+' : '-'}web`)),
  ).toEqual(texts)
})

test('who unsubscribes before being told is not told; who was told hears the end', async () => {
  const bench = createBench({ 1: ['rate-limited'] }, { retryAfterMs: 20_000 })
  await bench.subscribe(1, 2)
  const incidents = await bench.open(['web'])
  await bench.quiet()
  const leave = (chat: number) => ({
    id: `u${chat}`,
    verb: 'unsubscribe' as const,
    chat,
    at: bench.clock() + 1,
    by: '1',
  })
  await bench.delivery.carryOut(bench.ledger.learn([leave(1), leave(2)]))
  await bench.resolve(incidents)
  await bench.pass(60_000)
  expect(bench.texts()).toEqual(['1 +web', '2 +web', '2 -web'])
})

describe('order and limits', () => {
  test('with the budget used up, resolved goes first, then critical, then the rest, whatever their chats', async () => {
    const bench = createBench()
    const chats = Array.from({ length: 10 }, (_, chat) => chat + 1)
    await bench.subscribe(...chats)
    const early = await bench.open(['early'])
    await bench.open(['fill'])
    await bench.quiet()
    expect(bench.sent).toHaveLength(20)
    await bench.open(['warning'])
    await bench.open(['critical'], 'critical')
    await bench.resolve(early)
    await bench.pass(30_000)
    const order = bench
      .texts()
      .slice(20)
      .map((text) => text.split(' ')[1])
    expect(order.slice(0, 10)).toEqual(Array(10).fill('-early'))
    expect(order.slice(10, 20)).toEqual(Array(10).fill('+critical'))
    expect(order.slice(20)).toEqual(Array(10).fill('+warning'))
  })

  test('all together get twenty a second', async () => {
    const bench = createBench()
    await bench.subscribe(...Array.from({ length: 50 }, (_, chat) => chat + 1))
    await bench.open(['web'])
    await bench.quiet()
    expect(bench.sent).toHaveLength(20)
    await bench.pass(1_000)
    expect(bench.sent).toHaveLength(40)
    await bench.pass(1_000)
    expect(bench.sent).toHaveLength(50)
  })

  test('a chat gets three at once, and then three in three seconds', async () => {
    const bench = createBench()
    await bench.subscribe(1)
    await bench.open(many(5))
    await bench.quiet()
    expect(bench.sent).toHaveLength(3)
    await bench.pass(2_750)
    expect(bench.sent).toHaveLength(3)
    await bench.pass(250)
    expect(bench.sent).toHaveLength(5)
  })

  test('two requests to one chat are never under way together', async () => {
    const bench = createBench({ 1: ['hangs'] })
    await bench.subscribe(1)
    await bench.open(['web', 'api'])
    await settled()
    expect(bench.sent).toHaveLength(1)
    bench.gates[0]?.()
    await bench.quiet()
    expect(bench.sent).toHaveLength(2)
  })

  test('more than five waiting become one message that tells them all', async () => {
    const bench = createBench({ 1: ['unreachable'] })
    await bench.subscribe(1)
    await bench.open(many(6))
    await bench.quiet()
    await bench.pass(1_000)
    expect(bench.texts().at(-1)).toBe('1 +t0 +t1 +t2 +t3 +t4 +t5')
    expect(await bench.ends()).toEqual({ 'opened delivered': 1, 'opened merged': 5 })
  })

  test('a line of such a message counts as told: its resolved follows', async () => {
    const bench = createBench({ 1: ['unreachable'] })
    await bench.subscribe(1)
    const incidents = await bench.open(many(6))
    await bench.pass(1_000)
    await bench.resolve(incidents)
    await bench.pass(10_000)
    expect(bench.texts().at(-1)).toBe('1 -t0 -t1 -t2 -t3 -t4 -t5')
    expect(bench.ledger.waiting()).toEqual([])
  })
})

describe('what Telegram says', () => {
  test('a chat waits as told, others do not', async () => {
    const bench = createBench({ 1: ['rate-limited'] }, { retryAfterMs: 5_000 })
    await bench.subscribe(1, 2)
    await bench.open(['web'])
    await bench.pass(4_750)
    expect(bench.texts()).toEqual(['1 +web', '2 +web'])
    await bench.pass(250)
    expect(bench.texts().at(-1)).toBe('1 +web')
    expect(await bench.ends()).toEqual({ 'opened delivered': 2 })
  })

  test('when it makes several chats wait, all wait', async () => {
    const bench = createBench(
      { 1: ['rate-limited'], 2: ['rate-limited'], 3: ['rate-limited'] },
      { retryAfterMs: 5_000 },
    )
    await bench.subscribe(1, 2, 3)
    await bench.open(['web'])
    await bench.quiet()
    await bench.subscribe(4)
    await bench.open(['api'])
    await bench.pass(4_750)
    expect(bench.sent.filter(({ chat }) => chat === 4)).toEqual([])
    await bench.pass(10_000)
    expect(bench.ledger.waiting()).toEqual([])
  })

  test('out of reach it is tried for ever, with longer and longer pauses', async () => {
    const bench = createBench({ 1: Array(40).fill('unreachable') })
    await bench.subscribe(1)
    await bench.open(['web'])
    await bench.pass(60_000)
    expect(bench.sent.length).toBeGreaterThan(5)
    expect(bench.sent.length).toBeLessThan(8)
    await bench.pass(1_200_000)
    expect(await bench.ends()).toEqual({ 'opened delivered': 1 })
  })

  test('one answer ends the pauses of all', async () => {
    const bench = createBench({ 1: Array(6).fill('unreachable') })
    await bench.subscribe(1)
    await bench.open(['web'])
    await bench.pass(31_000)
    const before = bench.sent.length
    await bench.subscribe(2)
    await bench.open(['api'])
    await bench.quiet()
    expect(bench.sent.slice(before).map(({ chat }) => chat)).toEqual([2, 1, 1])
  })

  test('no answer: counted as a possible duplicate, and sent again', async () => {
    const bench = createBench({ 1: ['no-answer', 'no-answer'] })
    await bench.subscribe(1)
    await bench.open(['web'])
    await bench.pass(10_000)
    expect(bench.texts()).toEqual(['1 +web', '1 +web', '1 +web'])
    expect(await bench.ends()).toEqual({ 'opened possible-duplicate': 2, 'opened delivered': 1 })
  })

  test('a chat that is gone ends everything that waits for it, and is told nothing any more', async () => {
    const bench = createBench({ 1: ['receiver-gone'] })
    await bench.subscribe(1, 2)
    await bench.open(['web', 'api'])
    await bench.pass(5_000)
    await bench.open(['bot'])
    await bench.pass(5_000)
    expect(bench.sent.filter(({ chat }) => chat === 1)).toHaveLength(1)
    expect(await bench.ends()).toEqual({ 'opened receiver-gone': 2, 'opened delivered': 3 })
    expect(bench.ledger.subscriptions.of(1)).toBeNull()
  })

  test('a chat that moved is told where it is, also the end of what it was told before', async () => {
    const bench = createBench({ [-1]: ['ok', 'receiver-moved'] }, { movedTo: -100 })
    await bench.subscribe(-1)
    const incidents = await bench.open(['web'])
    await bench.quiet()
    await bench.resolve(incidents)
    await bench.pass(5_000)
    await bench.open(['api'])
    await bench.pass(5_000)
    expect(bench.texts()).toEqual(['-1 +web', '-1 -web', '-100 -web', '-100 +api'])
    expect(bench.ledger.waiting()).toEqual([])
  })

  test('a message that is refused as wrong is suppressed, with the reason', async () => {
    const bench = createBench({ 1: ['rejected'] })
    await bench.subscribe(1)
    await bench.open(['web'])
    await bench.pass(60_000)
    expect(bench.sent).toHaveLength(1)
    expect(bench.kept.at(-1)?.notices[0]?.end).toMatchObject({ kind: 'suppressed', why: 'as told' })
  })

  test('of a common message that is refused only the wrong notice is suppressed', async () => {
    const time = createManualTime()
    let ids = 1
    let isUp = false
    const bench = createDeliveryBench(time, async ({ text }) => {
      if (!isUp) throw new DeliveryError('unreachable', 'not yet')
      if (text.includes('t3')) throw new DeliveryError('rejected', 'wrong')
      return ids++
    })
    await bench.subscribe(1)
    await bench.open(many(7))
    isUp = true
    await bench.pass(60_000)
    expect(await bench.ends()).toEqual({ 'opened delivered': 6, 'opened suppressed': 1 })
  })

  test('a token that is not accepted loses nothing', async () => {
    const bench = createBench({ 1: Array(3).fill('unauthorized') })
    await bench.subscribe(1)
    await bench.open(['web'])
    await bench.pass(60_000)
    expect(await bench.ends()).toEqual({ 'opened delivered': 1 })
  })
})

test('the end waits three seconds for a request, and starts no other', async () => {
  const bench = createBench({ 1: ['hangs'] })
  await bench.subscribe(1)
  await bench.open(['web', 'api'])
  let isOver = false
  const stopped = bench.delivery.stop().then(() => {
    isOver = true
  })
  bench.advance(2_999)
  await Promise.resolve()
  expect(isOver).toBe(false)
  bench.advance(1)
  await stopped
  expect(bench.sent).toHaveLength(1)
})

test('the time from detection to delivery is observed', async () => {
  const bench = createBench({ 1: ['unreachable'] })
  await bench.subscribe(1)
  await bench.open(['web'])
  await bench.pass(1_000)
  expect(await bench.registry.metrics()).toMatch(/alerts_detection_to_delivery_seconds_sum 1\n/)
})
