import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../platform/config/read.ts'
import { type App, listen } from '../../platform/http.ts'
import { silentLog } from '../../platform/log.ts'
import { isUnavailable } from '../../platform/postgres/pool.ts'
import { silentReporter } from '../../platform/sentry.ts'
import { type AccountServer, createBrowser, startAccountServer } from '../../test/support/account-server.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { trustedCallerRoutes } from './caller-routes.ts'
import { createInternalServer } from './internal.ts'

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

const bearer = (text: string) => ({ authorization: `Bearer ${text}` })

async function makeKey(account = 'telegram:1001', scopes: ('decode' | 'read')[] = ['decode', 'read']) {
  await createBrowser(server).signIn(account)
  const holder = { account, plan: 'free' as const, scopes }
  const made = await server.accounts.keys.make({ name: 'mine', scopes, expiresAt: null }, holder)
  if (typeof made === 'string') throw new Error(made)
  return made.text
}

describe('on the internal port', () => {
  const internalToken = 'token-of-the-inside-of-the-platform'
  let internal: App
  let url: string
  beforeEach(async () => {
    const registry = new Registry()
    const { accounts, clock } = server
    const config = readConfig({ INTERNAL_TOKEN: internalToken }, 'web')
    internal = await createInternalServer({
      ...{ config, registry, log: silentLog, errors: silentReporter, isUnavailable },
      health: { of: () => 'healthy', stop: () => {} },
      routes: (app) =>
        trustedCallerRoutes(app, {
          ...{ config, accounts, now: clock.now },
          routes: async (api, callerOf) => void api.get('/api/who', async (request) => callerOf(request)),
        }),
    })
    url = `http://127.0.0.1:${await listen(internal, { host: '127.0.0.1', port: 0, setting: 'API_PORT' })}`
    return () => internal.close()
  })
  const who = (headers: Record<string, string>) => fetch(`${url}/api/who`, { headers })

  test.each([
    { name: 'as a bearer', headers: bearer(internalToken) },
    { name: 'as a header of its own', headers: { 'x-internal-token': internalToken } },
  ])('the token $name names nobody', async ({ headers }) => {
    expect(await (await who(headers)).json()).toEqual({ kind: 'visitor' })
  })

  test('an API key beside the token names its account', async () => {
    const headers = { 'x-internal-token': internalToken, ...bearer(await makeKey()) }
    expect(await (await who(headers)).json()).toMatchObject({ account: 'telegram:1001', via: 'key' })
  })

  test('an API key is not enough', async () => {
    expect((await who(bearer(await makeKey()))).status).toBe(401)
  })

  test('a key that opens nothing is refused there as well', async () => {
    expect((await who({ 'x-internal-token': internalToken, ...bearer('hello') })).status).toBe(401)
  })

  test('a session is not looked at', async () => {
    const headers = { 'x-internal-token': internalToken, cookie: 'session=x' }
    expect(await (await who(headers)).json()).toEqual({ kind: 'visitor' })
  })
})
