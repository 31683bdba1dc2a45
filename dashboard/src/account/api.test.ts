import { expect, test } from 'vitest'
import { createApi } from './api.ts'

const now = 1_700_000_000_000
const problem = { error: { code: 'conflict', message: 'an account has at most 20 keys', request_id: 'r-1' } }
const answering = (answer: () => Promise<Response>) => createApi({ fetch: answer, now: () => now, timeoutMs: 1000 })

test.each<{ name: string; answer: () => Promise<Response>; is: unknown }>([
  {
    name: 'what was asked for is the value',
    answer: async () => Response.json({ keys: [] }),
    is: { kind: 'done', value: { keys: [] } },
  },
  {
    name: 'nothing to say is null',
    answer: async () => new Response(null, { status: 204 }),
    is: { kind: 'done', value: null },
  },
  {
    name: 'a refusal keeps its code, words and request id',
    answer: async () => Response.json(problem, { status: 409 }),
    is: { kind: 'refused', status: 409, ...fieldsOf(problem), retryAt: null },
  },
  {
    name: 'a refusal for now says until when',
    answer: async () => Response.json(problem, { status: 429, headers: { 'retry-after': '30' } }),
    is: { kind: 'refused', status: 429, ...fieldsOf(problem), retryAt: now + 30_000 },
  },
  {
    name: 'a page of a proxy is no answer of ours',
    answer: async () => new Response('<h1>Bad Gateway</h1>', { status: 502 }),
    is: { kind: 'garbled' },
  },
  {
    name: 'nor is JSON of somebody else',
    answer: async () => Response.json({ error: 'no' }, { status: 502 }),
    is: { kind: 'garbled' },
  },
  {
    name: 'no connection is told apart',
    answer: () => Promise.reject(new TypeError('fetch failed')),
    is: { kind: 'unreachable' },
  },
  {
    name: 'so is an answer that is late',
    answer: () => Promise.reject(new DOMException('late', 'TimeoutError')),
    is: { kind: 'late' },
  },
])('$name', async ({ answer, is }) => {
  expect(await answering(answer)('/api/keys')).toEqual(is)
})

test('a body is sent as JSON, beside the headers that were given', async () => {
  const sent: RequestInit[] = []
  const api = createApi({
    fetch: async (_path, init) => {
      sent.push(init)
      return Response.json({})
    },
    now: () => now,
    timeoutMs: 1000,
  })
  await api('/api/keys', { method: 'POST', body: { name: 'x' }, headers: { 'x-csrf-token': 't' } })
  await api('/api/logout', { method: 'POST' })
  expect(sent).toMatchObject([
    { method: 'POST', body: '{"name":"x"}', headers: { 'content-type': 'application/json', 'x-csrf-token': 't' } },
    { method: 'POST', headers: {} },
  ])
  expect(sent[1]?.body).toBeUndefined()
})

test('a fault of ours is no answer', async () => {
  await expect(answering(() => Promise.reject(new RangeError('x')))('/api/keys')).rejects.toThrow(RangeError)
})

function fieldsOf({ error: { code, message, request_id } }: typeof problem) {
  return { code, message, requestId: request_id }
}
