import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type AccountServer,
  accountsPerMinute,
  createBrowser,
  startAccountServer,
  visitorsPerMinute,
} from '../../test/support/account-server.ts'
import {
  createTestDatabase,
  type OwnPostgres,
  startOwnPostgres,
  type TestDatabase,
} from '../../test/support/database.ts'
import { parseKey } from '../accounts/model/key-text.ts'

let place: TestDatabase
let server: AccountServer

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(async () => {
  server = await startAccountServer(place.url)
})
afterEach(() => server.close())

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${server.url}${path}`, { method, headers })
const bearer = (text: string) => ({ authorization: `Bearer ${text}` })

async function makeKey(account = 'telegram:1001', scopes: ('decode' | 'read')[] = ['decode', 'read']) {
  await createBrowser(server).signIn(account)
  const holder = { account, plan: 'free' as const, scopes }
  const made = await server.accounts.keys.make({ name: 'mine', scopes, expiresAt: null }, holder)
  if (typeof made === 'string') throw new Error(made)
  return made.text
}

describe('who sends no credential', () => {
  test('is a visitor', async () => {
    expect(await (await ask('/api/who')).json()).toEqual({ kind: 'visitor' })
  })

  test('has no account', async () => {
    const answer = await ask('/api/users/me')
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: 'unauthorized' } })
  })
})

test.each([
  { name: 'another scheme', authorization: 'Basic YTpi' },
  { name: 'no credential after the scheme', authorization: 'Bearer ' },
  { name: 'two credentials', authorization: 'Bearer a b' },
  { name: 'what is no credential', authorization: 'Bearer hello' },
  { name: 'half a key', authorization: 'Bearer ia_live_0123456789abcdef' },
  { name: 'SQL', authorization: "Bearer ia_live_' or 1=1 --" },
  { name: 'ten kilobytes', authorization: `Bearer ${'x'.repeat(10_000)}` },
])('$name is refused, and is no visitor', async ({ authorization }) => {
  const answer = await ask('/api/who', { authorization })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('Bearer')
})

test('a cookie that opens nothing is refused, and is no visitor', async () => {
  expect((await ask('/api/who', { cookie: `session=${'0'.repeat(64)}` })).status).toBe(401)
})

test('a header that opens nothing is not made good by a cookie', async () => {
  const browser = createBrowser(server)
  await browser.signIn('telegram:1001')
  expect((await browser.ask('GET', '/api/who')).status).toBe(200)
  expect((await browser.ask('GET', '/api/who', undefined, bearer('hello'))).status).toBe(401)
})

test('sixty credentials that open nothing are enough for an address and a minute', async () => {
  const key = await makeKey()
  for (let n = 0; n < 60; n++) await ask('/api/who', bearer('hello'))
  const answer = await ask('/api/who', bearer(key))
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('60')
  expect((await ask('/api/who')).status).toBe(200)
  await server.clock.pass(60_000)
  expect((await ask('/api/who', bearer(key))).status).toBe(200)
})

describe('who has a whole network of IPv6 is one', () => {
  const from = (server: AccountServer, end: string, path: string, method = 'GET', headers = {}) =>
    fetch(`${server.url}${path}`, { method, headers: { ...headers, 'fly-client-ip': `2001:db8:1:${end}` } })
  let onFly: AccountServer

  beforeEach(async () => {
    onFly = await startAccountServer(place.url, { FLY_APP_NAME: 'ours' })
  })
  afterEach(() => onFly.close())

  test('for credentials that open nothing', async () => {
    const key = bearer(await makeKey())
    for (let n = 0; n < 60; n++) await from(onFly, `1::${n}`, '/api/who', 'GET', bearer('hello'))
    expect((await from(onFly, '1::99', '/api/who', 'GET', key)).status).toBe(429)
    expect((await from(onFly, '2::99', '/api/who', 'GET', key)).status).toBe(200)
  })

  test('for the limits of single routes', async () => {
    for (let n = 0; n < 20; n++) await from(onFly, `1::${n}`, '/api/login/start', 'POST')
    expect((await from(onFly, '1::99', '/api/login/start', 'POST')).status).toBe(429)
    expect((await from(onFly, '2::99', '/api/login/start', 'POST')).status).toBe(200)
  })
})

describe('limits by the minute', () => {
  const work = (headers = {}) => ask('/api/work', headers, 'POST')

  test('visitors share that of their address', async () => {
    for (let n = 0; n < visitorsPerMinute; n++) expect((await work()).status).toBe(200)
    const answer = await work()
    expect(answer.status).toBe(429)
    expect(answer.headers.get('x-ratelimit-limit')).toBe(String(visitorsPerMinute))
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.json()).toMatchObject({ error: { code: 'rate_limited' } })
  })

  test('each key has its own, whatever visitors of its address do', async () => {
    const [one, two] = [await makeKey(), await makeKey()]
    for (let n = 0; n <= visitorsPerMinute; n++) await work()
    for (let n = 0; n < accountsPerMinute; n++) expect((await work(bearer(one))).status).toBe(200)
    const answer = await work(bearer(one))
    expect(answer.status).toBe(429)
    expect(answer.headers.get('x-ratelimit-limit')).toBe(String(accountsPerMinute))
    expect((await work(bearer(two))).status).toBe(200)
  })
})

test('a used-up month is told with the time when the next begins', async () => {
  const key = await makeKey('telegram:2001')
  await server.accounts.quota.chargeUpTo({ account: 'telegram:2001', plan: 'free' }, 100)
  const answer = await ask('/api/work', bearer(key), 'POST')
  expect(answer.status).toBe(429)
  const left = (Date.parse('2026-12-01T00:00:00Z') - server.clock.now()) / 1000
  const headers = ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']
  expect(headers.map((name) => answer.headers.get(name))).toEqual([String(left), '100', '0', String(left)])
  expect(await answer.json()).toMatchObject({
    error: { code: 'quota_exceeded', used: 100, limit: 100, resets_at: '2026-12-01T00:00:00.000Z' },
  })
  expect(await server.registry.getSingleMetricAsString('quota_refusals_total')).toContain('{plan="free"} 1')
  const me = await ask('/api/users/me', bearer(key))
  expect(await me.json()).toMatchObject({ via: 'key', usage: { used: 100, limit: 100 } })
})

test('a key without the scope of a route is forbidden', async () => {
  const key = await makeKey('telegram:1001', ['read'])
  const answer = await ask('/api/work', bearer(key), 'POST')
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ error: { code: 'forbidden' } })
})

describe('while Postgres is out', () => {
  let own: OwnPostgres
  beforeAll(async () => {
    own = await startOwnPostgres()
  })
  afterAll(() => own.close())
  beforeEach(async () => {
    await server.close()
    server = await startAccountServer(own.url)
    return () => own.start()
  })

  test('what was let in lately goes on, what was not is told to come again, and nobody is taken for wrong', async () => {
    const [used, unused] = [await makeKey(), await makeKey()]
    const browser = createBrowser(server)
    await browser.signIn('telegram:1001')
    const made = await ask('/api/token', bearer(used), 'POST')
    const { token } = (await made.json()) as { token: string }
    expect((await browser.ask('GET', '/api/who')).status).toBe(200)
    await own.stop()

    const away = await ask('/api/who', bearer(unused))
    expect(away.status).toBe(503)
    expect(await away.json()).toMatchObject({ error: { code: 'unavailable' } })
    const wrongSecret = used.replace(/.{64}$/, '0'.repeat(64))
    expect((await ask('/api/who', bearer(wrongSecret))).status).toBe(503)
    expect((await createBrowser(server).ask('GET', '/api/who', undefined, { cookie: 'session=x' })).status).toBe(503)

    expect((await ask('/api/who')).status).toBe(200)
    expect((await ask('/api/work', bearer(used), 'POST')).status).toBe(200)
    expect((await ask('/api/who', bearer(token))).status).toBe(200)
    expect((await browser.ask('GET', '/api/who')).status).toBe(200)
    expect(await server.registry.getSingleMetricAsString('quota_uncounted_lookups_total')).toContain(' 1')
    await server.clock.pass(15 * 60_000)
    expect((await ask('/api/who', bearer(used))).status).toBe(503)
  })

  test('what was ended just before it does not go on', async () => {
    const text = await makeKey()
    const browser = createBrowser(server)
    await browser.signIn('telegram:1001')
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    expect((await ask('/api/who', bearer(text))).status).toBe(200)
    expect((await ask('/api/who', { cookie })).status).toBe(200)
    await server.accounts.keys.revoke(parseKey(text)?.id ?? '', 'telegram:1001')
    await browser.ask('POST', '/api/logout')
    await own.stop()
    expect((await ask('/api/who', bearer(text))).status).toBe(503)
    expect((await ask('/api/who', { cookie })).status).toBe(503)
  })
})
