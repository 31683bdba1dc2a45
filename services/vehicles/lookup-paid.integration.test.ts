import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import * as behaviours from '../../test/support/vehicle-services/behaviours.ts'
import type { OpenLookups } from '../../test/support/vehicle-services/open-lookups.ts'
import { startVehicleServices, type VehicleServices } from '../../test/support/vehicle-services/services.ts'

const accord = '1HGCM82633A004352'
const trucks = ['1FTMW1T88MFA00001', '1FTMW1T88MFA00002', '1FTMW1T88MFA00003']

let place: TestDatabase
let services: VehicleServices
let lookups: OpenLookups
/** What was asked for, in order. */
let asked: number[]

beforeAll(async () => {
  place = await createTestDatabase()
})
afterAll(() => place.drop())
beforeEach(async () => {
  services = await startVehicleServices(place.url)
  lookups = await services.open({ decoder: 'nhtsa' })
  asked = []
})
afterEach(() => services.close())

/** Pays for so many in all. */
function purse(lookupsLeft: number) {
  let left = lookupsLeft
  return async (wanted: number) => {
    asked.push(wanted)
    const paid = Math.min(left, wanted)
    left -= paid
    return paid
  }
}

const account = 'telegram:1'
const rowsOfAccount = () =>
  lookups.database.query<{ vin: string }>('select vin from vehicles where account = $1 order by id', [account])

describe('a lookup', () => {
  test('is paid before it is decoded, and the next time not at all', async () => {
    const pay = purse(1)
    expect(await lookups.lookUp(accord, { account, pay })).toMatchObject({ ok: true, cached: false })
    expect(await lookups.lookUp(accord, { account, pay })).toMatchObject({ ok: true, cached: true })
    expect(asked).toEqual([1])
  })

  test('that is not paid is not decoded, asked online, stored or kept', async () => {
    const answer = await lookups.lookUp('5YJSA1E26HF000337', { account: 'telegram:poor', pay: purse(0) })
    expect(answer).toEqual({ ok: false, unpaid: true })
    expect(services.requests().vpic).toBe(0)
    expect(await lookups.cached.get('5YJSA1E26HF000337:nhtsa')).toBeNull()
    const rows = await lookups.database.query('select 1 from vehicles where account = $1', ['telegram:poor'])
    expect(rows).toEqual([])
  })

  test('of what is no VIN costs nothing', async () => {
    expect(await lookups.lookUp('1HGCM82633AO04352', { account, pay: purse(0) })).toMatchObject({
      ok: false,
      rejected: { reason: 'forbidden-characters' },
    })
    expect(asked).toEqual([])
  })

  test('that is to be refreshed costs, though it is cached', async () => {
    const pay = purse(2)
    for (const forceRefresh of [false, true]) await lookups.lookUp(accord, { account, pay, forceRefresh })
    expect(asked).toEqual([1, 1])
    expect(await lookups.lookUp(accord, { account, pay, forceRefresh: true })).toEqual({ ok: false, unpaid: true })
    expect(await lookups.lookUp(accord, { account, pay })).toMatchObject({ ok: true, cached: true })
  })

  test('of one VIN by many at once is decoded once, and each who may pays for it', async () => {
    const pay = purse(15)
    const answers = await Promise.all(Array.from({ length: 20 }, () => lookups.lookUp(accord, { account, pay })))
    expect(services.requests().vpic).toBe(1)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(15)
    expect(asked).toEqual(Array(20).fill(1))
  })

  test('whose payment comes late still takes part in the decoding that others began', async () => {
    const payment = Promise.withResolvers<number>()
    const late = lookups.lookUp(accord, { account, pay: () => payment.promise })
    await lookups.lookUp(accord, { account, pay: purse(1), forceRefresh: true })
    payment.resolve(1)
    expect(await late).toMatchObject({ ok: true })
    expect(services.requests().vpic).toBe(1)
  })

  test('to be refreshed after others were answered is decoded anew', async () => {
    const payment = Promise.withResolvers<number>()
    const slow = lookups.lookUp(accord, { account, pay: () => payment.promise })
    for (const forceRefresh of [true, true]) await lookups.lookUp(accord, { account, forceRefresh })
    expect(services.requests().vpic).toBe(2)
    payment.resolve(0)
    expect(await slow).toEqual({ ok: false, unpaid: true })
  })

  test('is free for whom nobody asks to pay', async () => {
    expect(await lookups.lookUp(accord, { account })).toMatchObject({ ok: true })
  })
})

