import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type AccountServer,
  type Browser,
  createBrowser,
  dashboardSecret,
  startAccountServer,
} from '../../../test/support/account-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'

const minute = 60_000
const day = 24 * 60 * minute
let place: TestDatabase
let server: AccountServer
let browser: Browser

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(async () => {
  server = await startAccountServer(place.url)
  browser = createBrowser(server)
})
afterEach(() => server.close())

const start = async (of = browser) => {
  const answer = await of.ask('POST', '/api/login/start')
  return (await answer.json()) as { code: string; command: string }
}
const finish = (token: string | null, of = browser) => of.ask('POST', '/api/login/finish', { token })
const me = (of = browser) => of.ask('GET', '/api/users/me')

describe('a link', () => {
  test('opens a session in the browser that asked for it', async () => {
    const { code, command } = await start()
    expect(command).toBe(`/login ${code}`)
    const answer = await finish(await server.links.make('telegram:1001', code.toLowerCase()))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      account: 'telegram:1001',
      csrf_token: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await (await me()).json()).toEqual({
      ...{ account: 'telegram:1001', plan: 'free', via: 'session', scopes: ['decode', 'read', 'manage-keys'] },
      usage: { used: 0, limit: 100, resets_at: '2026-12-01T00:00:00.000Z' },
      csrf_token: expect.stringMatching(/^[0-9a-f]{64}$/),
      session_ends_at: '2026-12-24T12:00:00.000Z',
    })
  })

  test('opens nothing a second time', async () => {
    const { token, code } = await browser.signIn('telegram:1001')
    expect((await finish(token)).status).toBe(401)
    const thief = createBrowser(server)
    expect((await finish(token, thief)).status).toBe(401)
    expect(await server.links.make('telegram:1001', code)).not.toBe(token)
  })

  test('of twenty posts at once opens one session', async () => {
    const token = await server.links.make('telegram:1001', (await start()).code)
    const mark = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const code = server.accounts.browsers.codeOf(mark.split('=')[1] ?? '') ?? ''
    const opened = await Promise.all(
      Array.from({ length: 20 }, () => server.accounts.sessions.signIn(token ?? '', code)),
    )
    expect(opened.filter((session) => session !== null)).toHaveLength(1)
  })

  test.each<{ name: string; other: (thief: Browser) => Promise<unknown> }>([
    { name: 'a browser that never asked', other: async () => {} },
    { name: 'another browser that asked as well', other: (thief) => start(thief) },
  ])('opens nothing in $name, and still opens where it was asked for', async ({ other }) => {
    const token = await server.links.make('telegram:1001', (await start()).code)
    const thief = createBrowser(server)
    await other(thief)
    const answer = await finish(token, thief)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: 'unauthorized' } })
    expect((await me(thief)).status).toBe(401)
    expect((await finish(token)).status).toBe(200)
  })

  test.each([
    { name: 'lasts not quite five minutes', after: 5 * minute - 1, status: 200 },
    { name: 'is over after five minutes', after: 5 * minute, status: 401 },
  ])('$name', async ({ after, status }) => {
    const token = await server.links.make('telegram:1001', (await start()).code)
    await server.clock.pass(after)
    expect((await finish(token)).status).toBe(status)
  })

  test('of an account takes the place of the one before', async () => {
    const { code } = await start()
    const first = await server.links.make('telegram:1001', code)
    const second = await server.links.make('telegram:1001', code)
    expect((await finish(first)).status).toBe(401)
    expect((await finish(second)).status).toBe(200)
  })

  test('is not made for what is no code', async () => {
    expect(await server.links.make('telegram:1001', 'please')).toBeNull()
  })

  test('is not in Postgres', async () => {
    const token = (await server.links.make('telegram:1001', (await start()).code)) ?? ''
    const [row] = await server.database.query<{ text: string }>(
      `select row_to_json(login_links)::text as text from login_links where account = 'telegram:1001'`,
    )
    expect(row?.text).toContain('telegram:1001')
    expect(row?.text).not.toContain(token)
  })
})

