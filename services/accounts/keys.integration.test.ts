import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { createKeyStore } from './key-store.ts'
import { createKeys, type Keys, type MadeKey } from './keys.ts'

let place: TestDatabase
let database: Database
let clock: ReturnType<typeof createHandClock>
let keys: Keys
let made: MadeKey
/** What the store was asked, in order. */
let asked: string[]
let writes: Promise<void>[]

beforeAll(async () => {
  place = await createTestDatabase()
  database = createDatabase({ url: place.url, service: 'test', max: 2, registry: new Registry(), log: silentLog })
  await database.query(`insert into accounts (id, created_at) values ('telegram:1', now())`)
})
afterAll(async () => {
  await database.close()
  await place.drop()
})
beforeEach(async () => {
  clock = createHandClock()
  const store = createKeyStore(database)
  const find = (id: string) => noted('find', store.find(id))
  const noteUse = (id: string, now: number) => {
    const write = noted('noteUse', store.noteUse(id, now))
    writes.push(write)
    return write
  }
  await database.query('delete from api_keys')
  keys = createKeys({ store: { ...store, find, noteUse }, now: clock.now, log: silentLog })
  const holder = { account: 'telegram:1', plan: 'free' as const, scopes: ['read' as const] }
  made = (await keys.make({ name: 'mine', scopes: ['read'], expiresAt: null }, holder)) as MadeKey
  asked = []
  writes = []
})

function noted<T>(what: string, answer: Promise<T>): Promise<T> {
  asked.push(what)
  return answer
}

describe('what does not open takes one way', () => {
  test.each([
    { name: 'an unknown id', change: (text: string) => text.replace(/_[0-9a-f]{16}_/, '_0000000000000000_') },
    { name: 'a wrong secret', change: (text: string) => text.replace(/.{64}$/, '0'.repeat(64)) },
  ])('$name is asked for once, and is wrong', async ({ change }) => {
    expect(await keys.check(change(made.text))).toEqual({ ok: false, why: 'wrong' })
    expect(asked).toEqual(['find'])
  })

  test('what has not the form of a key is not even asked for', async () => {
    expect(await keys.check(`${made.text}0`)).toEqual({ ok: false, why: 'wrong' })
    expect(asked).toEqual([])
  })
})

test('the use of a key is noted once a minute', async () => {
  const use = async (afterMs: number) => {
    await clock.pass(afterMs)
    asked = []
    await keys.check(made.text)
    await Promise.all(writes)
    const listed = await keys.list('telegram:1')
    const lastUsedAt = listed.find(({ id }) => id === made.key.id)?.lastUsedAt
    expect(lastUsedAt === clock.now()).toBe(asked.includes('noteUse'))
    return asked.includes('noteUse')
  }
  expect([await use(0), await use(59_999), await use(1), await use(1)]).toEqual([true, false, true, false])
})
