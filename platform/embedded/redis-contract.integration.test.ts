import { Redis } from '@upstash/redis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import type { RedisBackend } from './redis/backend.ts'
import { deleteIfHeld, extendIfHeld } from './redis/lease-scripts.ts'
import { connectRedis } from './redis-connection.ts'
import { type RedisGateway, startRedisGateway } from './redis-gateway.ts'
import { findRedisServer, type RedisServer, startRedisServer } from './redis-server.ts'
import { createRedisStore } from './redis-store.ts'

interface Subject {
  backend: RedisBackend
  /** Ends the time of a key that lives for `ms`: by the clock where it is ours, else by setting its end into the past. */
  outlive(redis: Redis, key: string, ms: number): Promise<void>
  close(): Promise<void>
}

const program = await findRedisServer(process.env.PATH ?? '')
const token = 'the-token-of-these-tests'

const subjects: { name: string; missing: boolean; open: () => Promise<Subject> }[] = [
  { name: 'a Redis by its URL', missing: !program, open: openByUrl },
  { name: 'a Redis server of our own', missing: !program, open: openOwnServer },
  { name: 'the store in this process', missing: false, open: openStore },
]

describe.each(subjects)('$name', ({ name, missing, open }) => {
  describe.skipIf(missing)(missing ? `${name}: needs redis-server` : 'speaks to the client of Upstash', () => {
    let subject: Subject
    let gateway: RedisGateway
    let redis: Redis

    beforeAll(async () => {
      subject = await open()
      gateway = await startRedisGateway({ backend: subject.backend, host: '127.0.0.1', port: 0, token, log: silentLog })
      redis = clientOf(gateway)
    })
    beforeEach(async () => {
      await redis.flushdb()
    })
    afterAll(async () => {
      await gateway?.close()
      await subject?.close()
    })

    test('a value comes back as it was set, unicode and all', async () => {
      const value = { maker: 'Škoda', note: '\u0000 "\\ \r\n 車 🚗', none: null, list: [1, 2.5, -0.1] }
      expect(await redis.set('ключ:🔑', value, { ex: 30 })).toBe('OK')
      expect(await redis.get('ключ:🔑')).toEqual(value)
      expect(await redis.ttl('ключ:🔑')).toBe(30)
      expect(await redis.strlen('ключ:🔑')).toBe(Buffer.byteLength(JSON.stringify(value)))
    })

    test.each([
      { name: 'a key that is not there is null', value: undefined, read: null },
      { name: 'the text OK is no status', value: 'OK', read: 'OK' },
      { name: 'the empty text is not null', value: '', read: '' },
      { name: 'digits with a leading zero stay text', value: '007', read: '007' },
      { name: 'a number too big for a number stays text', value: '12345678901234567890', read: '12345678901234567890' },
      { name: 'the text null is read as JSON by the client', value: 'null', read: null },
      { name: 'a megabyte', value: 'é'.repeat(500_000), read: 'é'.repeat(500_000) },
    ])('$name', async ({ value, read }) => {
      if (value !== undefined) await redis.set('k', value)
      expect(await redis.get('k')).toEqual(read)
      expect(await redis.mget('k', 'none')).toEqual([read, null])
    })

    test('bytes that are no text come back as the same bytes', async () => {
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
      await subject.backend.send([['SET', 'bytes', bytes]])
      expect((await subject.backend.send([['GET', 'bytes']]))[0]).toEqual(bytes)
      const response = await post(gateway, '/', ['GET', 'bytes'], { 'upstash-encoding': 'base64' })
      expect(await response.json()).toEqual({ result: bytes.toString('base64') })
    })

    test('an integer past 2^53 keeps every digit', async () => {
      await redis.set('n', '9007199254740992')
      expect(await redis.incr('n')).toBe('9007199254740993')
      expect(await redis.get('n')).toBe('9007199254740993')
      expect(await redis.decrby('n', 2)).toBe(9007199254740991)
    })

    test('counting past 64 bits is refused and changes nothing', async () => {
      await redis.set('n', '9223372036854775807')
      await expect(redis.incr('n')).rejects.toThrow('ERR increment or decrement would overflow')
      expect(await redis.get('n')).toBe('9223372036854775807')
    })

    test('SET NX takes a lease once, XX only what is there, GET tells the old', async () => {
      expect(await redis.set('lease', 'a', { nx: true, px: 5_000 })).toBe('OK')
      expect(await redis.set('lease', 'b', { nx: true, px: 5_000 })).toBeNull()
      expect(await redis.set('none', 'b', { xx: true })).toBeNull()
      expect(await redis.set('lease', 'c', { xx: true, get: true, keepTtl: true })).toBe('a')
      expect(await redis.pttl('lease')).toBeGreaterThan(0)
      await redis.set('lease', 'd')
      expect(await redis.ttl('lease')).toBe(-1)
    })

    test.each([
      { name: 'EX', set: (key: string) => redis.set(key, 'v', { ex: 60 }) },
      { name: 'PX', set: (key: string) => redis.set(key, 'v', { px: 60_000 }) },
      { name: 'EXPIRE', set: (key: string) => redis.pipeline().set(key, 'v').expire(key, 60).exec() },
      { name: 'SETEX', set: (key: string) => redis.setex(key, 60, 'v') },
    ])('a key set to end by $name is gone after its time', async ({ set }) => {
      await set('k')
      expect(await redis.ttl('k')).toBe(60)
      await subject.outlive(redis, 'k', 60_000)
      expect(await redis.get('k')).toBeNull()
      expect(await redis.exists('k')).toBe(0)
      expect(await redis.ttl('k')).toBe(-2)
      expect(await redis.set('k', 'next', { nx: true })).toBe('OK')
    })

    test('a key set to end in the past is gone at once', async () => {
      await redis.set('k', 'v', { pxat: 1 })
      expect(await redis.get('k')).toBeNull()
    })

    test('a lease is ended and extended by its holder alone', async () => {
      await redis.set('lease', 'me', { px: 60_000 })
      expect(await redis.eval(extendIfHeld, ['lease'], ['you', '90000'])).toBe(0)
      expect(await redis.eval(extendIfHeld, ['lease'], ['me', '90000'])).toBe(1)
      expect(await redis.pttl('lease')).toBeGreaterThan(60_000)
      expect(await redis.eval(deleteIfHeld, ['lease'], ['you'])).toBe(0)
      expect(await redis.eval(deleteIfHeld, ['lease'], ['me'])).toBe(1)
      expect(await redis.eval(deleteIfHeld, ['lease'], ['me'])).toBe(0)
    })

    test('a hash', async () => {
      expect(await redis.hset('h', { a: 1, b: 'two' })).toBe(2)
      expect(await redis.hset('h', { a: 3 })).toBe(0)
      expect(await redis.hgetall('h')).toEqual({ a: 3, b: 'two' })
      expect(await redis.hincrby('h', 'a', 2)).toBe(5)
      expect(await redis.hmget('h', 'a', 'none')).toEqual({ a: 5, none: null })
      expect(await redis.hdel('h', 'a', 'b', 'none')).toBe(2)
      expect(await redis.type('h')).toBe('none')
    })

    test('a list', async () => {
      await redis.rpush('l', 'b', 'c')
      await redis.lpush('l', 'a', 'first')
      expect(await redis.lrange('l', 0, -1)).toEqual(['first', 'a', 'b', 'c'])
      await redis.ltrim('l', 1, -2)
      expect(await redis.rpop('l')).toBe('b')
      expect(await redis.lpop('l')).toBe('a')
      expect(await redis.lpop('l')).toBeNull()
    })

    test('a sorted set as a sliding window', async () => {
      await redis.zadd('z', { score: 30, member: 'c' }, { score: 10, member: 'a' }, { score: 20, member: 'b' })
      expect(await redis.zrange('z', 0, -1, { withScores: true })).toEqual(['a', 10, 'b', 20, 'c', 30])
      expect(await redis.zrange('z', 20, '+inf', { byScore: true })).toEqual(['b', 'c'])
      expect(await redis.zrange('z', '+inf', '(10', { byScore: true, rev: true, offset: 1, count: 5 })).toEqual(['b'])
      expect(await redis.zremrangebyscore('z', 0, 20)).toBe(2)
      expect(await redis.zcard('z')).toBe(1)
    })

    test('scanning meets every key once', async () => {
      await Promise.all(Array.from({ length: 60 }, (_, id) => redis.set(`user:${id}`, id)))
      await redis.set('other', 1)
      const met: string[] = []
      let cursor = '0'
      do {
        const [next, keys] = await redis.scan(cursor, { match: 'user:*', count: 20 })
        met.push(...keys)
        cursor = next
      } while (cursor !== '0')
      expect(new Set(met).size).toBe(60)
      expect(met).toHaveLength(60)
    })

    test('500 questions at once each get their own answer', async () => {
      const ids = Array.from({ length: 500 }, (_, id) => id)
      await redis.mset(Object.fromEntries(ids.map((id) => [`k${id}`, `v${id}`])))
      expect(await Promise.all(ids.map((id) => redis.get(`k${id}`)))).toEqual(ids.map((id) => `v${id}`))
      const onePerRequest = clientOf(gateway, { enableAutoPipelining: false })
      expect(await Promise.all(ids.map((id) => onePerRequest.get(`k${id}`)))).toEqual(ids.map((id) => `v${id}`))
    })

    test('a transaction is not mixed with the commands of others', async () => {
      const swap = async (value: string) => {
        const [, , pair] = await redis.multi().set('left', value).set('right', value).mget('left', 'right').exec()
        return new Set(pair as string[]).size
      }
      const others = Array.from({ length: 50 }, (_, id) => redis.set(id % 2 ? 'left' : 'right', `other${id}`))
      const sizes = await Promise.all(Array.from({ length: 50 }, (_, id) => swap(`v${id}`)))
      await Promise.all(others)
      expect(sizes).toEqual(Array.from({ length: 50 }, () => 1))
    })

    test('counting in 50 transactions at once loses none', async () => {
      await Promise.all(Array.from({ length: 50 }, () => redis.multi().incr('n').incrby('n', 2).exec()))
      expect(await redis.get('n')).toBe(150)
    })

    test('a transaction with an unknown command changes nothing', async () => {
      const response = await post(gateway, '/multi-exec', [
        ['SET', 'k', 'v'],
        ['NOSUCH', 'x'],
      ])
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: 'EXECABORT Transaction discarded because of previous errors.' })
      expect(await redis.get('k')).toBeNull()
    })

    test('a command that fails inside a transaction fails alone, as in Redis', async () => {
      await redis.set('text', 'v')
      const response = await post(gateway, '/multi-exec', [
        ['SET', 'k', 'v'],
        ['INCR', 'text'],
        ['GET', 'k'],
      ])
      expect(await response.json()).toEqual([
        { result: 'OK' },
        { error: 'ERR value is not an integer or out of range' },
        { result: 'v' },
      ])
    })

    test('a failing command of a pipeline leaves the others be', async () => {
      const answers = await redis.pipeline().set('k', 'text').incr('k').get('k').exec({ keepErrors: true })
      expect(answers.map(({ result }) => result)).toEqual(['OK', undefined, 'text'])
      expect(answers[1]?.error).toContain('ERR value is not an integer or out of range')
    })

    test.each([
      { name: 'another type', command: ['LPUSH', 'text', 'x'], error: /^WRONGTYPE Operation against a key holding/ },
      { name: 'an unknown command', command: ['NOSUCH', 'a', 'b'], error: /^ERR unknown command 'NOSUCH', with args/ },
      { name: 'a missing argument', command: ['GET'], error: /^ERR wrong number of arguments for 'get' command$/ },
      { name: 'an option that is none', command: ['SET', 'k', 'v', 'SOON'], error: /^ERR syntax error$/ },
      { name: 'a command that waits', command: ['blpop', 'l', '0'], error: /^ERR Command is not available: 'BLPOP'$/ },
    ])('$name is an HTTP 400 with the words of Redis', async ({ command, error }) => {
      await redis.set('text', 'v')
      const response = await post(gateway, '/', command)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: expect.stringMatching(error) })
    })

    test('a wrong token is turned away before anything is run', async () => {
      const stranger = clientOf(gateway, { token: 'another-token-altogether' })
      await expect(stranger.set('k', 'v')).rejects.toThrow('WRONGPASS invalid or missing auth token')
      expect(await redis.get('k')).toBeNull()
    })

    test('what a watcher asks: PING, TIME, INFO memory', async () => {
      expect(await redis.ping()).toBe('PONG')
      expect(Number((await redis.time())[0])).toBeGreaterThan(1_600_000_000)
      const [info] = await subject.backend.send([['INFO', 'memory']])
      expect(String(info)).toMatch(/used_memory:\d+\r\n.*maxmemory:\d+\r\n/s)
    })
  })
})

