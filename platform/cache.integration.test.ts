import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, test } from 'vitest'
import { type Cache, type CacheDeps, createCache, defaultTtlSeconds, openCache, vinReportTtlSeconds } from './cache.ts'
import { startRedisGateway } from './embedded/redis-gateway.ts'
import { findRedisServer, startRedisServer } from './embedded/redis-server.ts'
import { createRedisStore } from './embedded/redis-store.ts'
import type { Log } from './log.ts'

const program = await findRedisServer(process.env.PATH ?? '')
const token = 'token-hunter22secret'
const secretKey = 'key-hunter22secret'
const secretValue = { note: 'value-hunter22secret' }
const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const item of open.splice(0).reverse()) await item.close()
})

interface Subject {
  cache: Cache
  registry: Registry
  lines: string[]
  pass(ms: number): void
}

/** All that a cache is handed, with a clock of the test's own and a log that is kept. */
function createDeps(deadlineMs: number): { deps: CacheDeps; lines: string[]; pass(ms: number): void } {
  let now = 1_700_000_000_000
  const lines: string[] = []
  const keep = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log }
  const breaker = { failures: 3, restMs: 1_000, maxRestMs: 4_000 }
  return {
    deps: { service: 'test', registry: new Registry(), log, clock: () => now, deadlineMs, breaker },
    lines,
    pass(ms) {
      now += ms
    },
  }
}

