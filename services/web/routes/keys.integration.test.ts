import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type AccountServer,
  type Browser,
  createBrowser,
  startAccountServer,
} from '../../../test/support/account-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'

const day = 86_400_000
let place: TestDatabase
let server: AccountServer
let ann: Browser

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(async () => {
  server = await startAccountServer(place.url)
  ann = createBrowser(server)
  await ann.signIn('telegram:1001')
})
afterEach(async () => {
  await server.database.query('delete from api_keys')
  await server.close()
})

interface Made {
  id: string
  key: string
}

const withKey = (key: string) => ({ authorization: `Bearer ${key}` })
const make = async (wish: object = {}, browser = ann) => {
  const answer = await browser.ask('POST', '/api/keys', { name: 'mine', ...wish })
  expect(answer.status).toBe(201)
  return (await answer.json()) as Made
}
const call = (key: string, method = 'GET', path = '/api/who') =>
  fetch(`${server.url}${path}`, { method, headers: withKey(key) })
const errorOf = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { code: string; message: string } }
  return { status: answer.status, code: error.code }
}
const unauthorized = { status: 401, code: 'unauthorized' }

describe('a key', () => {
  test('is shown once, with enough secret in it, and listed without', async () => {
    const made = await make({ scopes: ['read'], expires_at: '2027-01-01T00:00:00Z' })
    expect(made.key).toMatch(/^ia_live_[0-9a-f]{16}_[0-9a-f]{64}$/)
    const { keys } = (await (await ann.ask('GET', '/api/keys')).json()) as { keys: object[] }
    expect(keys).toEqual([
      {
        ...{ id: made.id, name: 'mine', scopes: ['read'], status: 'live', created_at: '2026-11-24T12:00:00.000Z' },
        ...{ remind_at: '2027-02-22T12:00:00.000Z', rotation_due: false, former_until: null },
        ...{ expires_at: '2027-01-01T00:00:00.000Z', revoked_at: null, last_used_at: null },
      },
    ])
  })

  test('is not in Postgres', async () => {
    const { id, key } = await make()
    const [row] = await server.database.query('select * from api_keys where id = $1', [id])
    const stored = JSON.stringify(row, (_name, value) =>
      value?.type === 'Buffer' ? Buffer.from(value).toString() : value,
    )
    expect(stored).toContain(id)
    expect(stored).not.toContain(key.slice(-64))
  })

  test('opens in the name of its account, with its scopes', async () => {
    const { id, key } = await make()
    const answer = await call(key)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      ...{ kind: 'account', account: 'telegram:1001', plan: 'free', via: 'key', scopes: ['decode', 'read'], keyId: id },
    })
  })

  test('shows when it was used last', async () => {
    const { key } = await make()
    await server.clock.pass(1000)
    await call(key)
    const lastUse = async () => (await server.accounts.keys.list('telegram:1001'))[0]?.lastUsedAt
    await expect.poll(lastUse, { timeout: 10_000 }).toBe(server.clock.now())
  })

  test('that expires opens until then', async () => {
    const { key } = await make({ expires_at: '2026-11-24T13:00:00Z' })
    await server.clock.pass(3_599_999)
    expect((await call(key)).status).toBe(200)
    await server.clock.pass(1)
    expect(await errorOf(await call(key))).toEqual(unauthorized)
  })

  test('that was revoked stops at once', async () => {
    const { id, key } = await make()
    expect((await call(key)).status).toBe(200)
    expect((await ann.ask('DELETE', `/api/keys/${id}`)).status).toBe(204)
    expect(await errorOf(await call(key))).toEqual(unauthorized)
    expect((await ann.ask('DELETE', `/api/keys/${id}`)).status).toBe(404)
  })

  test('that was revoked elsewhere stops at once as well', async () => {
    const { id, key } = await make()
    expect((await call(key)).status).toBe(200)
    await server.database.query('update api_keys set revoked_at = now() where id = $1', [id])
    expect(await errorOf(await call(key))).toEqual(unauthorized)
  })

  test.each([
    { name: 'an unknown id', change: (key: string) => key.replace(/_[0-9a-f]{16}_/, '_0000000000000000_') },
    { name: 'a wrong secret', change: (key: string) => key.replace(/.{64}$/, '0'.repeat(64)) },
  ])('with $name has the same answer, word for word', async ({ change }) => {
    const { key } = await make()
    const answer = await call(change(key))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(await answer.json()).toEqual({
      error: { code: 'unauthorized', message: 'the API key is not valid', request_id: expect.any(String) },
    })
  })
})

