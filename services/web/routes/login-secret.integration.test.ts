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

const me = () => browser.ask('GET', '/api/users/me')

describe('the secret of the dashboard', () => {
  const breakGlass = (secret: string) => browser.ask('POST', '/api/login/secret', { secret })

  test('opens an hour as break-glass, may not make keys, and is told', async () => {
    const answer = await breakGlass(dashboardSecret)
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=3600;')
    expect(server.broken).toEqual([{ address: '127.0.0.1', requestId: answer.headers.get('x-request-id') }])
    expect(await (await me()).json()).toMatchObject({ account: 'break-glass', scopes: ['decode', 'read'] })
    expect((await browser.ask('GET', '/api/keys')).status).toBe(403)
    await server.clock.pass(60 * minute - 1)
    expect((await me()).status).toBe(200)
    await server.clock.pass(1)
    expect((await me()).status).toBe(401)
  })

  test('has five tries a minute, also for who then has the right one', async () => {
    for (let n = 0; n < 5; n++) expect((await breakGlass(`wrong ${n}`)).status).toBe(401)
    const answer = await breakGlass(dashboardSecret)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.headers.get('x-ratelimit-limit')).toBe('5')
    expect(server.broken).toEqual([])
  })

  describe('from many networks', () => {
    beforeEach(async () => {
      await server.close()
      server = await startAccountServer(place.url, { FLY_APP_NAME: 'ours', OPERATOR_TELEGRAM_IDS: '1001' })
      browser = createBrowser(server)
    })
    const from = (address: string, secret: string, of = createBrowser(server)) =>
      of.ask('POST', '/api/login/secret', { secret }, { 'fly-client-ip': address })
    const manyTry = async () => {
      for (let n = 0; n < 100; n++) expect((await from(`198.51.100.${n}`, 'wrong')).status).toBe(401)
    }

    test('a loop of one stranger locks out nobody else', async () => {
      for (let n = 0; n < 200; n++) await from('203.0.113.1', 'wrong')
      expect((await from('203.0.113.2', dashboardSecret)).status).toBe(200)
    })

    test('all addresses of one IPv6 network have five tries together', async () => {
      for (let n = 0; n < 5; n++) expect((await from(`2001:db8:1:2::${n}`, 'wrong')).status).toBe(401)
      expect((await from('2001:db8:1:2:ffff::1', dashboardSecret)).status).toBe(429)
      expect((await from('2001:db8:1:3::1', dashboardSecret)).status).toBe(200)
    })

    test('a hundred tries a minute are enough for strangers, also for who then has the right one', async () => {
      await manyTry()
      expect((await from('203.0.113.1', dashboardSecret)).status).toBe(429)
      await server.clock.pass(minute)
      expect((await from('203.0.113.1', dashboardSecret)).status).toBe(200)
    })

    test.each<{ name: string; signIn: () => Promise<unknown> }>([
      { name: 'an operator has signed in by a link', signIn: () => browser.signIn('telegram:1001') },
      { name: 'the secret was used', signIn: () => from('203.0.113.9', dashboardSecret, browser) },
    ])('a browser in which $name passes them, with five tries of its own', async ({ signIn }) => {
      await signIn()
      await browser.ask('POST', '/api/logout')
      await server.clock.pass(30 * day)
      await manyTry()
      for (let n = 0; n < 5; n++) expect((await from(`203.0.113.${n}`, 'wrong', browser)).status).toBe(401)
      expect((await from('203.0.113.5', dashboardSecret, browser)).status).toBe(429)
      await server.clock.pass(minute)
      await manyTry()
      expect((await from('203.0.113.5', dashboardSecret, browser)).status).toBe(200)
    })

    test.each<{ name: string; prepare: () => Promise<unknown> }>([
      { name: 'one in which somebody else signed in', prepare: () => browser.signIn('telegram:1002') },
      {
        name: 'one that makes its mark up',
        prepare: async () =>
          browser.cookies.set('known-browser', `${server.clock.now()}.${'0'.repeat(64)}.${'0'.repeat(64)}`),
      },
    ])('$name is a stranger', async ({ prepare }) => {
      await prepare()
      await manyTry()
      expect((await from('203.0.113.1', dashboardSecret, browser)).status).toBe(429)
    })
  })

  test.each([
    { name: 'no secret', body: {} },
    { name: 'a number', body: { secret: 7 } },
    { name: 'a book', body: { secret: 'x'.repeat(1001) } },
  ])('is not $name', async ({ body }) => {
    expect((await browser.ask('POST', '/api/login/secret', body)).status).toBe(400)
  })
})
