import { expect, test } from 'vitest'
import { signPress } from '../../../alerts/callback-data.ts'
import { type HistoryPress, historyParts, historyPressOf } from './history-press.ts'

const largest = Number.MAX_SAFE_INTEGER

test.each<HistoryPress>([
  { kind: 'page', page: 1, deleting: false },
  { kind: 'page', page: 2000, deleting: true },
  { kind: 'open', id: largest },
  { kind: 'delete', id: largest, page: 2000 },
])('%j fits into a button and comes back', (press) => {
  const parts = historyParts(press)
  expect(() => signPress(parts, { chat: largest, user: largest }, new Uint8Array(32))).not.toThrow()
  expect(historyPressOf(parts)).toEqual(press)
})

test('another button is left alone', () => {
  expect(historyPressOf({ verb: 'subscribe', id: 'all', version: 0 })).toBeUndefined()
})