describe('a rotation', () => {
  test('gives a new secret at once, and the old one goes on for a day', async () => {
    const { id, key } = await make()
    const rotated = await ann.ask('POST', `/api/keys/${id}/rotate`)
    const { key: next, former_until } = (await rotated.json()) as Made & { former_until: string }
    expect({ status: rotated.status, former_until }).toEqual({ status: 200, former_until: '2026-11-25T12:00:00.000Z' })
    expect(next).not.toBe(key)
    await server.clock.pass(day - 1)
    expect([(await call(key)).status, (await call(next)).status]).toEqual([200, 200])
    await server.clock.pass(1)
    expect(await errorOf(await call(key))).toEqual(unauthorized)
    expect((await call(next)).status).toBe(200)
  })

  test('a second one ends the overlap of the first', async () => {
    const { id, key } = await make()
    const second = (await (await ann.ask('POST', `/api/keys/${id}/rotate`)).json()) as Made
    await ann.ask('POST', `/api/keys/${id}/rotate`)
    expect(await errorOf(await call(key))).toEqual(unauthorized)
    expect((await call(second.key)).status).toBe(200)
  })

  test('is due after 90 days, and then again', async () => {
    const { id } = await make()
    // The session would be over by then.
    const listed = async () => {
      await ann.signIn('telegram:1001')
      const { keys } = (await (await ann.ask('GET', '/api/keys')).json()) as { keys: { rotation_due: boolean }[] }
      return keys[0]?.rotation_due
    }
    await server.clock.pass(90 * day - 1)
    expect(await listed()).toBe(false)
    await server.clock.pass(1)
    expect(await listed()).toBe(true)
    await ann.ask('POST', `/api/keys/${id}/rotate`)
    expect(await listed()).toBe(false)
  })

  test.each([
    { name: 'revoked', end: (id: string) => ann.ask('DELETE', `/api/keys/${id}`) },
    { name: 'expired', end: () => server.clock.pass(3_600_000) },
  ])('does not bring back a key that is $name', async ({ end }) => {
    const { id } = await make({ expires_at: '2026-11-24T13:00:00Z' })
    await end(id)
    expect((await ann.ask('POST', `/api/keys/${id}/rotate`)).status).toBe(404)
  })
})

describe('what is no id of a key', () => {
  test.each([
    { name: 'a NUL', id: '%00' },
    { name: 'a hundred and fifty digits', id: '1'.repeat(150) },
    { name: 'a letter too many', id: 'a'.repeat(17) },
    { name: 'SQL', id: encodeURIComponent("' or 1=1 --") },
  ])('$name is the id of none', async ({ id }) => {
    for (const [method, path] of [
      ['POST', `/api/keys/${id}/rotate`],
      ['DELETE', `/api/keys/${id}`],
    ] as const)
      expect(await errorOf(await ann.ask(method, path))).toEqual({ status: 404, code: 'not_found' })
  })
})

describe('keys of another account', () => {
  let bob: Browser
  let annsId: string
  beforeEach(async () => {
    bob = createBrowser(server)
    await bob.signIn('telegram:1002')
    annsId = (await make()).id
  })

  test.each([
    { name: 'rotated', method: 'POST', path: (id: string) => `/api/keys/${id}/rotate` },
    { name: 'revoked', method: 'DELETE', path: (id: string) => `/api/keys/${id}` },
  ])('cannot be $name: there are none', async ({ method, path }) => {
    expect(await errorOf(await bob.ask(method, path(annsId)))).toEqual({ status: 404, code: 'not_found' })
    const [row] = await server.database.query('select revoked_at, former_digest from api_keys where id = $1', [annsId])
    expect(row).toEqual({ revoked_at: null, former_digest: null })
  })

  test('are not listed', async () => {
    expect(await (await bob.ask('GET', '/api/keys')).json()).toEqual({ keys: [] })
  })
})

