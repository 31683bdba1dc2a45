import { expect, test } from 'vitest'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { createCommands } from './commands.ts'
import { createLedger } from './ledger.ts'
import type { Change } from './model/change.ts'
import { settled } from './test-bench.ts'

function createBench(carry: () => Promise<void> = async () => {}) {
  const time = createManualTime()
  const changes: Change[] = []
  const ledger = createLedger({
    epoch: 1,
    ordinal: 1,
    hash: (text) => text,
    now: time.clock,
    resolvedWording: () => ({ text: '', line: '', detectedAt: 0 }),
  })
  const carryOut = (change: Change) => {
    changes.push(change)
    return carry()
  }
  return {
    ...time,
    ledger,
    changes,
    command: createCommands({ ledger, carryOut, now: time.clock, schedule: time.schedule }),
  }
}

const at = 1_700_000_000_000
const subscribe = { verb: 'subscribe', id: 'update-1', chat: 5, chatType: 'private', by: 5, at }
const unsubscribe = { verb: 'unsubscribe', id: 'update-2', chat: 5, by: 5, at: at + 1 }

test('everyone may subscribe their chat, ask about it, and end it', async () => {
  const { command } = createBench()
  const status = { verb: 'status', chat: 5 }
  expect(await command(status)).toEqual({ outcome: 'status', subscription: null, openIncidents: 0 })
  expect(await command(subscribe)).toEqual({ outcome: 'subscribed' })
  expect(await command(status)).toMatchObject({ subscription: { chat: 5, chatType: 'private', since: at } })
  expect(await command(unsubscribe)).toEqual({ outcome: 'unsubscribed' })
  expect(await command(status)).toMatchObject({ subscription: null })
})

test('a command that comes again answers as before and changes nothing', async () => {
  const { command, changes, ledger } = createBench()
  for (let times = 0; times < 3; times += 1) expect(await command(subscribe)).toEqual({ outcome: 'subscribed' })
  await command(unsubscribe)
  expect(await command(subscribe)).toEqual({ outcome: 'subscribed' })
  expect(ledger.subscriptions.of(5)).toBeNull()
  expect(changes.flatMap(({ facts }) => facts)).toHaveLength(2)
})

test('what holds already is said and stored no second time', async () => {
  const { command, changes } = createBench()
  await command(subscribe)
  expect(await command({ ...subscribe, id: 'update-9' })).toEqual({ outcome: 'already-subscribed' })
  expect(await command({ ...unsubscribe, chat: 6 })).toEqual({ outcome: 'not-subscribed' })
  expect(changes.flatMap(({ facts }) => facts)).toHaveLength(1)
})

test('a time in the future is no way to be the latest for ever', async () => {
  const { command, clock, advance } = createBench()
  await command({ ...subscribe, at: clock() + 1_000_000 })
  advance(1)
  await command({ ...unsubscribe, at: clock() })
  expect(await command({ verb: 'status', chat: 5 })).toMatchObject({ subscription: null })
})

test.each<{ name: string; body: unknown; says: string }>([
  { name: 'nothing', body: undefined, says: 'verb must be' },
  { name: 'a text', body: 'subscribe', says: 'verb must be' },
  { name: 'a list', body: [subscribe], says: 'verb must be' },
  { name: 'another verb', body: { ...subscribe, verb: 'scale' }, says: 'verb must be' },
  { name: 'no id', body: { ...subscribe, id: undefined }, says: 'id' },
  { name: 'an id too short to be unique', body: { ...subscribe, id: '1234567' }, says: 'id' },
  { name: 'an id with spaces', body: { ...subscribe, id: 'update 1 of 2' }, says: 'id' },
  { name: 'a chat by name', body: { ...subscribe, chat: '@name' }, says: 'chat' },
  { name: 'half a chat', body: { ...subscribe, chat: 1.5 }, says: 'chat' },
  { name: 'a chat beyond what numbers hold', body: { ...subscribe, chat: 2 ** 53 }, says: 'chat' },
  { name: 'a kind of chat that is none', body: { ...subscribe, chatType: 'sofa' }, says: 'chatType' },
  { name: 'a time before all', body: { ...subscribe, at: -1 }, says: 'at' },
  { name: 'something more', body: { ...subscribe, role: 'operator' }, says: 'role is not expected' },
])('$name is invalid, and what was wanted is said', async ({ body, says }) => {
  const { command, changes } = createBench()
  expect(await command(body)).toEqual({ outcome: 'invalid', message: expect.stringContaining(says) })
  expect(changes).toEqual([])
})

test('an answer comes within a second, also when the disk hangs; the same id asks again', async () => {
  const { command, advance } = createBench(() => new Promise(() => {}))
  const answer = command(subscribe)
  await settled()
  advance(900)
  expect(await answer).toEqual({ outcome: 'too-slow' })
})
