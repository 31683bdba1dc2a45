import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createVehicleListing, type ListingQuestion, type VehicleListing } from './listing.ts'
import { type AssembledParts, assembleReport } from './model/report.ts'
import { createVehicleStats } from './stats.ts'
import { createVehicleStore, type VehicleStore } from './store.ts'

const ann = 'telegram:1001'
const ben = 'telegram:1002'
const noon = Date.parse('2026-11-24T12:00:00Z')
const hour = 3_600_000

let place: TestDatabase
let database: Database
let listing: VehicleListing
let store: VehicleStore

beforeAll(async () => {
  place = await createTestDatabase()
  database = createDatabase({ url: place.url, service: 'test', max: 2, registry: new Registry(), log: silentLog })
  listing = createVehicleListing(database)
  store = createVehicleStore(database)
  await store.save([car('1HGCM82633A004352', 'Honda', 'Accord', 2003, 'American Honda Motor Co., Inc.', noon)], ann)
  await store.save([car('1HGCM82633A004353', 'Honda', 'Civic', 2004, 'Honda of 100% Canada', noon + 1)], ann)
  await store.save([car('SALGA2EV9HA298784', 'Land Rover', 'Range Rover', 2017, 'Jaguar_Land Rover', noon - hour)], ann)
  await store.save([car('TMBJJ7NE8J0123456', 'Škoda', 'Octavia', 2018, 'Škoda Auto', noon - 25 * hour)], ann)
  await store.save([car('00000000000000000', null, null, null, null, noon - 2 * hour)], ann)
  await store.save([car('1HGCM82633A004352', 'Honda', 'Accord', 2003, 'American Honda Motor Co., Inc.', noon)], ben)
  await store.save([car('5YJ3E1EA7KF317000', 'Tesla', 'Model 3', 2019, 'Tesla, Inc.', noon)], null)
})
afterAll(async () => {
  await database.close()
  await place.drop()
})

type Name = string | null
function car(vin: string, make: Name, model: Name, year: number | null, manufacturer: Name, decodedAt: number) {
  const facts = Object.entries({ make, model, year, manufacturer }).filter(([, value]) => value !== null)
  const fields = Object.fromEntries(facts.map(([name, value]) => [name, { value, source: 'offline' }]))
  const parts = { vin, source: 'offline', warnings: [], suggestions: [], rawData: {}, fields } as AssembledParts
  return { report: assembleReport(parts), decodedAt }
}

const ask = (question: Partial<ListingQuestion> = {}, account = ann) =>
  listing.page(account, { page: 1, limit: 20, ...question })
const vinsOf = async (question: Partial<ListingQuestion>, account = ann) =>
  (await ask(question, account)).vehicles.map(({ vin }) => vin)

const civic = '1HGCM82633A004353'
const accord = '1HGCM82633A004352'
const unknown = '00000000000000000'
const rover = 'SALGA2EV9HA298784'
const skoda = 'TMBJJ7NE8J0123456'

