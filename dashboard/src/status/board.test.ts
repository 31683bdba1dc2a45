import { describe, expect, test } from 'vitest'
import type { DeltaMessage, IncidentView, SnapshotMessage, TargetView } from '../../../alerts/model/overview.ts'
import { type Board, placeOf, receive, targetsOf } from './board.ts'

const start = 1_700_000_000_000
const minute = 60_000

const target = (id: string, change: Partial<TargetView> = {}): TargetView => ({
  id,
  name: id,
  status: 'up',
  checkedAt: start,
  intervalMs: 5000,
  latencyMs: 10,
  incidentId: null,
  ...change,
})
const incident = (id: string, change: Partial<IncidentView> = {}): IncidentView => ({
  id,
  rule: 'bot-down',
  severity: 'critical',
  summary: 'bot is down',
  target: 'bot',
  openedAt: start,
  resolvedAt: null,
  ...change,
})
const snapshot = (seq: number, change: Partial<SnapshotMessage['overview']> = {}): SnapshotMessage => ({
  type: 'snapshot',
  stream: 's1',
  seq,
  at: start,
  overview: {
    at: start,
    status: 'up',
    groups: [
      { name: 'Services', targets: [target('web'), target('bot')] },
      { name: 'Stores', targets: [target('cache')] },
    ],
    incidents: [],
    ...change,
  },
})
const delta = (seq: number, change: Partial<DeltaMessage> = {}): DeltaMessage => ({
  type: 'delta',
  stream: 's1',
  seq,
  at: start + 1000,
  targets: [],
  incidents: [],
  ...change,
})

/** The board after these messages, none of which may leave a gap. */
function boardAfter(...messages: (SnapshotMessage | DeltaMessage)[]): Board {
  let board: Board | null = null
  for (const message of messages) {
    const next = receive(board, message)
    if (next === 'gap') throw new Error(`a gap before ${message.seq}`)
    board = next
  }
  if (board === null) throw new Error('no messages')
  return board
}

describe('order', () => {
  const board = boardAfter(snapshot(7))

  test.each<{ name: string; board: Board | null; message: DeltaMessage; outcome: 'gap' | 'repeat' | number }>([
    { name: 'the next number is taken', board, message: delta(8), outcome: 8 },
    { name: 'a number left out is a gap', board, message: delta(9), outcome: 'gap' },
    { name: 'the same number again is a repeat', board, message: delta(7), outcome: 'repeat' },
    { name: 'an older one is a repeat', board, message: delta(3), outcome: 'repeat' },
    { name: 'another stream is a gap', board, message: delta(8, { stream: 's2' }), outcome: 'gap' },
    { name: 'a delta before any snapshot is a gap', board: null, message: delta(1), outcome: 'gap' },
    {
      name: 'a target without a place is a gap',
      board,
      message: delta(8, { targets: [target('new')] }),
      outcome: 'gap',
    },
  ])('$name', ({ board: before, message, outcome }) => {
    const next = receive(before, message)
    if (outcome === 'gap') expect(next).toBe('gap')
    else if (outcome === 'repeat') expect(next).toBe(before)
    else expect(next).toMatchObject({ seq: outcome })
  })

  test('a snapshot counts whatever came before', () => {
    expect(receive(board, { ...snapshot(2), stream: 's2' })).toMatchObject({ stream: 's2', seq: 2 })
  })

  test('the place to go on from is stream and number', () => {
    expect(placeOf(boardAfter(snapshot(7), delta(8)))).toBe('s1:8')
  })
})

describe('content', () => {
  test('a delta replaces whole targets where they stand and leaves the others', () => {
    const board = boardAfter(snapshot(1), delta(2, { targets: [target('bot', { status: 'down', latencyMs: null })] }))
    expect(targetsOf(board).map(({ id, status }) => `${id} ${status}`)).toEqual(['web up', 'bot down', 'cache up'])
  })

  test('the board knows when it was last told something', () => {
    expect(boardAfter(snapshot(1, { at: start - minute })).saidAt).toBe(start - minute)
    expect(boardAfter(snapshot(1), delta(2)).saidAt).toBe(start + 1000)
  })

  test('what was handed in is not changed', () => {
    const before = boardAfter(snapshot(1))
    const copy = structuredClone(before)
    receive(before, delta(2, { targets: [target('bot', { status: 'down' })], incidents: [incident('i')] }))
    expect(before).toEqual(copy)
  })
})

describe('incidents', () => {
  test('open ones stand first, the newest on top', () => {
    const board = boardAfter(
      snapshot(1, { incidents: [incident('old'), incident('over', { resolvedAt: start })] }),
      delta(2, { incidents: [incident('new', { openedAt: start + 1 })] }),
    )
    expect(board.incidents.map(({ id }) => id)).toEqual(['new', 'old', 'over'])
  })

  test.each<{ name: string; agoMs: number; shown: number }>([
    { name: 'a resolved one is shown for 15 minutes', agoMs: 15 * minute - 1, shown: 1 },
    { name: 'and then no longer', agoMs: 15 * minute, shown: 0 },
  ])('$name', ({ agoMs, shown }) => {
    const over = incident('i', { resolvedAt: start - agoMs })
    expect(boardAfter(snapshot(1, { incidents: [over] })).incidents).toHaveLength(shown)
  })

  test('a resolved one replaces the open one', () => {
    const board = boardAfter(
      snapshot(1, { incidents: [incident('i')] }),
      delta(2, { incidents: [incident('i', { resolvedAt: start + 1000 })] }),
    )
    expect(board.incidents).toEqual([incident('i', { resolvedAt: start + 1000 })])
  })
})

describe('latencies', () => {
  const checked = (seq: number, checkedAt: number, latencyMs: number | null) =>
    delta(seq, { targets: [target('web', { checkedAt, latencyMs })] })
  const latenciesOf = (board: Board): unknown => board.latencies.get('web')?.map(({ latencyMs }) => latencyMs)

  test('each new check adds one, a failed one adds a gap', () => {
    expect(latenciesOf(boardAfter(snapshot(1), checked(2, start + 1, null), checked(3, start + 2, 30)))).toEqual([
      10,
      null,
      30,
    ])
  })

  test('the same check told again adds none', () => {
    expect(latenciesOf(boardAfter(snapshot(1), checked(2, start, 10)))).toEqual([10])
  })

  test('they outlive a snapshot', () => {
    expect(latenciesOf(boardAfter(snapshot(1), checked(2, start + 1, 20), snapshot(9)))).toEqual([10, 20])
  })

  test('a target that was never checked has none', () => {
    const groups = [{ name: 'Services', targets: [target('web', { checkedAt: null, latencyMs: null })] }]
    expect(latenciesOf(boardAfter(snapshot(1, { groups })))).toEqual([])
  })

  test('the last sixty are kept', () => {
    const many = Array.from({ length: 80 }, (_, index) => checked(index + 2, start + index + 1, index))
    expect(
      boardAfter(snapshot(1), ...many)
        .latencies.get('web')
        ?.map(({ latencyMs }) => latencyMs),
    ).toEqual(Array.from({ length: 60 }, (_, index) => index + 20))
  })
})
