import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, createBrowser } from '../../../test/support/account-server.ts'
import { type ApiServer, startApiServer } from '../../../test/support/api-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import type { Scope } from '../../accounts/model/scope.ts'

const accord = '1HGCM82633A004352'
const tesla = '5YJ3E1EA7KF317000'
let place: TestDatabase
let server: ApiServer
let ann: Browser
let ben: Browser

beforeAll(async () => {
  place = await createTestDatabase()
  server = await startApiServer(place.url)
  ann = createBrowser(server)
  ben = createBrowser(server)
  await ann.signIn('telegram:1001')
  await ben.signIn('telegram:1002')
})
afterAll(async () => {
  await server.close()
  await place.drop()
})
beforeEach(async () => {
  await server.database.query('delete from vehicles')
})

interface Listed {
  vehicles: { id: number; vin: string }[]
  page: number
  limit: number
  total: number
  total_pages: number
}

const lookUp = async (browser: Browser, vin: string) => {
  const answer = await browser.ask('POST', '/api/decode', { vin })
  const { vehicle } = (await answer.json()) as { vehicle: { id: number } }
  return vehicle
}
const list = async (browser: Browser, query = '') =>
  (await (await browser.ask('GET', `/api/vehicles${query}`)).json()) as Listed
const keyWith = async (scopes: readonly Scope[]) => {
  const answer = await ann.ask('POST', '/api/keys', { name: 'mine', scopes })
  const { key } = (await answer.json()) as { key: string }
  return { authorization: `Bearer ${key}` }
}
const outcomeOf = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { code: string } }
  return { status: answer.status, code: error.code }
}
const notFound = { status: 404, code: 'not_found' }
const unauthorized = { status: 401, code: 'unauthorized' }
const forbidden = { status: 403, code: 'forbidden' }

