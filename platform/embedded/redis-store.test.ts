import { describe, expect, test } from 'vitest'
import { RedisError, type Reply } from './redis/backend.ts'
import { deleteIfHeld, extendIfHeld } from './redis/lease-scripts.ts'
import { createRedisStore } from './redis-store.ts'

const start = 1_700_000_000_000

function createSubject(limits = { maxKeys: 1_000, maxBytes: 1_000_000 }) {
  const time = { now: start }
  const store = createRedisStore({ clock: () => time.now, limits })
  return {
    store,
    pass(ms: number) {
      time.now += ms
    },
    ask: async (...command: (string | Buffer)[]) => readable((await store.send([command]))[0] ?? null),
  }
}

function readable(reply: Reply): unknown {
  if (Array.isArray(reply)) return reply.map(readable)
  if (reply instanceof RedisError) return reply.message
  return Buffer.isBuffer(reply) ? reply.toString() : reply
}

describe('time', () => {
  test.each([
    { name: 'one millisecond before its end a key is there', afterMs: 4_999, value: 'v' },
    { name: 'at its end a key is gone', afterMs: 5_000, value: null },
  ])('$name', async ({ afterMs, value }) => {
    const { ask, pass } = createSubject()
    await ask('SET', 'k', 'v', 'EX', '5')
    pass(afterMs)
    expect(await ask('GET', 'k')).toBe(value)
  })

  test('a key whose time is over is nowhere: not counted, listed, typed or in the way of NX', async () => {
    const { ask, pass } = createSubject()
    await ask('SET', 'k', 'v', 'PX', '10')
    pass(10)
    expect(await ask('DBSIZE')).toBe(0)
    expect(await ask('KEYS', '*')).toEqual([])
    expect(await ask('TYPE', 'k')).toBe('none')
    expect(await ask('DEL', 'k')).toBe(0)
    expect(await ask('SET', 'k', 'next', 'NX')).toBe('OK')
  })

  test('a counter keeps the end of its window while it counts', async () => {
    const { ask, pass } = createSubject()
    await ask('SET', 'n', '1', 'PX', '100')
    pass(60)
    await ask('INCR', 'n')
    expect(await ask('PTTL', 'n')).toBe(40)
  })

  test('all commands of one batch see the same time', async () => {
    let reads = 0
    const store = createRedisStore({ clock: () => start + 1_000 * reads++ })
    const [first, second] = await store.send([['TIME'], ['TIME']])
    expect(readable(first ?? null)).toEqual(readable(second ?? null))
  })

  test('keys whose time is over free their memory without being asked for', async () => {
    const { ask, pass } = createSubject()
    for (let id = 0; id < 100; id++) await ask('SET', `old:${id}`, 'x'.repeat(1_000), 'PX', '10')
    pass(10)
    for (let turn = 0; turn < 60; turn++) await ask('PING')
    expect(await ask('INFO', 'memory')).toContain('used_memory:0\r\n')
  })
})