describe('the list', () => {
  test.each<{ name: string; question: Partial<ListingQuestion>; found: string[] }>([
    { name: 'has the last looked up first', question: {}, found: [civic, accord, rover, unknown, skoda] },
    { name: 'finds a make in whatever case', question: { make: 'hONDA' }, found: [civic, accord] },
    { name: 'finds a make of two words', question: { make: ' land  rover ' }, found: [rover] },
    { name: 'finds a make beyond ASCII in whatever case', question: { make: 'ŠKODA' }, found: [skoda] },
    { name: 'does not take a part of a make for it', question: { make: 'Hond' }, found: [] },
    { name: 'finds a model in whatever case', question: { model: 'ACCORD' }, found: [accord] },
    { name: 'finds a year', question: { year: 2004 }, found: [civic] },
    { name: 'finds what fits all filters', question: { make: 'honda', model: 'civic', year: 2004 }, found: [civic] },
    { name: 'finds nothing when one filter does not fit', question: { make: 'honda', year: 2017 }, found: [] },
    { name: 'finds a part of a VIN', question: { q: '4352' }, found: [accord] },
    { name: 'finds a whole VIN in lower case', question: { q: accord.toLowerCase() }, found: [accord] },
    { name: 'finds a word of the manufacturer', question: { q: 'canada' }, found: [civic] },
    { name: 'finds words that stand apart', question: { q: 'rover 2017 jaguar' }, found: [rover] },
    { name: 'finds words beyond ASCII', question: { q: 'šKODA octa' }, found: [skoda] },
    { name: 'finds nothing when one word is missing', question: { q: 'rover 2018' }, found: [] },
    { name: 'takes no word across two columns', question: { q: 'hondaaccord' }, found: [] },
    { name: 'takes a percent sign as one', question: { q: '%' }, found: [civic] },
    { name: 'takes an underscore as one', question: { q: 'r_l' }, found: [rover] },
    { name: 'takes a backslash as one', question: { q: '\\' }, found: [] },
    { name: 'takes SQL as words', question: { q: "' or 1=1 --" }, found: [] },
    { name: 'takes a NUL as a blank', question: { q: 'rover\u00002017', make: 'land\u0000rover' }, found: [rover] },
    { name: 'takes blanks as no search', question: { q: '   ' }, found: [civic, accord, rover, unknown, skoda] },
    { name: 'finds what is known by its VIN alone', question: { q: '0000000' }, found: [unknown] },
    { name: 'takes 100 characters', question: { q: 'a '.repeat(50) }, found: [civic, accord, rover, skoda] },
  ])('$name', async ({ question, found }) => {
    expect(await vinsOf(question)).toEqual(found)
  })

  test('is cut into pages that are whole together, and each tells the total', async () => {
    const pages = [1, 2, 3, 4].map((page) => ask({ page, limit: 2 }))
    const answers = await Promise.all(pages)
    expect(answers.map(({ total }) => total)).toEqual([5, 5, 5, 5])
    expect(answers.map(({ vehicles }) => vehicles.map(({ vin }) => vin))).toEqual([
      [civic, accord],
      [rover, unknown],
      [skoda],
      [],
    ])
  })

  test('has a stable order among those of one moment: the later row first', async () => {
    const vins = ['1M8GDM9AXKP042788', '1M8GDM9AXKP042789', '1M8GDM9AXKP042790']
    await store.save(
      vins.map((vin) => car(vin, 'Prevost', 'Coach', 1989, null, noon)),
      'telegram:7',
    )
    expect(await vinsOf({ limit: 2 }, 'telegram:7')).toEqual([vins[2], vins[1]])
    expect(await vinsOf({ limit: 2, page: 2 }, 'telegram:7')).toEqual([vins[0]])
  })

  test.each<{ name: string; account: string; found: string[] }>([
    { name: 'an account sees its own', account: ben, found: [accord] },
    { name: 'an account without lookups sees none', account: 'telegram:9', found: [] },
    { name: 'nobody sees what visitors looked up', account: '', found: [] },
  ])('$name', async ({ account, found }) => {
    expect(await vinsOf({}, account)).toEqual(found)
  })

  test.each<{ name: string; question: Partial<ListingQuestion>; allowed: boolean }>([
    { name: 'page 0 is a broken promise', question: { page: 0 }, allowed: false },
    { name: 'page 10,000 is allowed', question: { page: 10_000 }, allowed: true },
    { name: 'page 10,001 is a broken promise', question: { page: 10_001 }, allowed: false },
    { name: 'a limit of 0 is a broken promise', question: { limit: 0 }, allowed: false },
    { name: 'a limit of 100 is allowed', question: { limit: 100 }, allowed: true },
    { name: 'a limit of 101 is a broken promise', question: { limit: 101 }, allowed: false },
    { name: 'a page and a half is a broken promise', question: { page: 1.5 }, allowed: false },
  ])('$name', async ({ question, allowed }) => {
    const outcome = await ask(question).then(
      () => 'answered',
      (error: unknown) => error,
    )
    if (allowed) expect(outcome).toBe('answered')
    else expect(outcome).toBeInstanceOf(RangeError)
  })
})

