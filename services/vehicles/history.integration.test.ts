import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createVehicleExport, mostExported } from './export.ts'
import { createVehicleHistory } from './history.ts'

let storage: TestDatabase
let database: Database
beforeAll(async () => {
  storage = await createTestDatabase()
  database = createDatabase({ url: storage.url, service: 'bot', max: 2, registry: new Registry(), log: silentLog })
})
afterAll(async () => {
  await database?.close()
  await storage?.drop()
})

interface Kept {
  vin: string
  make?: string
  model?: string
  maker?: string
  /** Minutes after midnight. */
  at?: number
  savedAt?: number
}

async function keep(account: string, ...all: Kept[]): Promise<void> {
  for (const { vin, make = null, model = null, maker = null, at = 0, savedAt } of all) {
    const midnight = `timestamptz '2026-11-24T00:00:00Z'`
    await database.query(
      `insert into vehicles (vin, account, make, model, manufacturer, year, source, report, decoded_at, first_seen_at, saved_at)
       values ($1, $2, $3, $4, $5, 2003, 'offline', '{"engine_info": "V6"}', ${midnight} + $6 * interval '1 minute', ${midnight},
               ${midnight} + $7 * interval '1 minute')`,
      [vin, account, make, model, maker, at, savedAt ?? null],
    )
  }
}

/** 17 characters that end so. */
const vin = (end: number | string) => String(end).padStart(17, '0')

const history = () => createVehicleHistory(database)
const shown = async (account: string, page: number, words = '') => {
  const { entries, total } = await history().page(account, { page, limit: 2, words })
  return { vins: entries.map((entry) => `${entry.isSaved ? '★' : ''}${Number(entry.vin)}`), total }
}

test('what was saved comes first, the last saved of it; then what was looked up last', async () => {
  await keep('order', { vin: vin(1), at: 1 }, { vin: vin(2), at: 2, savedAt: 9 }, { vin: vin(3), at: 3 })
  await keep('order', { vin: vin(4), at: 0, savedAt: 10 }, { vin: vin(5), at: 3 })
  expect(await shown('order', 1)).toEqual({ vins: ['★4', '★2'], total: 5 })
  expect(await shown('order', 2)).toEqual({ vins: ['5', '3'], total: 5 })
  expect(await shown('order', 3)).toEqual({ vins: ['1'], total: 5 })
  expect(await shown('order', 4)).toEqual({ vins: [], total: 5 })
})

test('nobody sees what others looked up, nor what visitors did', async () => {
  await keep('mine', { vin: vin(1) })
  await database.query(
    `insert into vehicles (vin, account, source, report) values ('${vin(7)}', null, 'offline', '{}')`,
  )
  expect(await shown('mine', 1)).toEqual({ vins: ['1'], total: 1 })
  expect(await shown('nobody', 1)).toEqual({ vins: [], total: 0 })
})

test.each([
  { words: 'honda', found: ['1'] },
  { words: 'HONDA accord', found: ['1'] },
  { words: 'accord volvo', found: [] },
  { words: '2003', found: ['2', '1'] },
  { words: '%', found: [] },
  { words: "'; drop table vehicles --", found: [] },
  { words: '00001', found: ['1'] },
])('the words "$words" find $found', async ({ words, found }) => {
  const account = `words ${words}`
  await keep(account, { vin: vin(1), make: 'Honda', model: 'Accord' }, { vin: vin(2), make: 'Volvo', at: 1 })
  expect((await shown(account, 1, words)).vins).toEqual(found)
})

async function linesOf(account: string): Promise<string[]> {
  const parts: Uint8Array[] = []
  for await (const part of createVehicleExport(database).csv(account)) parts.push(part)
  return Buffer.concat(parts).toString('utf8').split('\r\n')
}

test('a file has one line a vehicle under the names of its columns, and opens as UTF-8', async () => {
  await keep('file', { vin: vin(1), make: 'Citroën', model: 'C4, "grand"', savedAt: 1 }, { vin: vin(2), at: 1 })
  expect(await createVehicleExport(database).count('file')).toBe(2)
  expect(await linesOf('file')).toEqual([
    '\ufeffvin,year,make,model,manufacturer,vehicle_type,engine_info,fuel_type,source,saved,first_seen_at,decoded_at',
    '00000000000000002,2003,,,,,V6,,offline,no,2026-11-24T00:00:00.000Z,2026-11-24T00:01:00.000Z',
    '00000000000000001,2003,Citroën,"C4, ""grand""",,,V6,,offline,yes,2026-11-24T00:00:00.000Z,2026-11-24T00:00:00.000Z',
    '',
  ])
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])('a maker called %j is no formula', async (maker) => {
  const account = `formula ${maker}`
  await keep(account, { vin: vin(1), maker })
  const [, line = ''] = (await linesOf(account)).join('\n').split('\n0')
  expect(line).toContain(`'${maker}`)
})

test('an account with nothing gets the names of the columns alone', async () => {
  expect(await createVehicleExport(database).count('nothing')).toBe(0)
  expect(await linesOf('nothing')).toHaveLength(2)
})

test('a file ends at its limit, and every page of it goes on where the one before ended', async () => {
  await database.query(
    `insert into vehicles (vin, account, source, report, decoded_at)
     select lpad(n::text, 17, '0'), 'many', 'offline', '{}', timestamptz '2026-11-24T00:00:00Z' + (n / 3) * interval '1 microsecond'
       from generate_series(1, $1::integer) as n`,
    [mostExported + 1],
  )
  const lines = (await linesOf('many')).slice(1, -1)
  const numbers = lines.map((line) => Number(line.slice(0, 17)))
  expect(numbers).toEqual(Array.from({ length: mostExported }, (_, index) => mostExported + 1 - index))
})
