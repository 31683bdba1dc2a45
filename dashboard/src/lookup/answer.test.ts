import { expect, test } from 'vitest'
import { type Answer, createAsk } from './answer.ts'

const now = Date.UTC(2026, 0, 1, 12, 0, 0)
const vin = '1HGCM82633A004352'
const vehicle = { vin, fields: {}, warnings: [], suggestions: [] }

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers })
const problem = (code: string, more: object = {}) => ({
  error: { code, message: 'in words', request_id: 'r-1', ...more },
})

function ask(fetch: () => Promise<Response>, signal = new AbortController().signal): Promise<Answer> {
  return createAsk({ fetch, now: () => now, timeoutMs: 1000 })(vin, { forceRefresh: false, signal })
}

test.each<{ name: string; response: Response; answer: object }>([
  { name: 'a vehicle is found', response: json(200, { success: true, vehicle }), answer: { kind: 'found', vehicle } },
  {
    name: 'what is no VIN is refused with suggestions',
    response: json(400, problem('invalid_vin', { suggestions: [vin] })),
    answer: { kind: 'refused', message: 'in words', suggestions: [vin], requestId: 'r-1' },
  },
  {
    name: 'suggestions that are none are left out',
    response: json(400, problem('invalid_vin', { suggestions: 'x' })),
    answer: { kind: 'refused', message: 'in words', suggestions: [], requestId: 'r-1' },
  },
  {
    name: 'seconds to wait become a time',
    response: json(429, problem('rate_limited'), { 'retry-after': '12' }),
    answer: { kind: 'limited', retryAt: now + 12_000, requestId: 'r-1' },
  },
  {
    name: 'a date to wait for is understood too',
    response: json(429, problem('quota_exceeded'), { 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT' }),
    answer: { kind: 'limited', retryAt: now + 60_000, requestId: 'r-1' },
  },
  {
    name: 'a wait that nobody can read is not invented',
    response: json(429, problem('rate_limited'), { 'retry-after': 'later' }),
    answer: { kind: 'limited', retryAt: null, requestId: 'r-1' },
  },
  {
    name: 'a limit of a proxy, without a body, is a limit',
    response: new Response('', { status: 429 }),
    answer: { kind: 'limited', retryAt: null, requestId: null },
  },
  {
    name: 'another fault keeps its words and its request',
    response: json(503, problem('unavailable')),
    answer: { kind: 'failed', status: 503, message: 'in words', requestId: 'r-1' },
  },
  {
    name: 'a page of a proxy is a failure without words',
    response: new Response('<html>', { status: 502 }),
    answer: { kind: 'failed', status: 502, message: null, requestId: null },
  },
  {
    name: 'a 200 that is no vehicle is a failure',
    response: json(200, { vehicle: { vin: 3 } }),
    answer: { kind: 'failed', status: 200 },
  },
  { name: 'a 200 of null is a failure', response: json(200, null), answer: { kind: 'failed', status: 200 } },
])('$name', async ({ response, answer }) => {
  expect(await ask(async () => response)).toMatchObject(answer)
})

test('no connection is told as such', async () => {
  expect(await ask(() => Promise.reject(new TypeError('Failed to fetch')))).toEqual({ kind: 'unreachable' })
})

test('an answer that does not come in time is late', async () => {
  const never = createAsk({ fetch: untilAborted, now: () => now, timeoutMs: 1 })
  expect(await never(vin, { forceRefresh: false, signal: new AbortController().signal })).toEqual({ kind: 'late' })
})

test('a question given up by its asker rejects: it has no answer to show', async () => {
  const given = new AbortController()
  const asked = createAsk({ fetch: untilAborted, now: () => now, timeoutMs: 60_000 })(vin, {
    forceRefresh: false,
    signal: given.signal,
  })
  given.abort()
  await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

test('the question is what the API expects', async () => {
  const sent: unknown[] = []
  const spy = createAsk({
    fetch: async (path, init) => {
      sent.push(path, init.method, init.body)
      return json(200, { vehicle })
    },
    now: () => now,
    timeoutMs: 1000,
  })
  await spy(vin, { forceRefresh: true, signal: new AbortController().signal })
  expect(sent).toEqual(['/api/decode', 'POST', `{"vin":"${vin}","force_refresh":true}`])
})

function untilAborted(_path: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