const pastMs = 1

const endByHand: Subject['outlive'] = async (redis, key) => {
  expect(await redis.pexpireat(key, pastMs)).toBe(1)
}

async function startServer(): Promise<RedisServer> {
  if (program === undefined) throw new Error('needs redis-server')
  return startRedisServer({ program, log: silentLog })
}

/** As a user other than the default one, in a database other than the first, with a password that must be escaped. */
async function openByUrl(): Promise<Subject> {
  const server = await startServer()
  const admin = connectRedis({ url: server.url, log: silentLog })
  await admin.send([['ACL', 'SETUSER', 'app', 'on', '>p@ss/word:%', '~*', '+@all']])
  await admin.close()
  const url = new URL(server.url)
  url.username = 'app'
  url.password = encodeURIComponent('p@ss/word:%')
  url.pathname = '/3'
  const backend = connectRedis({ url: url.href, log: silentLog })
  return { backend, outlive: endByHand, close: () => backend.close().then(server.close) }
}

async function openOwnServer(): Promise<Subject> {
  const server = await startServer()
  const backend = connectRedis({ url: server.url, log: silentLog })
  return { backend, outlive: endByHand, close: () => backend.close().then(server.close) }
}

async function openStore(): Promise<Subject> {
  let skippedMs = 0
  const backend = createRedisStore({ clock: () => Date.now() + skippedMs })
  return {
    backend,
    async outlive(_redis, _key, ms) {
      skippedMs += ms
    },
    close: backend.close,
  }
}

const clientOf = ({ url }: RedisGateway, options: { token?: string; enableAutoPipelining?: boolean } = {}) =>
  new Redis({ url, token, enableTelemetry: false, retry: { retries: 0 }, ...options })

const post = ({ url }: RedisGateway, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