describe('with the online decoders down', () => {
  const giveBack = async (lookups: number) => void asked.push(-lookups)
  const fresh = (letter: string) => trucks.map((vin) => vin.replace('MFA', `MF${letter}`))

  test('a lookup is given back, and the next one that is told more costs', async () => {
    const [vin = ''] = fresh('C')
    services.behave(behaviours.htmlPage)
    expect(await lookups.lookUp(vin, { account, pay: purse(1), giveBack })).toMatchObject({ ok: true })
    services.vpic.recover()
    await lookups.lookUp(vin, { account, pay: purse(1), giveBack })
    expect(asked).toEqual([1, -1, 1])
  })

  test('who wants no online decoder gets all there is, and pays', async () => {
    services.behave(behaviours.htmlPage)
    const [vin = ''] = fresh('D')
    await lookups.lookUp(vin, { account, pay: purse(1), giveBack, preferredService: 'offline' })
    expect(asked).toEqual([1])
  })

  test('a batch is given back as far as it was paid', async () => {
    services.behave(behaviours.htmlPage)
    await lookups.lookUpMany(fresh('E'), { account, pay: purse(2), giveBack })
    expect(asked).toEqual([3, -2])
  })
})

describe('a batch', () => {
  test('asks once, for each VIN that is in the cache no more', async () => {
    await lookups.lookUp(accord, { account })
    const inputs = [...trucks, accord, 'no VIN', trucks[0] ?? '', '']
    const answers = await lookups.lookUpMany(inputs, { account, pay: purse(3) })
    expect(asked).toEqual([3])
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, false, true, false])
  })

  test('that is paid in part has the first ones in order', async () => {
    await lookups.lookUp(accord, { account: null })
    const fresh = trucks.map((vin) => vin.replace('MFA', 'MFB'))
    const [one = '', two = '', three = ''] = fresh
    const before = await rowsOfAccount()
    const answers = await lookups.lookUpMany([two, accord, one, 'x', two, three], { account, pay: purse(1) })
    expect(answers).toMatchObject([
      { ok: true, vehicle: { vin: two } },
      { ok: true, vehicle: { vin: accord } },
      { ok: false, unpaid: true },
      { ok: false, rejected: { reason: 'too-short' } },
      { ok: true, vehicle: { vin: two } },
      { ok: false, unpaid: true },
    ])
    expect(services.vpic.requests.at(-1)?.vins).toEqual([two])
    const known = before.map(({ vin }) => vin)
    expect((await rowsOfAccount()).map(({ vin }) => vin)).toEqual([...new Set([...known, accord, two])])
  })

  test('has suggestions for its first hundred different texts that are no VIN, and for each that comes again', async () => {
    const typos = Array.from({ length: 101 }, (_, n) => `1HGCM82633AO${String(n).padStart(5, '0')}`)
    const answers = await lookups.lookUpMany([...typos, typos[0] ?? ''], { account })
    const hasSome = answers.map((answer) => 'suggestions' in answer && answer.suggestions.length > 0)
    expect(hasSome).toEqual([...Array(100).fill(true), false, true])
  })

  test('of nothing new asks for nothing', async () => {
    await lookups.lookUpMany(trucks, { account })
    const answers = await lookups.lookUpMany([...trucks, 'x'], { account, pay: purse(0) })
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false])
    expect(asked).toEqual([])
  })

  test('to be refreshed costs each of its VINs once', async () => {
    await lookups.lookUpMany(trucks, { account })
    await lookups.lookUpMany([...trucks, ...trucks], { account, pay: purse(9), forceRefresh: true })
    expect(asked).toEqual([3])
  })
})
