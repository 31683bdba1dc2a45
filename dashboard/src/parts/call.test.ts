import { expect, test } from 'vitest'
import { type CallDeps, createCall } from './call.ts'

const now = Date.UTC(2026, 0, 1, 12, 0, 0)
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers })
const problem = (code: string) => ({ error: { code, message: 'in words', request_id: 'r-1' } })
const signal = new AbortController().signal

function calling(deps: Partial<CallDeps>) {
  return createCall({ fetch: untilAborted, now: () => now, timeoutMs: 60_000, ...deps })
}

test.each<{ name: string; response: Response; reply: object }>([
  { name: 'a success hands on its body', response: json(200, { a: 1 }), reply: { kind: 'ok', body: { a: 1 } } },
  {
    name: 'a success that is no JSON is none of ours',
    response: new Response('<h1>Welcome to the hotel</h1>'),
    reply: { kind: 'failed', status: 200, code: null, message: null },
  },
  {
    name: 'a success without a body is one',
    response: new Response(null, { status: 204 }),
    reply: { kind: 'ok', body: undefined },
  },
  {
    name: 'seconds to wait become a time',
    response: json(429, problem('rate_limited'), { 'retry-after': '12' }),
    reply: { kind: 'limited', span: 'minute', retryAt: now + 12_000, requestId: 'r-1' },
  },
  {
    name: 'a date to wait for is understood too',
    response: json(429, problem('rate_limited'), { 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT' }),
    reply: { kind: 'limited', span: 'minute', retryAt: now + 60_000, requestId: 'r-1' },
  },
  {
    name: 'a wait that nobody can read is not invented',
    response: json(429, problem('rate_limited'), { 'retry-after': 'later' }),
    reply: { kind: 'limited', span: 'minute', retryAt: null, requestId: 'r-1' },
  },
  {
    name: 'a used-up quota is a limit of the month',
    response: json(429, problem('quota_exceeded'), { 'retry-after': '60' }),
    reply: { kind: 'limited', span: 'month', retryAt: now + 60_000, requestId: 'r-1' },
  },
  {
    name: 'a limit of a proxy, without a body, is a limit',
    response: new Response('', { status: 429 }),
    reply: { kind: 'limited', span: 'minute', retryAt: null, requestId: null },
  },
  {
    name: 'a fault keeps its words and its request',
    response: json(503, problem('unavailable')),
    reply: { kind: 'failed', status: 503, code: 'unavailable', message: 'in words', requestId: 'r-1' },
  },
  {
    name: 'a page of a proxy is a failure without words',
    response: new Response('<html>', { status: 502 }),
    reply: { kind: 'failed', status: 502, code: null, message: null, requestId: null },
  },
])('$name', async ({ response, reply }) => {
  expect(await calling({ fetch: async () => response })('/x', { signal })).toMatchObject(reply)
})

test('no connection is told as such', async () => {
  const call = calling({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) })
  expect(await call('/x', { signal })).toEqual({ kind: 'unreachable' })
})

test('an answer that does not come in time is late', async () => {
  expect(await calling({ timeoutMs: 1 })('/x', { signal })).toEqual({ kind: 'late' })
})

test('a call given up by its caller rejects: it has no answer to show', async () => {
  const given = new AbortController()
  const asked = calling({})('/x', { signal: given.signal })
  given.abort()
  await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

test('a body goes as JSON beside the headers that were given, and nothing goes where there is none', async () => {
  const sent: RequestInit[] = []
  const call = calling({
    fetch: async (_path, init) => {
      sent.push(init)
      return json(200, {})
    },
  })
  await call('/x', { method: 'POST', body: { vin: 'v' }, headers: { 'x-csrf-token': 'abc' } })
  await call('/x')
  expect(sent).toMatchObject([
    { method: 'POST', body: '{"vin":"v"}', headers: { 'content-type': 'application/json', 'x-csrf-token': 'abc' } },
    { method: 'GET', headers: {} },
  ])
  expect(sent[1]?.body).toBeUndefined()
})

test('a fault of our own is no answer', async () => {
  await expect(calling({ fetch: () => Promise.reject(new RangeError('x')) })('/x')).rejects.toThrow(RangeError)
})

function untilAborted(_path: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