function openSubject(url: string, deadlineMs = 5_000): Subject {
  const { deps, lines, pass } = createDeps(deadlineMs)
  const cache = createCache({ url, token, ...deps })
  open.push(cache)
  return { cache, registry: deps.registry, lines, pass }
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({
    close() {
      server.closeAllConnections()
      server.close()
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startStore(): Promise<string> {
  const backend = createRedisStore({ clock: Date.now })
  const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log: createDeps(1).deps.log })
  open.push(gateway)
  return gateway.url
}

const unusedPort = async () => {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function countsOf(registry: Registry): Promise<Record<string, number>> {
  const [metric] = (await registry.getMetricsAsJSON()) as {
    values: { value: number; labels: Record<string, string> }[]
  }[]
  return Object.fromEntries((metric?.values ?? []).map(({ value, labels }) => [Object.values(labels).join(' '), value]))
}

describe('a cache that works', () => {
  test('keeps values by key and name, with counts of hits and misses', async () => {
    const { cache, registry } = openSubject(await startStore())
    const reports = cache.of<{ make: string }>('vin', { ttlSeconds: vinReportTtlSeconds })
    const others = cache.of<{ make: string }>('other', { ttlSeconds: defaultTtlSeconds })
    await reports.set('k', { make: 'Škoda 車' })
    expect(await reports.get('k')).toEqual({ make: 'Škoda 車' })
    expect(await others.get('k')).toBeNull()
    expect(await countsOf(registry)).toEqual({ 'test vin hit': 1, 'test other miss': 1 })
  })

  test('stands under its namespace, with its time to live', async () => {
    const backend = createRedisStore({ clock: Date.now })
    const { deps } = createDeps(5_000)
    const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log: deps.log })
    open.push(gateway)
    await createCache({ url: gateway.url, token, ...deps })
      .of('vin', { ttlSeconds: 2_592_000 })
      .set('1HG:x', { a: 1 })
    const replies = await backend.send([['GET', 'intelauto:vin:1HG:x'], ['TTL', 'intelauto:vin:1HG:x'], ['DBSIZE']])
    expect(replies.map(String)).toEqual(['{"a":1}', '2592000', '1'])
  })

  test('values that look like other things come back as they were', async () => {
    const values = ['007', '12345678901234567890', 'OK', 'true', '', 0, false, [], [null], { '\u0000': '"' }]
    const cache = openSubject(await startStore()).cache.of<unknown>('any', { ttlSeconds: 60 })
    for (const value of values)
      await cache.set('k', value).then(async () => expect(await cache.get('k')).toEqual(value))
  })

  test('400 questions at once each get their own answer', async () => {
    const cache = openSubject(await startStore()).cache.of<number>('n', { ttlSeconds: 60 })
    const ids = Array.from({ length: 400 }, (_, id) => id)
    await Promise.all(ids.map((id) => cache.set(String(id), id)))
    expect(await Promise.all(ids.map((id) => cache.get(String(id))))).toEqual(ids)
  })

  test('closing waits for what is being written; afterwards nothing is asked and all is a miss', async () => {
    const asked: ServerResponse[] = []
    const arrived = Promise.withResolvers<void>()
    const server = createServer((_, response) => {
      asked.push(response)
      arrived.resolve()
    })
    const { cache } = openSubject(await listen(server))
    const named = cache.of<string>('n', { ttlSeconds: 60 })
    const ends: string[] = []
    const set = named.set('k', 'v').then(() => ends.push('written'))
    await arrived.promise
    const closed = cache.close().then(() => ends.push('closed'))
    expect(await named.get('k')).toBeNull()
    await new Promise((resolve) => setImmediate(resolve))
    expect(ends).toEqual([])
    asked[0]?.end(`[{"result":"${btoa('OK')}"}]`)
    await Promise.all([set, closed])
    expect(asked).toHaveLength(1)
  })
})

/** How a cache can fail, and the word by which the log tells it. The slow ones are met with a short deadline. */
const failures: { name: string; failure: string; deadlineMs?: number; behave: RequestListener }[] = [
  { name: 'accepts and never answers', failure: 'timeout', deadlineMs: 150, behave: () => {} },
  {
    name: 'begins an answer and never ends it',
    failure: 'timeout',
    deadlineMs: 150,
    behave: (_, response) => void response.writeHead(200, { 'content-length': '1000' }).write('[{"result":"'),
  },
  { name: 'closes without an answer', failure: 'unreachable', behave: (request) => void request.socket.destroy() },
  {
    name: 'closes in the middle of an answer',
    failure: 'unreachable',
    behave: (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('[{"result":"', () => response.destroy())
    },
  },
  {
    name: 'answers HTML with 200',
    failure: 'bad-answer',
    behave: (_, response) => void response.end(`<html>${token} ${secretKey}`),
  },
  {
    name: 'answers HTML with 502',
    failure: 'bad-answer',
    behave: (_, response) => void response.writeHead(502).end(`<html>${token} ${secretKey}`),
  },
  {
    name: 'answers JSON of another shape',
    failure: 'bad-answer',
    behave: (_, response) => void response.end('{"a":1}'),
  },
  { name: 'answers null', failure: 'bad-answer', behave: (_, response) => void response.end('null') },
  { name: 'answers a number', failure: 'bad-answer', behave: (_, response) => void response.end('[{"result":7}]') },
  {
    name: 'refuses the token',
    failure: 'unauthorized',
    behave: (_, response) => void response.writeHead(401).end('{"error":"WRONGPASS invalid or missing auth token"}'),
  },
  {
    name: 'answers 500 with an error',
    failure: 'refused',
    behave: (_, response) => void response.writeHead(500).end(`{"error":"ERR ${token}"}`),
  },
  {
    name: 'refuses the command',
    failure: 'refused',
    behave: (_, response) => void response.end(`[{"error":"WRONGTYPE ${secretKey}"}]`),
  },
]

describe.each(failures)('a cache that $name', ({ failure, deadlineMs, behave }) => {
  async function openFailing(): Promise<Subject> {
    return openSubject(await listen(createServer(behave)), deadlineMs)
  }

  test('is a miss for a get, no harm for a set or a delete, and leaves the load to do', async () => {
    const { cache, registry } = await openFailing()
    const named = cache.of<object>('vin', { ttlSeconds: 60 })
    expect(await named.get(secretKey)).toBeNull()
    await named.set(secretKey, secretValue)
    await named.delete(secretKey)
    expect(await named.remember(secretKey, async () => secretValue)).toBe(secretValue)
    expect(await countsOf(registry)).toEqual({ 'test vin error': 2 })
  })

  test('opens the breaker, and is told in the log by one word and no secret', async () => {
    const { cache, lines } = await openFailing()
    const named = cache.of<object>('vin', { ttlSeconds: 60 })
    await named.get(secretKey)
    await named.set(secretKey, secretValue)
    expect(cache.breaker().phase).toBe('closed')
    await named.get(secretKey)
    expect(cache.breaker().phase).toBe('open')
    expect(lines).toEqual([`the cache fails and is not asked for a while {"failure":"${failure}"}`])
  })

  test('does not answer a ping, which leaves the breaker alone', async () => {
    const { cache, lines } = await openFailing()
    for (let turn = 0; turn < 4; turn++) expect(await cache.ping()).toBe(false)
    expect(cache.breaker()).toMatchObject({ phase: 'closed', failuresInARow: 0 })
    expect(lines.join()).not.toContain('hunter22secret')
  })
})

test('a port where nobody listens is a miss, and unreachable', async () => {
  const { cache, lines } = openSubject(`http://127.0.0.1:${await unusedPort()}`)
  const named = cache.of<object>('vin', { ttlSeconds: 60 })
  for (let turn = 0; turn < 3; turn++) expect(await named.get('k')).toBeNull()
  expect(lines).toEqual(['the cache fails and is not asked for a while {"failure":"unreachable"}'])
})

test('while the breaker is open nothing is asked; after its rest it is, and closes', async () => {
  let requests = 0
  let works = false
  const url = await listen(
    createServer((_, response) => {
      requests++
      response.writeHead(works ? 200 : 500).end(works ? '[{"result":null}]' : '{"error":"ERR away"}')
    }),
  )
  const { cache, pass, lines, registry } = openSubject(url)
  const named = cache.of<object>('vin', { ttlSeconds: 60 })
  for (let turn = 0; turn < 10; turn++) await named.get('k')
  expect(requests).toBe(3)

  works = true
  pass(999)
  await named.get('k')
  expect(requests).toBe(3)
  pass(1)
  await named.get('k')
  await named.get('k')
  expect(requests).toBe(5)
  expect(cache.breaker().phase).toBe('closed')
  expect(lines.at(-1)).toBe('the cache answers again {}')
  expect(await countsOf(registry)).toEqual({ 'test vin error': 11, 'test vin miss': 2 })
})

test('a ping passes an open breaker', async () => {
  const url = await listen(
    createServer((request, response) => {
      const isPing = request.url === '/'
      response.writeHead(isPing ? 200 : 500).end(isPing ? `{"result":"${btoa('PONG')}"}` : '{"error":"ERR away"}')
    }),
  )
  const { cache } = openSubject(url)
  for (let turn = 0; turn < 3; turn++) await cache.of('vin', { ttlSeconds: 60 }).get('k')
  expect(cache.breaker().phase).toBe('open')
  expect(await cache.ping()).toBe(true)
  expect(cache.breaker().phase).toBe('open')
})

describe('what cannot be opened', () => {
  test.each([
    { name: 'a URL that is none', url: 'hunter22secret' },
    { name: 'a URL of another protocol', url: 'redis://:hunter22secret@localhost' },
  ])('$name is refused without being repeated', ({ url }) => {
    const create = () => openSubject(url)
    expect(create).toThrow('a cache URL with http or https was wanted')
    expect(create).not.toThrow(/hunter22secret/)
  })

  test('neither an Upstash nor a Redis URL', async () => {
    await expect(openCache({}, createDeps(1).deps)).rejects.toThrow('or REDIS_URL, was wanted')
  })

  test.each([
    { name: 'a name with a colon', cacheName: 'a:b', ttlSeconds: 1 },
    { name: 'an empty name', cacheName: '', ttlSeconds: 1 },
    { name: 'no time to live', cacheName: 'a', ttlSeconds: 0 },
    { name: 'half a second', cacheName: 'a', ttlSeconds: 0.5 },
  ])('a cache of $name', async ({ cacheName, ttlSeconds }) => {
    const { cache } = openSubject('http://127.0.0.1:1')
    expect(() => cache.of(cacheName, { ttlSeconds })).toThrow(TypeError)
  })
})

test('by REDIS_URL with nobody there it opens, fails as a miss and does not answer a ping', async () => {
  const { deps, lines } = createDeps(5_000)
  const cache = await openCache({ redisUrl: `redis://:hunter22secret@127.0.0.1:${await unusedPort()}` }, deps)
  open.push(cache)
  expect(await cache.of('vin', { ttlSeconds: 60 }).get('k')).toBeNull()
  expect(await cache.ping()).toBe(false)
  expect(lines.join()).not.toContain('hunter22secret')
})

describe.skipIf(!program)(`by REDIS_URL${program ? '' : ': needs redis-server'}`, () => {
  async function start(dir?: string) {
    if (program === undefined) throw new Error('needs redis-server')
    return startRedisServer({ program, log: createDeps(1).deps.log, ...(dir !== undefined && { dir }) })
  }

  test('the cache keeps values in that Redis', async () => {
    const server = await start()
    open.push(server)
    const cache = await openCache({ redisUrl: `${server.url}/2` }, createDeps(5_000).deps)
    open.push(cache)
    const named = cache.of<string>('vin', { ttlSeconds: 60 })
    await named.set('k', 'v')
    expect(await named.get('k')).toBe('v')
    expect(await cache.ping()).toBe(true)
  })

  test('a Redis that goes away is a miss and unhealthy', async () => {
    const server = await start()
    const { deps, lines } = createDeps(5_000)
    const cache = await openCache({ redisUrl: server.url }, deps)
    open.push(cache)
    const named = cache.of<string>('vin', { ttlSeconds: 60 })
    await named.set('k', 'v')
    await server.close()
    expect(await named.get('k')).toBeNull()
    expect(await cache.ping()).toBe(false)
    expect(lines.join()).not.toContain(new URL(server.url).password)
  })
})
