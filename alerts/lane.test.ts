import { expect, test } from 'vitest'
import { createLane } from './lane.ts'

function createBench() {
  let now = 1_000_000
  const lane = createLane(() => now)
  /** How long the chat still has to wait, milliseconds; null while a request is under way. */
  const waits = (chat: number) => {
    const at = lane.freeAt(chat)
    return at === null ? null : Math.max(at, lane.allFreeAt()) - now
  }
  const send = (chat: number) => {
    lane.begin(chat)
    lane.end(chat)
  }
  return { lane, waits, send, pass: (ms: number) => (now += ms) }
}

test('a chat is free at first, and not while a request to it is under way', () => {
  const { lane, waits } = createBench()
  expect(waits(1)).toBe(0)
  lane.begin(1)
  expect([waits(1), waits(2)]).toEqual([null, 0])
  lane.end(1)
  expect(waits(1)).toBe(0)
})

test.each([
  { name: 'a person gets three in three seconds', chat: 1, sends: 3, everyMs: 0, wait: 3_000 },
  { name: 'a group gets twenty a minute', chat: -1, sends: 20, everyMs: 1_000, wait: 40_000 },
  { name: 'a person has no such limit', chat: 1, sends: 20, everyMs: 1_000, wait: 0 },
])('$name', ({ chat, sends, everyMs, wait }) => {
  const { waits, send, pass } = createBench()
  for (let sent = 0; sent < sends; sent += 1) {
    send(chat)
    pass(everyMs)
  }
  expect(waits(chat)).toBe(wait)
})

test('what Telegram says about waiting is for that chat, until three chats wait at once', () => {
  const { lane, waits } = createBench()
  lane.waitAsTold(1, 9_000)
  lane.waitAsTold(2, 5_000)
  expect([waits(1), waits(2), waits(3)]).toEqual([9_000, 5_000, 0])
  lane.waitAsTold(3, 7_000)
  expect(waits(4)).toBe(7_000)
})

test('waits that are over do not count', () => {
  const { lane, waits, pass } = createBench()
  lane.waitAsTold(1, 1_000)
  lane.waitAsTold(2, 1_000)
  pass(1_000)
  lane.waitAsTold(3, 1_000)
  expect(waits(4)).toBe(0)
})

test('an answer ends the pauses of failures, not those that Telegram asked for', () => {
  const { lane, waits } = createBench()
  lane.backOff(1)
  lane.waitAsTold(2, 8_000)
  expect([waits(1), waits(2)]).toEqual([1_000, 8_000])
  lane.answered(3)
  expect([waits(1), waits(2)]).toEqual([0, 8_000])
})

test('pauses grow with failures in a row, and begin anew after an answer', () => {
  const { lane } = createBench()
  expect([lane.backOff(1), lane.backOff(1), lane.backOff(1)]).toEqual([1_000, 2_000, 4_000])
  lane.answered(1)
  expect(lane.backOff(1)).toBe(1_000)
})