describe('an account', () => {
  test('has twenty live keys at most, also when they are made at once', async () => {
    const holder = { account: 'telegram:1001', plan: 'free' as const, scopes: ['read' as const] }
    const wanted = { name: 'many', scopes: ['read' as const], expiresAt: null }
    const made = await Promise.all(Array.from({ length: 25 }, () => server.accounts.keys.make(wanted, holder)))
    expect(made.filter((one) => one === 'too-many')).toHaveLength(5)
    expect(await errorOf(await ann.ask('POST', '/api/keys', { name: 'one more' }))).toEqual({
      status: 409,
      code: 'conflict',
    })
    const [first] = await server.accounts.keys.list('telegram:1001')
    await server.accounts.keys.revoke(first?.id ?? '', 'telegram:1001')
    await make()
  })

  test('keeps fifty ended keys to look at', async () => {
    const holder = { account: 'telegram:1001', plan: 'free' as const, scopes: ['read' as const] }
    const wanted = { name: 'ended', scopes: ['read' as const], expiresAt: null }
    for (let n = 0; n < 53; n++) {
      const made = await server.accounts.keys.make(wanted, holder)
      if (typeof made !== 'string') await server.accounts.keys.revoke(made.key.id, holder.account)
    }
    await make()
    expect(await server.database.query('select from api_keys')).toHaveLength(51)
  })
})

describe('who may', () => {
  test('a key without manage-keys changes no key', async () => {
    const { key } = await make()
    expect(await errorOf(await call(key, 'GET', '/api/keys'))).toEqual({ status: 403, code: 'forbidden' })
  })

  test('a key makes no key that may do more than itself, and gets at none by rotating', async () => {
    const manager = await make({ scopes: ['manage-keys', 'read'] })
    const wider = await make({ scopes: ['decode'] })
    const headers = { ...withKey(manager.key), 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'x', scopes: ['decode'] })
    const asked = await fetch(`${server.url}/api/keys`, { method: 'POST', headers, body })
    expect(await errorOf(asked)).toEqual({ status: 403, code: 'forbidden' })
    expect((await call(manager.key, 'POST', `/api/keys/${wider.id}/rotate`)).status).toBe(403)
    expect((await call(manager.key, 'POST', `/api/keys/${manager.id}/rotate`)).status).toBe(200)
  })

  test('a visitor has no keys', async () => {
    expect(await errorOf(await fetch(`${server.url}/api/keys`))).toEqual(unauthorized)
  })
})

test.each<{ name: string; wish: object }>([
  { name: 'no name', wish: { name: '' } },
  { name: 'a name of spaces', wish: { name: '   ' } },
  { name: 'a name of 101 characters', wish: { name: 'x'.repeat(101) } },
  { name: 'a name with a NUL', wish: { name: 'a\u0000b' } },
  { name: 'half a surrogate pair', wish: { name: 'a\ud800' } },
  { name: 'no scopes', wish: { scopes: [] } },
  { name: 'an unknown scope', wish: { scopes: ['fly'] } },
  { name: 'a scope twice', wish: { scopes: ['read', 'read'] } },
  { name: 'an end that was', wish: { expires_at: '2026-11-24T12:00:00Z' } },
  { name: 'an end that is no time', wish: { expires_at: 'soon' } },
  { name: 'an end in the month 13', wish: { expires_at: '2027-13-01' } },
  { name: 'an end that is a number', wish: { expires_at: 7 } },
])('a key with $name is not made', async ({ wish }) => {
  const answer = await ann.ask('POST', '/api/keys', { name: 'mine', ...wish })
  expect(await errorOf(answer)).toEqual({ status: 400, code: 'invalid_request' })
})

test('a name of 100 characters is kept as it is', async () => {
  const name = 'né 车 '.repeat(20).trim().padEnd(100, 'x')
  await make({ name })
  const [key] = await server.accounts.keys.list('telegram:1001')
  expect(key?.name).toBe(name)
})

test('no line of the log and no error holds a secret', async () => {
  const { id, key } = await make()
  const rotated = (await (await ann.ask('POST', `/api/keys/${id}/rotate`)).json()) as Made
  await call(key)
  await ann.ask('DELETE', `/api/keys/${id}`)
  await server.database.query('alter table api_keys rename to api_keys_away')
  const failed = await call(key)
  await server.database.query('alter table api_keys_away rename to api_keys')
  const said = `${server.lines.join('\n')}\n${await failed.text()}`
  expect(failed.status).toBe(500)
  expect(said).toContain('a request failed')
  const secrets = [key, rotated.key, ...ann.cookies.values(), ann.csrfToken() ?? 'none']
  for (const secret of secrets) expect(said).not.toContain(secret.slice(-32))
})