describe('one vehicle', () => {
  const idOf = async (vin: string, account = ann) =>
    (await ask({ q: vin }, account)).vehicles.map(({ id }) => id ?? 0)[0] ?? 0

  test('is as it was decoded, in the order of the contract', async () => {
    const { report, decodedAt } = car(accord, 'Honda', 'Accord', 2003, 'American Honda Motor Co., Inc.', noon)
    const id = await idOf(accord)
    const found = await listing.find(ann, id)
    expect(found).toEqual({ id, ...report, decoded_at: new Date(decodedAt).toISOString() })
    expect(Object.keys(found ?? {})).toEqual(['id', ...Object.keys(report), 'decoded_at'])
  })

  test.each<{ name: string; id: (own: number) => number; account: string }>([
    { name: 'of another account is not there', id: (own) => own, account: ben },
    { name: 'with an id that was never given is not there', id: () => 999_999, account: ann },
    { name: 'with the id 0 is not there', id: () => 0, account: ann },
    { name: 'with a negative id is not there', id: () => -1, account: ann },
    { name: 'with a broken id is not there', id: (own) => own + 0.5, account: ann },
    { name: 'with the largest exact id is not there', id: () => Number.MAX_SAFE_INTEGER, account: ann },
    { name: 'with an id beyond exact numbers is not there', id: () => 2 ** 53, account: ann },
    { name: 'with an id beyond bigint is not there', id: () => 1e30, account: ann },
    { name: 'with what is no number is not there', id: () => Number.NaN, account: ann },
  ])('$name', async ({ id, account }) => {
    const own = await idOf(accord)
    expect(await listing.find(account, id(own))).toBeNull()
    expect(await listing.remove(account, id(own))).toBe(false)
    expect(await listing.find(ann, own)).not.toBeNull()
  })

  test('is removed once, from its account alone, and comes back with the next lookup', async () => {
    const id = await idOf(accord, ben)
    expect(await listing.remove(ben, id)).toBe(true)
    expect(await listing.remove(ben, id)).toBe(false)
    expect(await vinsOf({}, ben)).toEqual([])
    expect(await vinsOf({ q: accord })).toEqual([accord])
    await store.save([car(accord, 'Honda', 'Accord', 2003, null, noon)], ben)
    expect(await vinsOf({}, ben)).toEqual([accord])
  })
})

describe('the numbers', () => {
  const count = (account: string | null, now = noon + hour) => createVehicleStats(database)(account, now)

  test('of an account', async () => {
    expect(await count(ann)).toEqual({ vehicles: 5, manufacturers: 4, recent: 4 })
  })

  test('of all count a VIN once, whoever looked it up', async () => {
    const { vehicles, manufacturers } = await count(null)
    expect({ vehicles, manufacturers }).toEqual({ vehicles: 9, manufacturers: 5 })
  })

  test.each<{ name: string; now: number; recent: number }>([
    { name: 'a lookup one millisecond short of 24 hours ago is recent', now: noon + 24 * hour - 1, recent: 2 },
    { name: 'a lookup 24 hours ago is not', now: noon + 24 * hour, recent: 1 },
    { name: 'nothing was looked up lately', now: noon + 25 * hour, recent: 0 },
  ])('$name', async ({ now, recent }) => {
    expect((await count(ann, now)).recent).toBe(recent)
  })

  test('of an account without lookups are zero', async () => {
    expect(await count('telegram:9')).toEqual({ vehicles: 0, manufacturers: 0, recent: 0 })
  })
})

describe('among many rows', () => {
  test('the list, its searches and its filters read an index', async () => {
    await database.query(
      `insert into vehicles (vin, account, make, model, year, source, report)
       select 'V' || n, 'telegram:' || n % 100, 'Make ' || n % 7, 'Model ' || n % 300, 1990 + n % 30, 'offline', '{}'
         from generate_series(1, 20000) as n`,
    )
    // Without it the rows are too new to be read from an index alone.
    await database.query('checkpoint')
    await database.query('vacuum analyze vehicles')
    for (const question of [{}, { q: 'make' }, { page: 9 }, { make: 'make 5' }, { model: 'MODEL 7' }, { year: 2003 }]) {
      const plan = await planOf(question)
      expect(plan).toMatch(/Index (Only )?Scan (using|on) vehicles_account_/)
      expect(plan).not.toContain('Seq Scan on vehicles')
    }
    expect(await planOf({ q: 'make' })).toContain('Index Only Scan using vehicles_account_recent')
  })

  /** Of the question as `page` asks it. */
  async function planOf(question: Partial<ListingQuestion>): Promise<string> {
    let plan = ''
    const explaining = createVehicleListing({
      async query(text, values) {
        const rows = await database.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
        plan = rows.map((row) => row['QUERY PLAN']).join('\n')
        return []
      },
    })
    await explaining.page('telegram:5', { page: 1, limit: 20, ...question })
    return plan
  }
})
