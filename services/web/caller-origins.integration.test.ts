import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AccountServer, createBrowser, startAccountServer } from '../../test/support/account-server.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'

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

describe('pages of other sites', () => {
  const partner = 'https://partner.example'
  beforeEach(async () => {
    await server.close()
    server = await startAccountServer(place.url, {
      PUBLIC_URL: 'https://cars.example',
      DASHBOARD_ALLOWED_ORIGINS: partner,
    })
  })
  const allowed = (answer: Response) => [
    answer.headers.get('access-control-allow-origin'),
    answer.headers.get('access-control-allow-credentials'),
  ]

  test.each([
    { name: 'may read the API when they are listed', path: '/api/who', origin: partner, given: [partner, 'true'] },
    { name: 'may not when they are not', path: '/api/who', origin: 'https://evil.example', given: [null, null] },
    {
      name: 'may not when they only look listed',
      path: '/api/who',
      origin: `${partner}.evil.example`,
      given: [null, null],
    },
    { name: 'may not without a name', path: '/api/who', origin: 'null', given: [null, null] },
    { name: 'may not read what is no API', path: '/health', origin: partner, given: [null, null] },
  ])('$name', async ({ path, origin, given }) => {
    const answer = await ask(path, { origin })
    expect(answer.status).toBe(200)
    expect(allowed(answer)).toEqual(given)
  })

  test('may read why they were refused when they are listed', async () => {
    const answer = await ask('/api/who', { origin: partner, authorization: 'Bearer hello' })
    expect(answer.status).toBe(401)
    expect(allowed(answer)).toEqual([partner, 'true'])
  })

  test('may ask first when they are listed', async () => {
    const headers = { origin: partner, 'access-control-request-method': 'DELETE' }
    const answer = await ask('/api/keys/0', headers, 'OPTIONS')
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-methods')).toContain('DELETE')
    expect(answer.headers.get('access-control-allow-headers')).toContain('x-csrf-token')
    const other = await ask('/api/keys/0', { ...headers, origin: 'https://evil.example' }, 'OPTIONS')
    expect(other.status).toBe(404)
    expect(allowed(other)).toEqual([null, null])
  })

  test.each([
    { name: 'a listed one may change things with the token', origin: partner, status: 201 },
    { name: 'our own may', origin: 'https://cars.example', status: 201 },
    { name: 'one at the address that was asked may not: it is not ours', origin: 'http://127.0.0.1', status: 403 },
  ])('$name', async ({ origin, status }) => {
    const browser = createBrowser(server)
    await browser.signIn('telegram:1001')
    expect((await browser.ask('POST', '/api/keys', { name: 'mine' }, { origin })).status).toBe(status)
  })
})