describe('a session', () => {
  test.each([
    {
      name: 'on https is bound to host and encryption',
      env: { PUBLIC_URL: 'https://cars.example' },
      line: /^__Host-session=[0-9a-f]{64}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    },
    {
      name: 'without is out of reach of scripts and other sites',
      env: {},
      line: /^session=[0-9a-f]{64}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    },
  ])('$name', async ({ env, line }) => {
    await server.close()
    server = await startAccountServer(place.url, env)
    const { setCookies } = await createBrowser(server).signIn('telegram:1001')
    expect(setCookies.filter((one) => line.test(one))).toHaveLength(1)
  })

  test.each([
    { name: 'lasts through six silent days', silentDays: [6], status: 200 },
    { name: 'is over after seven silent days', silentDays: [7], status: 401 },
    { name: 'lasts 29 days in use', silentDays: [6, 6, 6, 6, 5], status: 200 },
    { name: 'is over after 30 days, however used', silentDays: [6, 6, 6, 6, 6], status: 401 },
  ])('$name', async ({ silentDays, status }) => {
    await browser.signIn('telegram:1001')
    const digestsSeen = async () =>
      (
        await server.database.query('select from sessions where seen_at = to_timestamp($1 / 1000.0)', [
          server.clock.now(),
        ])
      ).length
    let last = 200
    for (const days of silentDays) {
      await server.clock.pass(days * day)
      last = (await me()).status
      if (last === 200) await expect.poll(digestsSeen, { timeout: 10_000 }).toBeGreaterThan(0)
    }
    expect(last).toBe(status)
  })

  test('that is over takes its cookie away, so that the page can go on without', async () => {
    await browser.signIn('telegram:1001')
    await server.clock.pass(7 * day)
    const answer = await browser.ask('POST', '/api/work')
    expect(answer.status).toBe(401)
    expect([...browser.cookies.keys()]).not.toContain('session')
    expect((await browser.ask('POST', '/api/work')).status).toBe(200)
  })

  test('ends with signing out, and its cookie opens nothing', async () => {
    await browser.signIn('telegram:1001')
    const stolen = new Map(browser.cookies)
    expect((await browser.ask('POST', '/api/logout')).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    for (const [name, value] of stolen) browser.cookies.set(name, value)
    expect((await me()).status).toBe(401)
  })

  test('signing out is no error for who is not signed in', async () => {
    expect((await browser.ask('POST', '/api/logout')).status).toBe(204)
  })

  test('the twenty-first of an account ends its oldest', async () => {
    const signIn = async () => {
      await server.clock.pass(1)
      const { mark, code } = server.accounts.browsers.start()
      const token = (await server.links.make('telegram:1021', code)) ?? ''
      return server.accounts.sessions.signIn(token, server.accounts.browsers.codeOf(mark) ?? '')
    }
    const opened = []
    for (let n = 0; n < 21; n++) opened.push(await signIn())
    const live = await Promise.all(opened.map((one) => server.accounts.sessions.find(one?.secret ?? '')))
    expect(live.map((session) => session !== null)).toEqual([false, ...Array.from({ length: 20 }, () => true)])
  })

  test('is not in Postgres', async () => {
    await browser.signIn('telegram:1001')
    const rows = await server.database.query<{ text: string }>(
      'select row_to_json(sessions)::text as text from sessions',
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { text } of rows) expect(text).not.toContain(browser.cookies.get('session'))
  })
})

describe('what a signed-in browser changes', () => {
  beforeEach(async () => {
    await browser.signIn('telegram:1001')
  })
  const change = (headers: Record<string, string>) => browser.ask('POST', '/api/keys', { name: 'mine' }, headers)

  test.each<{ name: string; headers: () => Record<string, string>; status: number }>([
    { name: 'with the token of its session is done', headers: () => ({}), status: 201 },
    { name: 'from our own page is done', headers: () => ({ origin: server.url }), status: 201 },
    { name: 'without a token is refused', headers: () => ({ 'x-csrf-token': '' }), status: 403 },
    { name: 'with a wrong token is refused', headers: () => ({ 'x-csrf-token': '0'.repeat(64) }), status: 403 },
    { name: 'from another site is refused', headers: () => ({ origin: 'https://evil.example' }), status: 403 },
    { name: 'from nowhere a browser would name is refused', headers: () => ({ origin: 'null' }), status: 403 },
  ])('$name', async ({ headers, status }) => {
    expect((await change(headers())).status).toBe(status)
  })

  test('with the token of another session is refused', async () => {
    const other = createBrowser(server)
    await other.signIn('telegram:1001')
    expect((await change({ 'x-csrf-token': other.csrfToken() ?? '' })).status).toBe(403)
  })

  test('what it only reads needs no token', async () => {
    expect((await browser.ask('GET', '/api/keys', undefined, { 'x-csrf-token': '' })).status).toBe(200)
  })
})

test.each(['/api/login/start', '/api/login/finish', '/api/login/secret'])(
  '%s takes nothing from another site',
  async (path) => {
    const body = { token: 'x', secret: dashboardSecret }
    const answer = await browser.ask('POST', path, body, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
  },
)

test('no line of the log and no error holds a secret of signing in', async () => {
  const { token } = await browser.signIn('telegram:1001')
  const session = browser.cookies.get('session') ?? 'none'
  await browser.ask('POST', '/api/login/secret', { secret: dashboardSecret })
  const refused = await (await finish(token)).text()
  await server.database.query('alter table sessions rename to sessions_away')
  const failed = await (await me()).text()
  await server.database.query('alter table sessions_away rename to sessions')
  const said = `${server.lines.join('\n')}\n${refused}\n${failed}`
  expect(said).toContain('a request failed')
  for (const secret of [token ?? 'none', session, dashboardSecret, browser.csrfToken() ?? 'none'])
    expect(said).not.toContain(secret)
})