describe('the bound on memory', () => {
  test.each([
    { name: 'as many keys as allowed all stay', keys: 3, left: ['k0', 'k1', 'k2'] },
    { name: 'one key more costs the least recently used one', keys: 4, left: ['k1', 'k2', 'k3'] },
  ])('$name', async ({ keys, left }) => {
    const { ask } = createSubject({ maxKeys: 3, maxBytes: 1_000_000 })
    for (let id = 0; id < keys; id++) await ask('SET', `k${id}`, 'v')
    expect(await ask('KEYS', '*')).toEqual(left)
  })

  test('a key that was read lately is spared', async () => {
    const { ask } = createSubject({ maxKeys: 2, maxBytes: 1_000_000 })
    await ask('MSET', 'a', '1', 'b', '2')
    await ask('GET', 'a')
    await ask('SET', 'c', '3')
    expect(await ask('MGET', 'a', 'b', 'c')).toEqual(['1', null, '3'])
  })

  test('the key whose time ends first goes before one that has no end', async () => {
    const { ask } = createSubject({ maxKeys: 3, maxBytes: 1_000_000 })
    await ask('SET', 'lease', 'me')
    await ask('SET', 'later', 'v', 'EX', '100')
    await ask('SET', 'sooner', 'v', 'EX', '10')
    await ask('SET', 'next', 'v', 'EX', '100')
    expect(await ask('MGET', 'lease', 'later', 'sooner', 'next')).toEqual(['me', 'v', null, 'v'])
  })

  test('it holds however the bytes came in', async () => {
    const maxBytes = 50_000
    const { ask } = createSubject({ maxKeys: 1_000, maxBytes })
    const item = 'x'.repeat(500)
    for (let id = 0; id < 60; id++) {
      await ask('RPUSH', `list${id % 7}`, item, item)
      await ask('HSET', `hash${id % 7}`, `field${id}`, item)
      await ask('SADD', `set${id % 7}`, `${id}${item}`)
      await ask('ZADD', `zset${id % 7}`, String(id), `${id}${item}`)
      await ask('APPEND', `text${id % 7}`, item)
      expect(usedBytes(await ask('INFO', 'memory'))).toBeLessThanOrEqual(maxBytes)
    }
    expect(await ask('INFO', 'stats')).not.toContain('evicted_keys:0\r\n')
  })

  test('what is taken out is no longer weighed', async () => {
    const { ask } = createSubject()
    await ask('RPUSH', 'l', 'a', 'bb', 'ccc')
    await ask('HSET', 'h', 'f', 'v', 'g', 'w')
    await ask('HSET', 'h', 'f', 'a longer value')
    await ask('SADD', 's', 'a', 'b')
    await ask('ZADD', 'z', '1', 'a', '2', 'b')
    await ask('LTRIM', 'l', '1', '1')
    await ask('LPOP', 'l')
    await ask('HDEL', 'h', 'f', 'g')
    await ask('SREM', 's', 'a', 'b')
    await ask('ZREMRANGEBYSCORE', 'z', '-inf', 'inf')
    expect(await ask('KEYS', '*')).toEqual([])
    expect(usedBytes(await ask('INFO', 'memory'))).toBe(0)
  })

  test.each([
    { name: 'a list', grown: ['RPUSH k a bb ccc dddd', 'LTRIM k 1 2', 'RPOP k'], fresh: ['RPUSH k bb'] },
    { name: 'a hash', grown: ['HSET k f value g w', 'HSET k f v', 'HDEL k g'], fresh: ['HSET k f v'] },
    { name: 'a set', grown: ['SADD k a b', 'SADD k a', 'SREM k b'], fresh: ['SADD k a'] },
    { name: 'a sorted set', grown: ['ZADD k 1 a 2 b', 'ZINCRBY k 1 a', 'ZREM k b'], fresh: ['ZADD k 2 a'] },
    { name: 'a string', grown: ['SET k longer', 'SET k v'], fresh: ['SET k v'] },
  ])('$name that shrank weighs what one made so weighs', async ({ grown, fresh }) => {
    const weighAfter = async (commands: string[]) => {
      const { ask } = createSubject()
      for (const command of commands) await ask(...command.split(' '))
      return usedBytes(await ask('INFO', 'memory'))
    }
    expect(await weighAfter(grown)).toBe(await weighAfter(fresh))
  })

  test('a value larger than all the memory is not kept, and costs no more than the rest', async () => {
    const { ask } = createSubject({ maxKeys: 10, maxBytes: 1_000 })
    await ask('SET', 'huge', 'x'.repeat(2_000))
    expect(await ask('GET', 'huge')).toBeNull()
    await ask('SET', 'small', 'v')
    expect(await ask('GET', 'small')).toBe('v')
  })
})

describe('leases', () => {
  test.each([
    { name: 'its holder ends a lease', script: deleteIfHeld, holder: 'me', more: [], reply: 1, left: -2 },
    { name: 'another does not end it', script: deleteIfHeld, holder: 'you', more: [], reply: 0, left: 1_000 },
    { name: 'its holder extends a lease', script: extendIfHeld, holder: 'me', more: ['9000'], reply: 1, left: 9_000 },
    { name: 'another does not extend it', script: extendIfHeld, holder: 'you', more: ['9000'], reply: 0, left: 1_000 },
  ])('$name', async ({ script, holder, more, reply, left }) => {
    const { ask } = createSubject()
    await ask('SET', 'lease', 'me', 'PX', '1000', 'NX')
    expect(await ask('EVAL', script, '1', 'lease', holder, ...more)).toBe(reply)
    expect(await ask('PTTL', 'lease')).toBe(left)
  })

  test('a lease that ran out belongs to nobody', async () => {
    const { ask, pass } = createSubject()
    await ask('SET', 'lease', 'me', 'PX', '1000')
    pass(1_000)
    expect(await ask('EVAL', extendIfHeld, '1', 'lease', 'me', '9000')).toBe(0)
  })

  test('any other script is refused in the words for a command that is not there', async () => {
    const { ask } = createSubject()
    expect(await ask('EVAL', 'return 1', '0')).toBe(
      "ERR unknown command 'EVAL', with args beginning with: 'return 1' '0' ",
    )
    expect(await ask('EVALSHA', 'abc', '0')).toBe('NOSCRIPT No matching script. Please use EVAL.')
  })
})

test('a transaction with a command that cannot be read changes nothing', async () => {
  const { store, ask } = createSubject()
  const reply = await store.sendAtomically([['SET', 'a', '1'], ['NOSUCH']])
  expect(readable(reply as Reply)).toBe('EXECABORT Transaction discarded because of previous errors.')
  expect(await ask('GET', 'a')).toBeNull()
})

const usedBytes = (info: unknown) => Number(/used_memory:(\d+)/.exec(String(info))?.[1])
