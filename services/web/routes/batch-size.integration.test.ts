import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type LookupServer, newVins, startLookupServer } from '../../../test/support/lookup-server.ts'

const accord = '1HGCM82633A004352'

interface Row {
  vin: string
  success: boolean
  error?: { code: string }
}

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
const batch = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  server.post(`/api/decode/batch${query}`, body, headers)
async function rowsOf(answer: Response): Promise<Row[]> {
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { results: Row[] }).results
}

describe('a batch', () => {
  test('of a thousand rows is answered, and others meanwhile', async () => {
    const { headers } = await newAccount(100)
    const vins = newVins(1000)
    await server.lookups.lookUpMany(vins, { account: null })
    let isOver = false
    let answered = 0
    const asking = (async () => {
      while (!isOver) answered += (await fetch(`${server.url}/health`)).ok ? 1 : 0
    })()
    const rows = await rowsOf(await batch({ vins }, headers))
    isOver = true
    await asking
    expect(rows.map(({ vin, success }) => (success ? vin : null))).toEqual(vins)
    expect(answered).toBeGreaterThan(3)
  })

  const csv = (rows: number) => `vin\n${'x\n'.repeat(rows)}`
  test.each<{ name: string; body: () => unknown; status: number; code: string }>([
    { name: '1,001 rows', body: () => ({ vins: Array(1001).fill('x') }), status: 413, code: 'payload_too_large' },
    { name: '1,001 rows of CSV', body: () => csv(1001), status: 413, code: 'payload_too_large' },
    { name: '100,000 rows of CSV', body: () => csv(100_000), status: 413, code: 'payload_too_large' },
    { name: 'a CSV of 10 MB', body: () => csv(5_000_000), status: 413, code: 'payload_too_large' },
    { name: 'JSON of 10 MB', body: () => ({ vins: ['x'.repeat(10_000_000)] }), status: 413, code: 'payload_too_large' },
    { name: 'no row', body: () => ({ vins: [] }), status: 400, code: 'invalid_request' },
    { name: 'no row of CSV', body: () => 'vin\n', status: 400, code: 'invalid_request' },
    { name: 'an empty CSV', body: () => '', status: 400, code: 'invalid_request' },
    { name: 'a CSV without the column', body: () => 'a,b\n1,2\n', status: 400, code: 'invalid_request' },
    { name: 'a broken CSV', body: () => 'vin\n"1\n', status: 400, code: 'invalid_request' },
    { name: 'a list as the body', body: () => [accord], status: 400, code: 'invalid_request' },
    { name: 'null', body: () => null, status: 400, code: 'invalid_request' },
    { name: 'vins that are no list', body: () => ({ vins: accord }), status: 400, code: 'invalid_request' },
    { name: 'a VIN that is a number', body: () => ({ vins: [accord, 1] }), status: 400, code: 'invalid_request' },
    { name: 'a VIN that is null', body: () => ({ vins: [null] }), status: 400, code: 'invalid_request' },
    { name: 'a VIN that is a list', body: () => ({ vins: [[accord]] }), status: 400, code: 'invalid_request' },
    {
      name: 'a refresh that is a number',
      body: () => ({ vins: [accord], force_refresh: 7 }),
      status: 400,
      code: 'invalid_request',
    },
  ])('$name has one clear answer: $status', async ({ body, status, code }) => {
    const { headers } = await newAccount()
    const answer = await batch(body(), headers)
    const { error } = (await answer.json()) as { error: { code: string } }
    expect({ status: answer.status, code: error.code }).toEqual({ status, code })
  })

  test.each<{ name: string; headers: Record<string, string>; body: string; query?: string; status: number }>([
    { name: 'a form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'vin=1', status: 415 },
    {
      name: 'what calls itself JSON and is none',
      headers: { 'content-type': 'application/json' },
      body: '{',
      status: 400,
    },
    ...['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=utf-8'].map((type) => ({
      ...{ name: `a VIN that is a number in ${type}`, headers: { 'content-type': type }, body: '{"vins":[1]}' },
      status: 400,
    })),
    { name: 'plain text that is no CSV', headers: { 'content-type': 'text/plain' }, body: 'a', status: 400 },
    { name: 'a format that nobody knows', headers: {}, body: 'vin\nx', query: '?format=xml', status: 400 },
  ])('$name is refused', async ({ headers, body, query = '', status }) => {
    const answer = await batch(body, headers, query)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request' } })
  })

  test('no body at all is refused', async () => {
    const answer = await fetch(`${server.url}/api/decode/batch`, { method: 'POST' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request' } })
  })
})

test('whatever stands in a cell is a row that failed, stores nothing and breaks nothing', async () => {
  const { account, headers } = await newAccount()
  const cells = ["'; drop table vehicles; --", '<img src=x onerror=alert(1)>', '🚗'.repeat(17), 'a\u0000b', '\ud83d']
  const vins = [...cells, 'x'.repeat(100_000), '=cmd|"/c calc"!A1', '../../etc/passwd', '%00']
  const rows = await rowsOf(await batch({ vins }, headers))
  expect(rows.map(({ error }) => error?.code)).toEqual(Array(vins.length).fill('invalid_vin'))
  expect(rows.every(({ vin }) => vin.length <= 81)).toBe(true)
  const answer = await batch({ vins }, headers, '?format=csv')
  const asCsv = parse<Record<string, string>>(await answer.text(), { columns: true })
  expect(asCsv.map(({ success }) => success)).toEqual(Array(vins.length).fill('false'))
  expect(await server.database.query('select 1 from vehicles where account = $1', [account])).toEqual([])
  expect(await server.used(account)).toBe(0)
})
