import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  createTestDatabase,
  type OwnPostgres,
  startOwnPostgres,
  type TestDatabase,
} from '../../test/support/database.ts'
import { createWire } from '../../test/support/network.ts'
import { silentLog } from '../log.ts'
import { createDatabase, type Database, type DatabaseDeps, DatabaseError, isUnavailable } from './pool.ts'

let at: TestDatabase
const opened: Database[] = []

beforeAll(async () => {
  at = await createTestDatabase()
})
afterAll(() => at.drop())
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()))
})

function open(over: Partial<DatabaseDeps> = {}): Database {
  const deps = { url: at.url, service: 'test', max: 4, registry: new Registry(), log: silentLog }
  const database = createDatabase({ ...deps, ...over })
  opened.push(database)
  return database
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5)
}

describe('queries', () => {
  test('int8 is a number where that is exact, and text where it is not', async () => {
    const rows = await open().query(
      `select 9007199254740991::int8 as exact, 9007199254740992::int8 as large, count(*) as n`,
    )
    expect(rows).toEqual([{ exact: Number.MAX_SAFE_INTEGER, large: '9007199254740992', n: 1 }])
  })

  test('a faulty query is told as one, without its values, and its connection stays in the pool', async () => {
    const database = open({ max: 1 })
    const backend = () => database.query<{ pid: number }>('select pg_backend_pid() as pid')
    const before = await backend()
    await database.query(`insert into vehicles (vin, source, report) values ('TWICE', 'offline', '{}')`)
    const again = `insert into vehicles (vin, source, report) values ($1, 'offline', '{}')`
    const error = await failureOf(database.query(again, ['TWICE']))
    expect(error).toMatchObject({ code: '23505', constraint: 'vehicles_account_vin_key', unavailable: false })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('TWICE')
    expect(await backend()).toEqual(before)
  })

  test('a statement longer than its limit is cancelled by the server', async () => {
    const database = open({ statementMs: 50 })
    expect(await failureOf(database.query('select pg_sleep(30)'))).toMatchObject({ code: '57014', unavailable: true })
  })

  test('a wrong password is an unusable database and is not printed', async () => {
    const url = new URL(at.url)
    url.password = 'not-the-password'
    const error = await failureOf(open({ url: url.href }).query('select 1'))
    expect(error).toMatchObject({ code: '28P01', unavailable: true })
    expect(String(error)).not.toContain('not-the-password')
  })

  test('a closed port is an unusable database, at once', async () => {
    const error = await failureOf(open({ url: 'postgres://u:p@127.0.0.1:1/x' }).query('select 1'))
    expect(error).toMatchObject({ code: 'ECONNREFUSED', unavailable: true, outcomeUnknown: false })
  })

  test('a pool with nothing free says so after its deadline instead of waiting for ever', async () => {
    const database = open({ max: 1 })
    const freed = Promise.withResolvers<void>()
    const holding = database.transaction(() => freed.promise)
    expect(await failureOf(database.query('select 1'))).toMatchObject({ unavailable: true, outcomeUnknown: false })
    freed.resolve()
    await holding
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('transactions', () => {
  test('what is thrown inside undoes everything and is thrown on', async () => {
    const database = open()
    const thrown = new Error('mine')
    const failed = database.transaction(async (within) => {
      await within.query(`insert into vehicles (vin, source, report) values ('UNDONE', 'offline', '{}')`)
      throw thrown
    })
    expect(await failureOf(failed)).toBe(thrown)
    expect(await database.query(`select from vehicles where vin = 'UNDONE'`)).toEqual([])
  })

  test('an error that is swallowed inside does not pass for success', async () => {
    const database = open()
    const failed = database.transaction(async (within) => {
      await within.query(`insert into vehicles (vin, source, report) values ('SWALLOWED', 'offline', '{}')`)
      await within.query('select 1 / 0').catch(() => {})
    })
    expect(await failureOf(failed)).toBeInstanceOf(DatabaseError)
    expect(await database.query(`select from vehicles where vin = 'SWALLOWED'`)).toEqual([])
  })

  test('a connection that breaks before COMMIT did nothing for certain', async () => {
    const database = open()
    const failed = database.transaction((within) => within.query('select pg_terminate_backend(pg_backend_pid())'))
    expect(await failureOf(failed)).toMatchObject({ unavailable: true, outcomeUnknown: false })
  })

  test('a connection that breaks during COMMIT leaves the outcome unknown', async () => {
    const database = open()
    await database.query('create table slow_commit (n int)')
    await database.query(
      `create function wait() returns trigger language plpgsql as 'begin perform pg_sleep(30); return null; end'`,
    )
    await database.query(`create constraint trigger slow after insert on slow_commit deferrable initially deferred
                          for each row execute function wait()`)
    const failed = failureOf(database.transaction((within) => within.query('insert into slow_commit values (1)')))
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity
                   where query = 'commit' and state = 'active' and datname = current_database()`
    await until(async () => (await database.query(kill)).length === 1)
    expect(await failed).toMatchObject({ unavailable: true, outcomeUnknown: true })
  })
})

describe('a network that swallows everything', () => {
  test('a query in flight ends, and the pool works again once the network is back', async () => {
    const wire = await createWire(at.url)
    const database = open({ url: wire.url, statementMs: 100, max: 2 })
    await Promise.all([database.query('select 1'), database.query('select 1')])
    wire.cut()
    const failures = await Promise.all(Array.from({ length: 4 }, () => failureOf(database.query('select 1'))))
    expect(failures.every(isUnavailable)).toBe(true)
    wire.mend()
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
    await wire.close()
  })

  test('a ping answers no within its deadline, and yes when the network is back', async () => {
    const wire = await createWire(at.url)
    const database = open({ url: wire.url })
    expect(await database.ping(1_000)).toBe(true)
    wire.cut()
    expect(await database.ping(100)).toBe(false)
    expect(await database.ping(100)).toBe(false)
    wire.mend()
    expect(await database.ping(1_000)).toBe(true)
    await database.close()
    await wire.close()
  })
})

describe('beside the pool', () => {
  test('a ping answers while every connection of the pool is taken', async () => {
    const database = open({ max: 1 })
    const freed = Promise.withResolvers<void>()
    const holding = database.transaction(() => freed.promise)
    expect(await Promise.all([database.ping(1_000), database.ping(1_000)])).toEqual([true, true])
    freed.resolve()
    await holding
  })

  test('listening hears what is said, and says that it began', async () => {
    const database = open()
    const heard: (string | undefined)[] = []
    database.listen('Some Channel', (payload) => heard.push(payload))
    await until(() => heard.length === 1)
    await database.query(`select pg_notify('Some Channel', 'hello')`)
    await until(() => heard.length === 2)
    expect(heard).toEqual([undefined, 'hello'])
  })

  test('a listening connection that is cut off comes back and says so', async () => {
    const database = open()
    const heard: (string | undefined)[] = []
    database.listen('outage', (payload) => heard.push(payload))
    await until(() => heard.length === 1)
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
                           where query = 'listen "outage"' and datname = current_database()`)
    await until(() => heard.length === 2)
    await database.query(`select pg_notify('outage', 'again')`)
    await until(() => heard.length === 3)
    expect(heard).toEqual([undefined, undefined, 'again'])
  })

  test('the metrics tell what is in use, what idles, what waits and how many there may be', async () => {
    const registry = new Registry()
    const database = open({ max: 2, registry })
    const freed = Promise.withResolvers<void>()
    const began = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holding = began.map(({ resolve }) =>
      database.transaction(() => {
        resolve()
        return freed.promise
      }),
    )
    await Promise.all(began.map((one) => one.promise))
    const waiting = database.query('select 1')
    const metrics = await registry.metrics()
    expect(metrics).toContain('db_pool_connections{service="test",state="in_use"} 2')
    expect(metrics).toContain('db_pool_connections{service="test",state="idle"} 0')
    expect(metrics).toContain('db_pool_max_connections{service="test"} 2')
    expect(metrics).toContain('db_pool_waiting_requests{service="test"} 1')
    freed.resolve()
    await Promise.all([...holding, waiting])
    expect(await registry.metrics()).toContain('db_pool_connections{service="test",state="idle"} 2')
  })

  test('closing does not wait for a query that does not end', async () => {
    const database = open()
    const failed = failureOf(database.query('select pg_sleep(9)'))
    await until(async () => (await sleepers()) === 1)
    await database.close()
    expect(await failed).toMatchObject({ unavailable: true, outcomeUnknown: true })
  })
})

/** Asked beside the pool under test. */
async function sleepers(): Promise<number> {
  const rows = await open().query(
    `select from pg_stat_activity where query = 'select pg_sleep(9)' and datname = current_database()`,
  )
  return rows.length
}

describe('a server that restarts under load', () => {
  let server: OwnPostgres

  beforeAll(async () => {
    server = await startOwnPostgres()
  })
  afterAll(() => server.close())

  test('every query ends, failures say unavailable, and work goes on by itself', async () => {
    const database = open({ url: server.url, max: 4 })
    const failures: unknown[] = []
    let passed = 0
    let loading = true
    const load = Array.from({ length: 8 }, async () => {
      while (loading) {
        const failure = await failureOf(database.query('select pg_sleep(0.001)'))
        if (failure) failures.push(failure)
        else passed += 1
        await sleep(failure ? 20 : 0)
      }
    })
    await until(() => passed > 50)
    await server.stop()
    await until(() => failures.length > 8)
    await server.start()
    const before = passed
    await until(() => passed > before + 50)
    loading = false
    await Promise.all(load)
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.filter((failure) => !isUnavailable(failure))).toEqual([])
  })
})
