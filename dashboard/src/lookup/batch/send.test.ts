import { expect, test } from 'vitest'
import type { Trouble } from '../../parts/call.ts'
import type { RowResult } from './results.ts'
import { sendInParts } from './send.ts'

const vins = ['a', 'b', 'c', 'd', 'e']
const row = (vin: string): RowResult => ({ vin, vehicle: null, fault: { code: 'x', message: 'y', suggestions: [] } })
const limited = (retryAt: number | null, span: 'minute' | 'month' = 'minute'): Trouble => ({
  ...{ kind: 'limited', span, retryAt, requestId: null },
})

/** A server that answers what the script says, else every row; time passes only in waits. */
function setting(script: (Trouble | null)[] = [], signal = new AbortController().signal) {
  let clock = 1000
  const seen = { parts: [] as string[], results: [] as string[], waits: [] as (number | null)[] }
  const run = () =>
    sendInParts({
      ...{ vins, partSize: 2, signal, now: () => clock },
      async send(part) {
        seen.parts.push(part.join(''))
        return script.shift() ?? part.map(row)
      },
      async waitUntil(at) {
        clock = at
        signal.throwIfAborted()
      },
      onResults: (results) => void seen.results.push(...results.map(({ vin }) => vin)),
      onWait: (until) => void seen.waits.push(until),
    })
  return { seen, run }
}

test('the rows go in parts, in order, the last one smaller', async () => {
  const { seen, run } = setting()
  expect(await run()).toBeNull()
  expect(seen).toEqual({ parts: ['ab', 'cd', 'e'], results: vins, waits: [] })
})

test.each<{ name: string; retryAt: number | null; until: number }>([
  { name: 'a limit is waited for as long as the server says', retryAt: 61_000, until: 61_000 },
  { name: 'one of unknown length for a while', retryAt: null, until: 16_000 },
  { name: 'one that is over already for a second, so that nobody is flooded', retryAt: 0, until: 2000 },
])('$name, then the same part goes again', async ({ retryAt, until }) => {
  const { seen, run } = setting([null, limited(retryAt)])
  expect(await run()).toBeNull()
  expect(seen).toEqual({ parts: ['ab', 'cd', 'cd', 'e'], results: vins, waits: [until, null] })
})

test.each<{ name: string; trouble: Trouble }>([
  { name: 'a used-up month', trouble: limited(1_000_000, 'month') },
  { name: 'no connection', trouble: { kind: 'unreachable' } },
  { name: 'a late answer', trouble: { kind: 'late' } },
])('$name stops it and keeps what came before', async ({ trouble }) => {
  const { seen, run } = setting([null, trouble])
  expect(await run()).toEqual(trouble)
  expect(seen).toEqual({ parts: ['ab', 'cd'], results: ['a', 'b'], waits: [] })
})

test('nothing of a part is shown that was on its way when the visitor stopped it', async () => {
  const stopped = new AbortController()
  const results: RowResult[] = []
  const sending = sendInParts({
    ...{ vins, partSize: 2, signal: stopped.signal, now: () => 0, waitUntil: async () => {}, onWait: () => {} },
    async send(part) {
      stopped.abort()
      return part.map(row)
    },
    onResults: (more) => void results.push(...more),
  })
  await expect(sending).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(results).toEqual([])
})
