import { beforeEach, describe, expect, test } from 'vitest'
import { toDatabaseError } from '../../platform/postgres/error.ts'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { createLastKnown } from './last-known.ts'

const away = toDatabaseError(new Error('connect ECONNREFUSED'), false)
let answers: (string | null | Error)[]
let asked: number
let clock: ReturnType<typeof createHandClock>

beforeEach(() => {
  answers = []
  asked = 0
  clock = createHandClock()
})

/** A store that gives the listed answers in turn, the last one for ever. */
function open() {
  const ask = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? null
    asked += 1
    if (answer instanceof Error) throw answer
    return answer
  }
  return createLastKnown({ ask, now: clock.now })
}

describe('while the store answers', () => {
  test('it is asked each time, so that what ended ends at once', async () => {
    answers = ['key', null]
    const known = open()
    expect(await known.find('a')).toEqual({ value: 'key', certain: true })
    expect(await known.find('a')).toEqual({ value: null, certain: true })
  })

  test('what it no longer has is not remembered for an outage', async () => {
    answers = ['key', null, away]
    const known = open()
    await known.find('a')
    await known.find('a')
    await expect(known.find('a')).rejects.toBe(away)
  })

  test('an error that is no outage is thrown', async () => {
    answers = ['key', new TypeError('mine')]
    const known = open()
    await known.find('a')
    await expect(known.find('a')).rejects.toThrow('mine')
  })
})

describe('while the store is away', () => {
  beforeEach(() => {
    answers = ['key', away]
  })

  test.each([
    { name: 'its last word holds for less than a quarter of an hour', after: 15 * 60_000 - 1, holds: true },
    { name: 'and no longer', after: 15 * 60_000, holds: false },
  ])('$name', async ({ after, holds }) => {
    const known = open()
    await known.find('a')
    await clock.pass(after)
    const found = await known.find('a').catch((error: unknown) => error)
    expect(found).toEqual(holds ? { value: 'key', certain: false } : away)
  })

  test('it is asked again after five seconds, not before', async () => {
    const known = open()
    await known.find('a')
    await known.find('a')
    await clock.pass(4999)
    await known.find('a')
    expect(asked).toBe(2)
    await clock.pass(1)
    await known.find('a')
    expect(asked).toBe(3)
  })

  test('what it never said is not known', async () => {
    const known = open()
    await known.find('a')
    await expect(known.find('b')).rejects.toBe(away)
  })

  test('what was ended here is not known either', async () => {
    const known = open()
    await known.find('a')
    known.forget('a')
    await expect(known.find('a')).rejects.toBe(away)
  })
})

test('a store that hangs counts as away', async () => {
  const known = createLastKnown({ ask: () => new Promise<string>(() => {}), now: clock.now, withinMs: 1 })
  await expect(known.find('a')).rejects.toMatchObject({ code: 'unavailable' })
})
