import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import { type RedisBackend, RedisError, type Reply } from './redis/backend.ts'
import { connectRedis } from './redis-connection.ts'
import { findRedisServer, type RedisServer, startRedisServer } from './redis-server.ts'
import { createRedisStore } from './redis-store.ts'

const program = await findRedisServer(process.env.PATH ?? '')

describe.skipIf(!program)(`the store beside a real Redis${program ? '' : ': needs redis-server'}`, () => {
  let server: RedisServer
  let real: RedisBackend
  const store = createRedisStore({ clock: Date.now })

  beforeAll(async () => {
    if (program === undefined) throw new Error('needs redis-server')
    server = await startRedisServer({ program, log: silentLog })
    real = connectRedis({ url: server.url, log: silentLog })
  })
  beforeEach(async () => {
    for (const backend of [real, store]) {
      await backend.send([['FLUSHALL'], ['SET', 'text', 'v'], ['SET', 'n', '5'], ['RPUSH', 'l', 'a', 'b', 'c']])
      await backend.send([
        ['HSET', 'h', 'f', '1', 'g', 'x'],
        ['ZADD', 'z', '1', 'a', '2', 'b', '2', 'bb', '3', 'c'],
      ])
    }
  })
  afterAll(async () => {
    await real?.close()
    await server?.close()
  })

  test.each(sentences())('answers the same to: %s', async (sentence) => {
    const commands = sentence
      .split(' ; ')
      .map((command) => command.split(' ').map((word) => (word === "''" ? '' : word)))
    expect((await store.send(commands)).map(readable)).toEqual((await real.send(commands)).map(readable))
  })

  test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'answers the same to 200 drawn commands, draw %i',
    async (seed) => {
      const draw = createDraw(seed)
      const commands = Array.from({ length: 200 }, () => drawCommand(draw))
      const [ours, theirs] = [await store.send(commands), await real.send(commands)]
      commands.forEach((command, index) => {
        expect({ command, reply: inAnyOrder(command, ours[index]) }).toEqual({
          command,
          reply: inAnyOrder(command, theirs[index]),
        })
      })
    },
  )
})

