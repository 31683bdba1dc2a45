import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type LookupServer, newVins, startLookupServer } from '../../../test/support/lookup-server.ts'

let place: TestDatabase
let server: LookupServer

beforeAll(async () => {
  place = await createTestDatabase()
  server = await startLookupServer(place.url)
})
afterAll(async () => {
  await server.close()
  await place.drop()
})
beforeEach(() => server.clock.pass(60_000))

const newAccount = (lookupsUsed?: number) => server.newAccount(lookupsUsed)
const decode = (vin: unknown, headers: Record<string, string> = {}, more: object = {}) =>
  server.post('/api/decode', { vin, ...more }, headers)
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code

describe('an account', () => {
  test('owns what it looks up', async () => {
    const { account, headers } = await newAccount()
    const [vin = ''] = newVins(1)
    const answer = await decode(vin, headers)
    expect(answer.status).toBe(200)
    const { vehicle } = (await answer.json()) as { vehicle: { id: number } }
    const rows = await server.database.query('select id, vin from vehicles where account = $1', [account])
    expect(rows).toEqual([{ id: vehicle.id, vin }])
  })

  test.each([
    { name: 'a new VIN', used: 1, times: 1, more: {} },
    { name: 'the same VIN three times', used: 1, times: 3, more: {} },
    { name: 'a VIN that is refreshed twice', used: 2, times: 2, more: { force_refresh: true } },
  ])('pays $used for $name', async ({ used, times, more }) => {
    const { account, headers } = await newAccount()
    const [vin = ''] = newVins(1)
    for (let n = 0; n < times; n++) expect((await decode(vin, headers, more)).status).toBe(200)
    expect(await server.used(account)).toBe(used)
  })

  test('pays nothing for what is no VIN', async () => {
    const { account, headers } = await newAccount()
    expect((await decode('1HGCM82633AO04352', headers)).status).toBe(400)
    expect(await server.used(account)).toBe(0)
  })

  test('has the last lookup of its month, and then is told when the next begins', async () => {
    const { headers } = await newAccount(99)
    const [last, next] = newVins(2)
    expect((await decode(last, headers)).status).toBe(200)
    const answer = await decode(next, headers)
    expect(answer.status).toBe(429)
    const left = String(Math.ceil((Date.parse('2026-12-01T00:00:00Z') - server.clock.now()) / 1000))
    expect(answer.headers.get('retry-after')).toBe(left)
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(await answer.json()).toMatchObject({ error: { code: 'quota_exceeded', used: 100, limit: 100 } })
  })

  test('with a used-up month gets what is known, not what must be decoded', async () => {
    const { headers } = await newAccount(100)
    const [vin = ''] = newVins(1)
    await server.lookups.lookUp(vin, { account: null })
    expect((await decode(vin, headers)).status).toBe(200)
    expect(await codeOf(await decode(vin, headers, { force_refresh: true }))).toBe('quota_exceeded')
    expect(await codeOf(await decode('x', headers))).toBe('invalid_vin')
  })

  test('without the scope is forbidden', async () => {
    const headers = await server.credentialOf('telegram:2999', ['read'])
    const answer = await decode(newVins(1)[0], headers)
    expect(answer.status).toBe(403)
    expect(await codeOf(answer)).toBe('forbidden')
  })
})

test('what is no VIN is told as where VINs are taken apart: reason, places, and the VIN that was meant', async () => {
  const answer = await decode('1HGCM82633AO04352')
  expect(await answer.json()).toEqual({
    error: {
      code: 'invalid_vin',
      message: 'position 12 is the letter O, and a VIN has no I, O or Q',
      request_id: expect.any(String),
      reason: 'forbidden-characters',
      forbidden: [{ position: 12, char: 'O' }],
      suggestions: ['1HGCM82633A004352'],
    },
  })
})

describe('limits by the minute', () => {
  const batch = (rows: number, headers: Record<string, string> = {}) =>
    server.post('/api/decode/batch', { vins: Array(rows).fill('x') }, headers)

  test('thirty lookups of a visitor are answered, the next is told to wait', async () => {
    for (let n = 1; n <= 30; n++) {
      const answer = await decode('x')
      expect([answer.status, answer.headers.get('x-ratelimit-remaining')]).toEqual([400, String(30 - n)])
    }
    const answer = await decode('x')
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(await answer.json()).toMatchObject({
      error: { code: 'rate_limited', message: 'at most 30 a minute: go on in 60 s' },
    })
    await server.clock.pass(60_000)
    expect((await decode('x')).status).toBe(400)
  })

  test.each([
    { name: 'a batch of twenty and ten single ones fit', rows: 20, singles: 10, status: 400 },
    { name: 'a batch of twenty and eleven single ones do not', rows: 20, singles: 11, status: 429 },
    { name: 'a batch of thirty leaves none', rows: 30, singles: 1, status: 429 },
  ])('rows and single lookups of a visitor share one count: $name', async ({ rows, singles, status }) => {
    expect((await batch(rows)).status).toBe(200)
    const answers = await Promise.all(Array.from({ length: singles }, () => decode('x')))
    expect(
      answers
        .map((answer) => answer.status)
        .toSorted()
        .at(-1),
    ).toBe(status)
  })

  test('a batch that does not fit into what is left is told so as a whole', async () => {
    await batch(20)
    const answer = await batch(11)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('9')
    expect(await codeOf(answer)).toBe('rate_limited')
    expect((await batch(9)).status).toBe(200)
  })

  test('of a key there are three hundred, whatever visitors of its address and other keys do', async () => {
    const [one, two] = [await newAccount(), await newAccount()]
    await batch(30)
    const answers = await Promise.all(Array.from({ length: 301 }, () => decode('x', one.headers)))
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(300)
    expect(answers.find(({ status }) => status === 429)?.headers.get('x-ratelimit-limit')).toBe('300')
    expect((await decode('x', two.headers)).status).toBe(400)
  })

  test('of an account there are twenty batches beside its single lookups, whatever keys it sends', async () => {
    const { account, headers } = await newAccount()
    const other = await server.credentialOf(account)
    const answers = await Promise.all(Array.from({ length: 21 }, (_, n) => batch(100, n % 2 ? headers : other)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(answers.find(({ status }) => status === 429)?.headers.get('x-ratelimit-limit')).toBe('20')
    expect((await decode('x', headers)).status).toBe(400)
  })
})
