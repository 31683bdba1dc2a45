import { expect, test } from 'vitest'
import { accountWords, createAskWho, type Me, sessionHeaders } from './session.ts'

const me: Me = {
  ...{ account: 'telegram:1001', plan: 'free', via: 'session', scopes: ['read'], csrf_token: 't' },
  usage: { used: 1, limit: 100, resets_at: '2026-12-01T00:00:00.000Z' },
}

function createBench(hint: string | null, answer: () => Promise<Response>) {
  let kept = hint
  const asked: string[] = []
  const ask = createAskWho({
    fetch: (path) => {
      asked.push(path)
      return answer()
    },
    hint: {
      read: () => kept,
      write: (text) => {
        kept = text
      },
    },
  })
  return { ask, asked, kept: () => kept }
}

test.each<{ name: string; answer: () => Promise<Response>; who: Me | null; kept: string | null }>([
  { name: 'who is signed in is told', answer: async () => Response.json(me), who: me, kept: 'telegram:1001' },
  {
    name: 'a session that is over is none, and is not asked for again',
    answer: async () => Response.json({}, { status: 401 }),
    who: null,
    kept: null,
  },
  {
    name: 'accounts that are away are none for now',
    answer: async () => Response.json({}, { status: 503 }),
    who: null,
    kept: 'telegram:1001',
  },
  {
    name: 'no connection is none for now',
    answer: () => Promise.reject(new TypeError('fetch failed')),
    who: null,
    kept: 'telegram:1001',
  },
  {
    name: 'a question that was given up is none',
    answer: () => Promise.reject(new DOMException('given up', 'AbortError')),
    who: null,
    kept: 'telegram:1001',
  },
  { name: 'a page of a proxy is none', answer: async () => new Response('<h1>'), who: null, kept: 'telegram:1001' },
])('$name', async ({ answer, who, kept }) => {
  const bench = createBench('telegram:1001', answer)
  expect(await bench.ask()).toEqual(who)
  expect(bench.asked).toEqual(['/api/users/me'])
  expect(bench.kept()).toBe(kept)
})

test('who never signed in here is not asked about', async () => {
  const bench = createBench(null, async () => Response.json(me))
  expect(await bench.ask()).toBeNull()
  expect(bench.asked).toEqual([])
})

test.each([
  { name: 'a session changes things with its token', who: me, headers: { 'x-csrf-token': 't' } },
  { name: 'a visitor has none', who: null, headers: {} },
])('$name', ({ who, headers }) => {
  expect(sessionHeaders(who)).toEqual(headers)
})

test.each([
  { account: 'telegram:1001', words: 'Telegram 1001' },
  { account: 'break-glass', words: 'Break-glass' },
  { account: 'partner', words: 'partner' },
])('$account reads $words', ({ account, words }) => {
  expect(accountWords(account)).toBe(words)
})