describe('GET /api/vehicles', () => {
  test('lists what the account looked up, as the lookup told it, with its pages', async () => {
    const first = await lookUp(ann, accord)
    await server.clock.pass(1000)
    const second = await lookUp(ann, tesla)
    await lookUp(ben, accord)
    expect(await list(ann)).toEqual({ vehicles: [second, first], page: 1, limit: 20, total: 2, total_pages: 1 })
    expect(await list(ann, '?page=2&limit=1')).toEqual({
      vehicles: [first],
      page: 2,
      limit: 1,
      total: 2,
      total_pages: 2,
    })
  })

  test('lists nothing for a visitor, also after one has looked up', async () => {
    await fetch(`${server.url}/api/decode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vin: accord }),
    })
    const answer = await fetch(`${server.url}/api/vehicles?limit=5`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ vehicles: [], page: 1, limit: 5, total: 0, total_pages: 0 })
  })

  test.each<{ query: string; status: number }>([
    { query: 'page=1', status: 200 },
    { query: 'page=0', status: 400 },
    { query: 'page=10000', status: 200 },
    { query: 'page=10001', status: 400 },
    { query: 'page=x', status: 400 },
    { query: 'page=1&page=2', status: 400 },
    { query: 'page=99999999999999999999', status: 400 },
    { query: 'limit=0', status: 400 },
    { query: 'limit=-1', status: 400 },
    { query: 'limit=100', status: 200 },
    { query: 'limit=101', status: 400 },
    { query: `q=${'a'.repeat(100)}`, status: 200 },
    { query: `q=${'a'.repeat(101)}`, status: 400 },
    { query: 'q=%00&make=%00&model=%00', status: 200 },
    { query: 'q=%25%5F%5C', status: 200 },
    { query: "make=';drop table vehicles;--", status: 200 },
    { query: `make=${'a'.repeat(101)}`, status: 400 },
    { query: 'year=9999', status: 200 },
    { query: 'year=10000', status: 400 },
    { query: 'year=-1', status: 400 },
    { query: 'year=0x7E3', status: 200 },
    { query: 'make=&model=&year=&q=', status: 200 },
    { query: 'unknown=1', status: 200 },
  ])('answers ?$query with $status', async ({ query, status }) => {
    expect((await ann.ask('GET', `/api/vehicles?${query}`)).status).toBe(status)
  })

  test('takes what a form left empty for not asked', async () => {
    await lookUp(ann, accord)
    expect((await list(ann, '?make=&model=&year=&q=')).total).toBe(1)
  })

  test('is for credentials that may read', async () => {
    const allowed = await fetch(`${server.url}/api/vehicles`, { headers: await keyWith(['read']) })
    expect(allowed.status).toBe(200)
    const refused = await fetch(`${server.url}/api/vehicles`, { headers: await keyWith(['decode']) })
    expect(await outcomeOf(refused)).toEqual(forbidden)
  })
})

describe('/api/vehicles/:id', () => {
  test('is what the lookup told', async () => {
    const vehicle = await lookUp(ann, accord)
    const answer = await ann.ask('GET', `/api/vehicles/${vehicle.id}`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual(vehicle)
  })

  test.each([
    ...['0', '-1', '1.5', '01', '1e3', '0x10', ' 1', '+1', 'x', 'null', '%00', '٣'],
    ...['9007199254740991', '9007199254740993', '9223372036854775807', '9223372036854775808'],
    ...['9'.repeat(199), "1'; drop table vehicles; --", '../keys'],
  ])('%s is no vehicle, whatever is asked of it', async (id) => {
    for (const method of ['GET', 'DELETE'])
      expect(await outcomeOf(await ann.ask(method, `/api/vehicles/${encodeURIComponent(id)}`)), method).toEqual(
        notFound,
      )
  })

  test('longer than any address of ours is refused by the router, in our words', async () => {
    const answer = await ann.ask('GET', `/api/vehicles/${'9'.repeat(201)}`)
    expect(await outcomeOf(answer)).toEqual({ status: 414, code: 'invalid_request' })
  })

  test('of another account is 404, and stays', async () => {
    const { id } = await lookUp(ann, accord)
    for (const method of ['GET', 'DELETE'])
      expect(await outcomeOf(await ben.ask(method, `/api/vehicles/${id}`))).toEqual(notFound)
    expect((await list(ann)).total).toBe(1)
  })

  test('is 401 for a visitor, who has none', async () => {
    const { id } = await lookUp(ann, accord)
    for (const method of ['GET', 'DELETE'])
      expect(await outcomeOf(await fetch(`${server.url}/api/vehicles/${id}`, { method }))).toEqual(unauthorized)
  })

  test('is removed once', async () => {
    const { id } = await lookUp(ann, accord)
    const answer = await ann.ask('DELETE', `/api/vehicles/${id}`)
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 204, body: '' })
    expect(await outcomeOf(await ann.ask('DELETE', `/api/vehicles/${id}`))).toEqual(notFound)
    expect((await list(ann)).total).toBe(0)
  })

  test('is not removed by a page of another site, or without the CSRF token', async () => {
    const { id } = await lookUp(ann, accord)
    const path = `/api/vehicles/${id}`
    for (const headers of [{ 'x-csrf-token': '' }, { origin: 'https://elsewhere.example' }])
      expect(await outcomeOf(await ann.ask('DELETE', path, undefined, headers))).toEqual(forbidden)
    expect((await list(ann)).total).toBe(1)
  })

  test.each<{ name: string; scopes: readonly Scope[]; read: number; remove: number }>([
    { name: 'a key that may read reads and removes nothing', scopes: ['read'], read: 200, remove: 403 },
    { name: 'a key that may look up removes and reads nothing', scopes: ['decode'], read: 403, remove: 204 },
  ])('$name', async ({ scopes, read, remove }) => {
    const { id } = await lookUp(ann, accord)
    const headers = await keyWith(scopes)
    const call = async (method: string) => (await fetch(`${server.url}/api/vehicles/${id}`, { method, headers })).status
    expect({ read: await call('GET'), remove: await call('DELETE') }).toEqual({ read, remove })
  })
})

describe('GET /api/stats', () => {
  const stats = async (answer: Promise<Response>) => (await answer).json()

  test('tells an account its own numbers at once', async () => {
    expect(await stats(ben.ask('GET', '/api/stats'))).toEqual({
      ...{ total_vehicles: 0, unique_manufacturers: 0, recent_decodes: 0 },
    })
    await lookUp(ben, accord)
    await lookUp(ann, tesla)
    expect(await stats(ben.ask('GET', '/api/stats'))).toEqual({
      ...{ total_vehicles: 1, unique_manufacturers: 1, recent_decodes: 1 },
    })
  })

  test('tells visitors those of the platform', async () => {
    await lookUp(ben, accord)
    await lookUp(ann, accord)
    await lookUp(ann, tesla)
    expect(await stats(fetch(`${server.url}/api/stats`))).toEqual({
      ...{ total_vehicles: 2, unique_manufacturers: 2, recent_decodes: 2 },
    })
  })

  test('is for credentials that may read', async () => {
    const answer = await fetch(`${server.url}/api/stats`, { headers: await keyWith(['decode']) })
    expect(await outcomeOf(answer)).toEqual(forbidden)
  })
})

describe('with Postgres away', () => {
  test('all of it is 503, and says no more', async () => {
    const away = await startApiServer('postgres://nobody:nothing@127.0.0.1:9/none')
    const account = { account: 'telegram:1001', keyId: '0'.repeat(16) }
    const headers = { authorization: `Bearer ia_live_${account.keyId}_${'0'.repeat(64)}` }
    for (const path of ['/api/vehicles', '/api/vehicles/1', '/api/stats'])
      expect(await outcomeOf(await fetch(`${away.url}${path}`, { headers }))).toEqual({
        status: 503,
        code: 'unavailable',
      })
    expect((await fetch(`${away.url}/api/stats`)).status).toBe(503)
    await away.close()
  })
})