/** One row a line; `;` parts commands that follow one another, `''` is an empty argument. */
function sentences(): string[] {
  return `
    SET k v EX 0
    SET k v EX -1
    SET k v EX abc
    SET k v EX
    SET k v EX 9223372036854775807
    SET k v EX 10 PX 10
    SET k v EX 10 KEEPTTL
    SET k v NX XX
    SET text w NX GET ; GET text
    SET none w XX GET ; GET none
    SET l w GET
    SET l w ; TYPE l
    SET k v pxat 99999999999999 ; SET k w KEEPTTL ; PERSIST k ; PERSIST k
    SET k v EXAT 1 ; EXISTS k ; GET k
    SETEX k 0 v
    SETEX k 9223372036854775807 v
    SETNX text w ; SETNX fresh w ; SETNX fresh x
    GETDEL text ; GETDEL text ; GETDEL l
    GETEX text EX 0
    GETEX none EX 0
    GETEX text EX 10 PERSIST
    GETEX text EX 10 ; PERSIST text ; GETEX l
    MGET text none l n
    MSET a 1 b
    MSET a 1 b 2 a 3 ; GET a
    MSET l 1 ; TYPE l
    INCR n ; INCR none ; INCR text ; INCR l
    SET k 01 ; INCR k
    SET k +1 ; INCR k
    SET k -0 ; INCR k
    SET k 1.0 ; INCR k
    SET k '' ; INCR k
    INCRBY n 9223372036854775807 ; GET n
    INCRBY n 9223372036854775808
    DECRBY n -9223372036854775808
    DECRBY n 9223372036854775807 ; DECRBY n 10
    INCRBYFLOAT n 0.1 ; INCRBYFLOAT n 0.2 ; INCRBYFLOAT n -5.3
    INCRBYFLOAT n 5e3 ; INCRBYFLOAT n -1e0 ; INCRBYFLOAT n .5
    INCRBYFLOAT n abc
    INCRBYFLOAT n ''
    INCRBYFLOAT text 1
    INCRBYFLOAT n inf
    INCRBYFLOAT l 1
    APPEND text more ; GET text ; APPEND fresh x ; STRLEN text ; STRLEN none ; STRLEN l ; APPEND l x
    DEL text text none l ; EXISTS text text n n none
    UNLINK n none
    TYPE text ; TYPE l ; TYPE h ; TYPE z ; TYPE none
    EXPIRE text abc
    EXPIRE text 10 FOO
    EXPIRE text 10 NX XX
    EXPIRE text 10 GT LT
    EXPIRE none abc
    EXPIRE text 9223372036854775807
    EXPIRE text -9223372036854775808
    EXPIRE text -1 ; EXISTS text ; EXPIRE none 1
    PEXPIREAT text 99999999999999 NX ; PEXPIREAT text 99999999999998 NX ; PEXPIREAT text 99999999999998 GT
    PEXPIREAT text 99999999999998 GT ; PEXPIREAT text 99999999999998 LT ; PEXPIREAT text 99999999999999 GT
    PEXPIREAT text 99999999999998 XX ; EXPIREAT text 99999999999 xx ; EXPIREAT text 99999999999 ; EXPIREAT text 1 LT
    TTL text ; TTL none ; PTTL text ; PTTL none ; PERSIST none
    SET k v EX 100 ; TTL k ; INCR k ; EXPIRE k 50 ; TTL k
    HSET h f 2 new 3 ; HGET h f ; HGETALL h ; HLEN h ; HKEYS h
    HSET h f
    HSET h f 1 g
    HSET text f 1
    HGET text f ; HMGET text f ; HMGET none f g ; HMGET h f nope g ; HGET none f ; HGETALL none ; HKEYS none
    HDEL h f f nope ; HDEL h g ; EXISTS h ; HDEL none f ; HDEL text f
    HINCRBY h f 5 ; HINCRBY h g 1 ; HINCRBY h new -1 ; HINCRBY fresh f 1 ; HINCRBY h f abc ; HINCRBY text f 1
    HINCRBY h f 9223372036854775807
    HEXISTS h f ; HEXISTS h nope ; HEXISTS none f ; HLEN none
    LPUSH l x y ; RPUSH l x y ; LRANGE l 0 -1 ; LLEN l
    LPOP l 0 ; LPOP l 2 ; LPOP l 5 ; LPOP l ; LPOP l 1 ; EXISTS l
    RPOP l 2 ; RPOP l -1 ; RPOP l abc ; RPOP l 1 1
    LPOP none ; LPOP none 2 ; LPOP text ; LLEN text ; LRANGE text 0 1 ; LPUSH text a
    LRANGE l -2 -1 ; LRANGE l 1 1 ; LRANGE l 5 9 ; LRANGE l 2 1 ; LRANGE l -100 100 ; LRANGE l a b ; LRANGE none 0 1
    LTRIM l 1 1 ; LRANGE l 0 -1 ; LTRIM l 5 9 ; EXISTS l ; LTRIM none 0 1
    LTRIM l -2 -1 ; LRANGE l 0 -1
    SADD s a b a ; SCARD s ; SISMEMBER s a ; SISMEMBER s c ; SREM s a c ; SREM s b ; EXISTS s ; SADD text a ; SREM text a
    SISMEMBER none a ; SCARD none ; SMEMBERS none ; SMEMBERS text
    ZADD z 5 a ; ZSCORE z a ; ZADD z CH 6 a 7 new ; ZCARD z
    ZADD z NX 9 a 9 fresh ; ZSCORE z a
    ZADD z XX CH 9 a 9 nope ; ZSCORE z nope
    ZADD z GT CH 0 a 9 b ; ZADD z LT CH 0 a 9 b ; ZRANGE z 0 -1 WITHSCORES
    ZADD z INCR 5 a ; ZADD z NX INCR 5 a ; ZADD z XX INCR 5 nope ; ZADD z INCR 5 a 5 b
    ZADD z NX XX 1 a
    ZADD z NX GT 1 a
    ZADD z GT LT 1 a
    ZADD z 1
    ZADD z NX
    ZADD z NX 1
    ZADD z 1 a 2
    ZADD z abc a
    ZADD z nan a
    ZADD z 1 a abc b ; ZSCORE z a
    ZADD z inf a ; ZSCORE z a ; ZINCRBY z -inf a
    ZADD z -inf a +inf b ; ZRANGE z 0 -1 WITHSCORES
    ZADD text 1 a
    ZADD none XX 1 a ; EXISTS none
    ZINCRBY z 2.5 a ; ZINCRBY z abc a ; ZINCRBY fresh 1 m
    ZREM z a nope ; ZREM z b bb c ; EXISTS z ; ZREM none a ; ZREM text a
    ZSCORE none a ; ZCARD none ; ZCARD text
    ZRANGE z 0 -1 ; ZRANGE z 0 -1 REV ; ZRANGE z 1 2 WITHSCORES ; ZRANGE z -2 -1 ; ZRANGE z 5 9 ; ZRANGE none 0 -1 ; ZRANGE text 0 -1
    ZRANGE z 1 2 BYSCORE ; ZRANGE z (1 2 BYSCORE ; ZRANGE z 1 (2 BYSCORE ; ZRANGE z 3 2 BYSCORE REV ; ZRANGE z 2 3 BYSCORE REV
    ZRANGE z -inf +inf BYSCORE LIMIT 1 2 ; ZRANGE z -inf inf BYSCORE LIMIT 1 -1 ; ZRANGE z -inf inf BYSCORE LIMIT -1 2
    ZRANGE z -inf inf BYSCORE LIMIT 0 0 ; ZRANGE z -inf inf BYSCORE LIMIT 9 2 ; ZRANGE z inf -inf BYSCORE REV LIMIT 1 2
    ZRANGE z 0 -1 LIMIT 0 1
    ZRANGE z 0 -1 BYSCORE LIMIT 0
    ZRANGE z 0 -1 BYSCORE LIMIT a b
    ZRANGE z a b ; ZRANGE z a b BYSCORE ; ZRANGE z 0 -1 FOO
    ZRANGEBYSCORE z 1 2 ; ZRANGEBYSCORE z (1 (3 WITHSCORES LIMIT 0 1 ; ZRANGEBYSCORE z a b ; ZRANGEBYSCORE none 1 2
    ZRANGEBYSCORE z 1 2 BYSCORE
    ZCOUNT z 2 3 ; ZCOUNT z (2 inf ; ZCOUNT none 1 2 ; ZCOUNT z a b ; ZCOUNT text 1 2
    ZREMRANGEBYSCORE z 1 (2 ; ZREMRANGEBYSCORE z 2 3 ; EXISTS z ; ZREMRANGEBYSCORE none 1 2 ; ZREMRANGEBYSCORE text 1 2
    SCAN abc
    SCAN 0 COUNT 0
    SCAN 0 COUNT abc
    SCAN 0 MATCH
    SCAN 0 FOO bar
    KEYS tex? ; KEYS [lx] ; KEYS nope*
    DBSIZE ; FLUSHALL ; DBSIZE ; FLUSHDB ASYNC ; FLUSHDB FOO
    PING ; PING hello ; PING a b ; ECHO hi ; ECHO
    get ; Get text ; NOSUCH ; NOSUCH a b ; TIME x ; HGETALL
    NOSUCH ${'a'.repeat(200)} b
    NOSUCH ${'a'.repeat(60)} ${'b'.repeat(60)} ${'c'.repeat(60)}
  `
    .trim()
    .split('\n')
    .map((line) => line.trim())
}

