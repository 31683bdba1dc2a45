import { expect, test } from 'vitest'
import type { Call, Reply } from '../../parts/call.ts'
import { createAsk } from './answer.ts'

const vin = '1HGCM82633A004352'
const vehicle = { vin, fields: {}, warnings: [], suggestions: [] }
const signal = new AbortController().signal
const failed = (code: string, details: Record<string, unknown> = {}): Reply => ({
  ...{ kind: 'failed', status: 400, code, message: 'in words', requestId: 'r-1', details },
})

test.each<{ name: string; reply: Reply; answer: object }>([
  {
    name: 'a vehicle is found',
    reply: { kind: 'ok', body: { success: true, vehicle } },
    answer: { kind: 'found', vehicle },
  },
  {
    name: 'what is no VIN is refused with suggestions',
    reply: failed('invalid_vin', { suggestions: [vin] }),
    answer: { kind: 'refused', message: 'in words', suggestions: [vin] },
  },
  {
    name: 'suggestions that are none are left out',
    reply: failed('invalid_vin', { suggestions: 'x' }),
    answer: { kind: 'refused', message: 'in words', suggestions: [] },
  },
  {
    name: 'another fault keeps its words and its request',
    reply: failed('invalid_request'),
    answer: { kind: 'failed', status: 400, code: 'invalid_request', message: 'in words', requestId: 'r-1' },
  },
  { name: 'no connection stays none', reply: { kind: 'unreachable' }, answer: { kind: 'unreachable' } },
  {
    name: 'a 200 that is no vehicle is a failure',
    reply: { kind: 'ok', body: { vehicle: { vin: 3 } } },
    answer: { kind: 'failed', status: 200 },
  },
  { name: 'a 200 of null is a failure', reply: { kind: 'ok', body: null }, answer: { kind: 'failed', status: 200 } },
])('$name', async ({ reply, answer }) => {
  expect(await createAsk(async () => reply)(vin, { forceRefresh: false, signal })).toMatchObject(answer)
})

test.each<{ name: string; forceRefresh: boolean; body: object }>([
  { name: 'a question names the VIN', forceRefresh: false, body: { vin } },
  { name: 'one past the cache says so', forceRefresh: true, body: { vin, force_refresh: true } },
])('$name', async ({ forceRefresh, body }) => {
  const sent: { path: string; call: Call }[] = []
  const ask = createAsk(async (path, call = {}) => {
    sent.push({ path, call })
    return { kind: 'ok', body: { vehicle } }
  })
  await ask(vin, { forceRefresh, signal })
  expect(sent).toEqual([{ path: '/api/decode', call: { method: 'POST', body, signal } }])
})
