import { expect, test } from 'vitest'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import type { Announcer } from './announce.ts'
import { createCommands } from './commands.ts'
import { createLedger } from './ledger.ts'
import type { Change } from './model/change.ts'
import { settled } from './test-bench.ts'

const toldAll: Announcer['announce'] = async () => ({ told: 2, unreachable: 0 })

function createBench(carry: () => Promise<void> = async () => {}, announce = toldAll) {
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
    command: createCommands({ ledger, carryOut, announce, now: time.clock, schedule: time.schedule }),
  }
}

const at = 1_700_000_000_000
const subscribe = { verb: 'subscribe', id: 'update-1', chat: 5, chatType: 'private', by: 5, at }
const unsubscribe = { verb: 'unsubscribe', id: 'update-2', chat: 5, by: 5, at: at + 1 }

test('everyone may subscribe their chat, ask about it, and end it', async () => {
  const { command } = createBench()
  const status = { verb: 'status', chat: 5 }
  expect(await command(status)).toEqual({ outcome: 'status', subscription: null, openIncidents: 0 })
  const subscription = { chat: 5, chatType: 'private', severity: 'all', since: at }
  expect(await command(subscribe)).toEqual({ outcome: 'subscribed', subscription })
  expect(await command(status)).toMatchObject({ subscription })
  expect(await command(unsubscribe)).toEqual({ outcome: 'unsubscribed', subscription: null })
  expect(await command(status)).toMatchObject({ subscription: null })
})

test('a command that comes again answers as before and changes nothing', async () => {
  const { command, changes, ledger } = createBench()
  for (let times = 0; times < 3; times += 1)
    expect(await command(subscribe)).toMatchObject({ outcome: 'subscribed', subscription: { since: at } })
  await command(unsubscribe)
  expect(await command(subscribe)).toEqual({ outcome: 'subscribed', subscription: null })
  expect(ledger.subscriptions.of(5)).toBeNull()
  expect(changes.flatMap(({ facts }) => facts)).toHaveLength(2)
})

test('what holds already is said and stored no second time', async () => {
  const { command, changes } = createBench()
  await command(subscribe)
  for (const wanted of [{}, { severity: 'all' }, { severity: 'all', seen: 1 }]) {
    const again = { ...subscribe, id: 'update-9', ...wanted }
    expect(await command(again)).toMatchObject({ outcome: 'already-subscribed', subscription: { since: at } })
  }
  expect(await command({ ...unsubscribe, chat: 6, seen: 1 })).toEqual({ outcome: 'not-subscribed', subscription: null })
  expect(changes.flatMap(({ facts }) => facts)).toHaveLength(1)
})

test('a chat narrows to what is critical and widens again; asking to subscribe leaves what it chose', async () => {
  const { command, changes } = createBench()
  const choose = (id: string, severity: string, seen?: number) =>
    command({ ...subscribe, id, at: at + Number(id.slice(-1)), severity, ...(seen !== undefined && { seen }) })
  expect(await choose('narrow-1', 'critical')).toMatchObject({ outcome: 'subscribed' })
  expect(await command({ ...subscribe, id: 'update-7' })).toMatchObject({
    outcome: 'already-subscribed',
    subscription: { severity: 'critical', since: at + 1 },
  })
  expect(await choose('widen--2', 'all', at + 1)).toMatchObject({
    outcome: 'changed',
    subscription: { severity: 'all', since: at + 2 },
  })
  expect(await command({ verb: 'status', chat: 5 })).toMatchObject({ subscription: { severity: 'all' } })
  expect(changes.flatMap(({ facts }) => facts)).toHaveLength(2)
})

test.each<{ name: string; ask: object; seen: number; outcome: string }>([
  { name: 'narrowing what was seen is carried out', ask: { severity: 'critical' }, seen: at, outcome: 'changed' },
  { name: 'narrowing another is stale', ask: { severity: 'critical' }, seen: at - 1, outcome: 'stale' },
  { name: 'so it is when none was seen', ask: { severity: 'critical' }, seen: 0, outcome: 'stale' },
  { name: 'ending what was seen is carried out', ask: { verb: 'unsubscribe' }, seen: at, outcome: 'unsubscribed' },
  { name: 'ending another is stale', ask: { verb: 'unsubscribe' }, seen: at + 1, outcome: 'stale' },
])('$name', async ({ ask, seen, outcome }) => {
  const { command, changes } = createBench()
  await command(subscribe)
  const { chatType, ...act } = { ...subscribe, id: 'update-8', seen, ...ask }
  const answer = await command(act.verb === 'subscribe' ? { ...act, chatType } : act)
  expect(answer).toMatchObject({ outcome })
  expect(changes.flatMap(({ facts }) => facts)).toHaveLength(outcome === 'stale' ? 1 : 2)
  if (outcome === 'stale') expect(answer).toMatchObject({ subscription: { severity: 'all', since: at } })
})

test.each([
  { name: 'that none was seen holds while there is none', seen: 0, outcome: 'subscribed' },
  { name: 'one that was seen and has ended is stale', seen: at, outcome: 'stale' },
])('$name', async ({ seen, outcome }) => {
  const { command } = createBench()
  expect(await command({ ...subscribe, severity: 'all', seen })).toMatchObject({ outcome })
})

test('a clock that lags behind is no way to be overruled by what was before', async () => {
  const { command } = createBench()
  await command(subscribe)
  expect(await command({ ...unsubscribe, at: at - 60_000 })).toEqual({ outcome: 'unsubscribed', subscription: null })
})

test('a time in the future is no way to be the latest for ever', async () => {
  const { command, clock, advance } = createBench()
  await command({ ...subscribe, at: clock() + 1_000_000 })
  advance(1)
  await command({ ...unsubscribe, at: clock() })
  expect(await command({ verb: 'status', chat: 5 })).toMatchObject({ subscription: null })
})

const announcement = { verb: 'announce-sign-in', id: 'sign-in-1', at, endsAt: at + 3_600_000, address: '203.0.113.7' }

test('a sign-in is announced to the operators, and no time to come is believed', async () => {
  const announced: unknown[] = []
  const { command, clock } = createBench(undefined, async (signIn) => {
    announced.push(signIn)
    return { told: 2, unreachable: 1 }
  })
  expect(await command(announcement)).toEqual({ outcome: 'announced', told: 2, unreachable: 1 })
  await command({ ...announcement, at: clock() + 1 })
  expect(announced).toEqual([announcement, { ...announcement, at: clock() }])
})

test.each<{ name: string; announce: Announcer['announce'] }>([
  { name: 'one that Telegram keeps waiting', announce: () => new Promise(() => {}) },
  { name: 'one that cannot be taken now', announce: async () => 'not-now' },
])('$name is to be asked for again', async ({ announce }) => {
  const { command, advance } = createBench(undefined, announce)
  const answer = command(announcement)
  await settled()
  advance(900)
  expect(await answer).toEqual({ outcome: 'too-slow' })
})

test.each<{ name: string; body: unknown; says: string }>([
  { name: 'an announcement in words', body: { ...announcement, text: 'hello' }, says: 'text is not expected' },
  { name: 'one from nowhere', body: { ...announcement, address: '' }, says: 'address' },
  { name: 'one that ends after all time', body: { ...announcement, endsAt: 9e15 }, says: 'endsAt' },
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
  { name: 'a severity that cannot be chosen', body: { ...subscribe, severity: 'info' }, says: 'severity' },
  { name: 'a severity at an end', body: { ...unsubscribe, severity: 'all' }, says: 'severity is not expected' },
  { name: 'a glance before all', body: { ...unsubscribe, seen: -1 }, says: 'seen' },
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
