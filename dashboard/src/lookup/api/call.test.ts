import { expect, test } from 'vitest'
import { type CallDeps, createCall, type Reply } from './call.ts'

const now = Date.UTC(2026, 0, 1, 12, 0, 0)
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers })
const problem = (code: string) => ({ error: { code, message: 'in words', request_id: 'r-1' } })
const signal = new AbortController().signal

function calling(deps: Partial<CallDeps>) {
  const none = async () => ({})
  return createCall({
    fetch: untilAborted,
    now: () => now,
    timeoutMs: 60_000,
    headers: none,
    renewHeaders: none,
    ...deps,
  })
}

test.each<{ name: string; response: Response; reply: object }>([
  { name: 'a success hands on its body', response: json(200, { a: 1 }), reply: { kind: 'ok', body: { a: 1 } } },
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

test('a body goes as JSON with the headers of who is signed in', async () => {
  const sent: unknown[] = []
  const call = calling({
    headers: async () => ({ 'x-csrf-token': 'abc' }),
    fetch: async (path, { method, body, headers }) => {
      sent.push(path, method, body, headers)
      return json(200, {})
    },
  })
  await call('/x', { method: 'POST', body: { vin: 'v' }, signal })
  expect(sent).toEqual(['/x', 'POST', '{"vin":"v"}', { 'content-type': 'application/json', 'x-csrf-token': 'abc' }])
})

test.each<{ name: string; answers: Response[]; asked: (string | undefined)[]; kind: Reply['kind'] }>([
  {
    name: 'a call that the session was too old for is made again with what is true now',
    answers: [json(403, problem('forbidden')), json(200, {})],
    asked: ['old', 'new'],
    kind: 'ok',
  },
  {
    name: 'a session that is over is asked about as well',
    answers: [json(401, problem('unauthorized')), json(200, {})],
    asked: ['old', 'new'],
    kind: 'ok',
  },
  {
    name: 'a second refusal is the answer',
    answers: [json(403, problem('forbidden')), json(403, problem('forbidden'))],
    asked: ['old', 'new'],
    kind: 'failed',
  },
  { name: 'any other fault is not tried again', answers: [json(500, {})], asked: ['old'], kind: 'failed' },
])('$name', async ({ answers, asked, kind }) => {
  const sent: (string | undefined)[] = []
  const call = calling({
    headers: async () => ({ token: 'old' }),
    renewHeaders: async () => ({ token: 'new' }),
    fetch: async (_path, { headers }) => {
      sent.push((headers as Record<string, string>).token)
      return answers.shift() ?? json(500, {})
    },
  })
  expect((await call('/x', { signal })).kind).toBe(kind)
  expect(sent).toEqual(asked)
})

function untilAborted(_path: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
