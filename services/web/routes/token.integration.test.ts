import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AccountServer, createBrowser, startAccountServer } from '../../../test/support/account-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'

let place: TestDatabase
let server: AccountServer
let id: string
let key: string

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(async () => {
  server = await startAccountServer(place.url)
  const ann = createBrowser(server)
  await ann.signIn('telegram:1001')
  const made = await ann.ask('POST', '/api/keys', { name: 'mine', scopes: ['decode', 'manage-keys'] })
  const body = (await made.json()) as { id: string; key: string }
  id = body.id
  key = body.key
})
afterEach(() => server.close())

const ask = (credential: string, method = 'GET', path = '/api/who') =>
  fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${credential}` } })
const makeToken = async () => {
  const answer = await ask(key, 'POST', '/api/token')
  return (await answer.json()) as { token: string; token_type: string; expires_in: number }
}

test('a key makes a token of 15 minutes, which opens in the name of the account', async () => {
  const made = await makeToken()
  expect(made).toEqual({ token: expect.any(String), token_type: 'Bearer', expires_in: 900 })
  expect(await (await ask(made.token)).json()).toMatchObject({ account: 'telegram:1001', via: 'jwt', keyId: id })
})

test('a token may do what its key may, but makes no keys and no tokens', async () => {
  const { token } = await makeToken()
  expect(await (await ask(token)).json()).toMatchObject({ scopes: ['decode'] })
  expect((await ask(token, 'GET', '/api/keys')).status).toBe(403)
  expect((await ask(token, 'POST', '/api/token')).status).toBe(403)
})

test('a token is over after 15 minutes', async () => {
  const { token } = await makeToken()
  await server.clock.pass(899_000)
  expect((await ask(token)).status).toBe(200)
  await server.clock.pass(6000)
  expect((await ask(token)).status).toBe(401)
})

test('a token ends at once with its key', async () => {
  const { token } = await makeToken()
  expect((await ask(token)).status).toBe(200)
  await server.accounts.keys.revoke(id, 'telegram:1001')
  const answer = await ask(token)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ error: { code: 'unauthorized' } })
})

test('a token of one account does not open another, whoever has its key now', async () => {
  const { token } = await makeToken()
  await createBrowser(server).signIn('telegram:1002')
  await server.database.query('update api_keys set account = $2 where id = $1', [id, 'telegram:1002'])
  expect((await ask(token)).status).toBe(401)
  expect((await ask(key)).status).toBe(200)
})

test.each<{ name: string; token: () => Promise<string> }>([
  { name: 'no signature', token: async () => `${(await makeToken()).token.split('.').slice(0, 2).join('.')}.` },
  {
    name: 'the algorithm none',
    token: async () => `eyJhbGciOiJub25lIn0.${(await makeToken()).token.split('.')[1]}.`,
  },
  {
    name: 'another key',
    token: () =>
      new SignJWT({ key: id })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('telegram:1001')
        .sign(Buffer.from('j'.repeat(32))),
  },
])('a token with $name is refused', async ({ token }) => {
  expect((await ask(await token())).status).toBe(401)
})
