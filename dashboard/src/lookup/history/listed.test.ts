import { expect, test } from 'vitest'
import type { Call, Reply } from '../../parts/call.ts'
import { createHistoryApi } from './listed.ts'

const vin = '1HGCM82633A004352'
const vehicle = {
  ...{ id: 7, vin, year: 2003, make: 'Honda', model: 'Accord', fields: {}, warnings: [], suggestions: [] },
  decoded_at: '2026-01-01T12:00:00.000Z',
}
const signal = new AbortController().signal

function answering(reply: Reply) {
  const asked: { path: string; method: Call['method'] }[] = []
  const api = createHistoryApi(async (path, { method } = {}) => {
    asked.push({ path, method })
    return reply
  })
  return { api, asked }
}

test('a page is asked for by its number and the words', async () => {
  const { api, asked } = answering({
    kind: 'ok',
    body: { vehicles: [vehicle], page: 2, limit: 20, total: 21, total_pages: 2 },
  })
  expect(await api.list({ words: ' honda & co ', page: 2 }, signal)).toEqual({
    lookups: [{ id: 7, vin, title: '2003 Honda Accord', at: Date.UTC(2026, 0, 1, 12) }],
    ...{ page: 2, total: 21, totalPages: 2 },
  })
  expect(asked[0]?.path).toBe('/api/vehicles?page=2&limit=20&q=honda+%26+co')
})

test('without words none are sent, and no more than the API takes', async () => {
  const { api, asked } = answering({ kind: 'unreachable' })
  await api.list({ words: '  ', page: 1 }, signal)
  await api.list({ words: 'x'.repeat(200), page: 1 }, signal)
  expect(asked.map(({ path }) => new URL(path, 'http://x').searchParams.get('q')?.length)).toEqual([undefined, 100])
})

test.each<{ name: string; reply: Reply; answer: object }>([
  { name: 'no connection is handed on', reply: { kind: 'unreachable' }, answer: { kind: 'unreachable' } },
  {
    name: 'another shape is not understood',
    reply: { kind: 'ok', body: { vehicles: 3 } },
    answer: { kind: 'failed', status: 200 },
  },
])('$name', async ({ reply, answer }) => {
  expect(await answering(reply).api.list({ words: '', page: 1 }, signal)).toMatchObject(answer)
})

const failed = (status: number): Reply => ({ kind: 'failed', status, code: null, message: null, requestId: null })

test.each<{ name: string; reply: Reply; trouble: string | null }>([
  { name: 'a deleted lookup is gone', reply: { kind: 'ok', body: undefined }, trouble: null },
  { name: 'so is one that another tab deleted before', reply: failed(404), trouble: null },
  { name: 'a fault is told', reply: failed(503), trouble: 'failed' },
])('$name', async ({ reply, trouble }) => {
  const { api, asked } = answering(reply)
  expect((await api.remove(7))?.kind ?? null).toBe(trouble)
  expect(asked).toEqual([{ path: '/api/vehicles/7', method: 'DELETE' }])
})