type Draw = <T>(choices: readonly T[]) => T

/** A linear congruential generator: the same seed draws the same commands everywhere. */
function createDraw(seed: number): Draw {
  let state = seed
  return <T>(choices: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    const chosen = choices[Math.floor((state / 2 ** 31) * choices.length)]
    if (chosen === undefined) throw new RangeError('choices were wanted')
    return chosen
  }
}

const names =
  `GET SET SETNX GETDEL MGET MSET INCR DECR INCRBY DECRBY APPEND STRLEN DEL EXISTS TYPE PERSIST HSET HGET HMGET HGETALL HDEL
   HINCRBY HEXISTS HLEN LPUSH RPUSH LPOP RPOP LRANGE LLEN LTRIM SADD SREM SMEMBERS SISMEMBER SCARD ZADD ZRANGE ZREM ZCARD ZSCORE
   ZINCRBY ZCOUNT ZRANGEBYSCORE ZREMRANGEBYSCORE PEXPIREAT DBSIZE`.split(/\s+/)
const keys = ['a', 'b', 'c', 'd', 'e']
const words = [
  '0',
  '1',
  '-1',
  '2',
  '7',
  'x',
  'y',
  '',
  'f',
  'NX',
  'XX',
  'GET',
  'CH',
  'REV',
  'WITHSCORES',
  '99999999999999',
  '\u00ff',
]

function drawCommand(draw: Draw): string[] {
  const count = draw([0, 1, 2, 2, 2, 3, 4])
  return [draw(names), draw(keys), ...Array.from({ length: count }, () => draw(words))]
}

function readable(reply: Reply): unknown {
  if (Array.isArray(reply)) return reply.map(readable)
  if (reply instanceof RedisError) return `error: ${reply.message}`
  return Buffer.isBuffer(reply) ? reply.toString('latin1') : reply
}

/** Sets and hashes have no order of their own. */
function inAnyOrder([name]: string[], reply: Reply | undefined): unknown {
  const shown = readable(reply ?? null)
  return Array.isArray(shown) && ['SMEMBERS', 'HGETALL'].includes(name ?? '') ? [...shown].sort() : shown
}
