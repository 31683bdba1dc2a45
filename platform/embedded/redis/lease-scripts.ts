import { RedisError, type Reply } from './backend.ts'
import type { Bytes } from './bytes.ts'
import { type CommandTable, unknownCommand } from './command.ts'
import type { Keyspace } from './keyspace.ts'
import { readInteger } from './numbers.ts'
import { toExpiresAt } from './options.ts'

/** Ends a lease: deletes the key while it still holds ARGV[1]. Replies 1, or 0 when another holds it. */
export const deleteIfHeld = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`

/** Renews a lease: ARGV[2] more milliseconds while the key still holds ARGV[1]. Replies 1, or 0 when another holds it. */
export const extendIfHeld = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`

/** The store knows no Lua: it knows these two texts, and any other makes EVAL a command it does not have. */
export const leaseCommands: CommandTable = {
  EVAL: { arity: -3, run: evaluate },
  EVALSHA: {
    arity: -3,
    run: () => {
      throw new RedisError('NOSCRIPT No matching script. Please use EVAL.')
    },
  },
}

function evaluate(keys: Keyspace, args: readonly Bytes[]): Reply {
  const [script, keyCount, key = '', holder, forMs] = args
  if (script !== deleteIfHeld && script !== extendIfHeld) throw unknownCommand(['EVAL', ...args])
  if (keyCount !== '1' || holder === undefined) throw new RedisError('ERR one key and its holder were wanted')
  if (keys.find(key, 'string')?.bytes !== holder) return 0
  if (script === deleteIfHeld) return Number(keys.remove(key))
  keys.expireAt(key, toExpiresAt(readInteger(forMs ?? ''), 'PX', keys.now, 'pexpire'))
  return 1
}
