import { RedisError, type Reply } from './backend.ts'
import { type Bytes, fromBytes, ok } from './bytes.ts'
import { at, type CommandTable, pairs } from './command.ts'
import type { Keyspace } from './keyspace.ts'
import { fitsInteger, readFloat, readInteger, toReply, writeFloat } from './numbers.ts'
import {
  countExpiries,
  expiryOptions,
  invalidExpiry,
  readExpiry,
  readOptions,
  syntaxError,
  toExpiresAt,
} from './options.ts'

/** Strings: cached values, leases, counters. */
export const stringCommands: CommandTable = {
  GET: { arity: 2, run: (keys, args) => read(keys, at(args, 0)) },
  SET: { arity: -3, run: set },
  SETNX: { arity: 3, run: (keys, args) => setIfNew(keys, at(args, 0), at(args, 1)) },
  SETEX: { arity: 4, run: (keys, args) => setFor(keys, args, 'EX', 'setex') },
  PSETEX: { arity: 4, run: (keys, args) => setFor(keys, args, 'PX', 'psetex') },
  GETDEL: { arity: 2, run: getAndDelete },
  GETEX: { arity: -2, run: getAndExpire },
  MGET: { arity: -2, run: (keys, args) => args.map((key) => (keys.typeOf(key) === 'string' ? read(keys, key) : null)) },
  MSET: { arity: -3, run: setMany },
  INCR: { arity: 2, run: (keys, args) => add(keys, at(args, 0), 1n) },
  DECR: { arity: 2, run: (keys, args) => add(keys, at(args, 0), -1n) },
  INCRBY: { arity: 3, run: (keys, args) => add(keys, at(args, 0), readInteger(at(args, 1))) },
  DECRBY: { arity: 3, run: (keys, args) => add(keys, at(args, 0), negate(readInteger(at(args, 1)))) },
  INCRBYFLOAT: { arity: 3, run: addFloat },
  APPEND: { arity: 3, run: append },
  STRLEN: { arity: 2, run: (keys, args) => keys.find(at(args, 0), 'string')?.bytes.length ?? 0 },
}

function read(keys: Keyspace, key: Bytes): Reply {
  const found = keys.find(key, 'string')
  return found ? fromBytes(found.bytes) : null
}

function set(keys: Keyspace, args: readonly Bytes[]): Reply {
  const [key, bytes] = [at(args, 0), at(args, 1)]
  const options = readOptions(args.slice(2), { flags: ['NX', 'XX', 'GET', 'KEEPTTL'], valued: expiryOptions })
  if (options.count('NX', 'XX') > 1 || countExpiries(options) + options.count('KEEPTTL') > 1) throw syntaxError()
  const ends = readExpiry(options, keys.now, 'set')

  const old = options.has('GET') ? read(keys, key) : null
  const exists = keys.has(key)
  if ((options.has('NX') && exists) || (options.has('XX') && !exists)) return old
  const kept = options.has('KEEPTTL') ? keys.expiryOf(key) : null
  keys.put(key, { type: 'string', bytes }, ends ?? kept ?? null)
  return options.has('GET') ? old : ok
}

function setIfNew(keys: Keyspace, key: Bytes, bytes: Bytes): Reply {
  if (keys.has(key)) return 0
  keys.put(key, { type: 'string', bytes }, null)
  return 1
}

function setFor(keys: Keyspace, args: readonly Bytes[], word: 'EX' | 'PX', command: string): Reply {
  const amount = readInteger(at(args, 1))
  if (amount <= 0n) throw invalidExpiry(command)
  keys.put(at(args, 0), { type: 'string', bytes: at(args, 2) }, toExpiresAt(amount, word, keys.now, command))
  return ok
}

function getAndDelete(keys: Keyspace, args: readonly Bytes[]): Reply {
  const found = read(keys, at(args, 0))
  keys.remove(at(args, 0))
  return found
}

function getAndExpire(keys: Keyspace, args: readonly Bytes[]): Reply {
  const options = readOptions(args.slice(1), { flags: ['PERSIST'], valued: expiryOptions })
  if (countExpiries(options) + options.count('PERSIST') > 1) throw syntaxError()
  const found = read(keys, at(args, 0))
  if (found === null) return null
  const ends = readExpiry(options, keys.now, 'getex')
  if (ends !== undefined || options.has('PERSIST')) keys.expireAt(at(args, 0), ends ?? null)
  return found
}

function setMany(keys: Keyspace, args: readonly Bytes[]): Reply {
  if (args.length % 2 !== 0) throw new RedisError("ERR wrong number of arguments for 'mset' command")
  for (const [key, bytes] of pairs(args)) keys.put(key, { type: 'string', bytes }, null)
  return ok
}

function add(keys: Keyspace, key: Bytes, amount: bigint): Reply {
  const sum = readInteger(keys.find(key, 'string')?.bytes ?? '0') + amount
  if (!fitsInteger(sum)) throw new RedisError('ERR increment or decrement would overflow')
  change(keys, key, String(sum))
  return toReply(sum)
}

function negate(amount: bigint): bigint {
  if (!fitsInteger(-amount)) throw new RedisError('ERR decrement would overflow')
  return -amount
}

function addFloat(keys: Keyspace, args: readonly Bytes[]): Reply {
  const key = at(args, 0)
  const sum = readFloat(keys.find(key, 'string')?.bytes ?? '0') + readFloat(at(args, 1))
  if (!Number.isFinite(sum)) throw new RedisError('ERR increment would produce NaN or Infinity')
  const bytes = writeFloat(sum)
  change(keys, key, bytes)
  return fromBytes(bytes)
}

function append(keys: Keyspace, args: readonly Bytes[]): Reply {
  const key = at(args, 0)
  const bytes = (keys.find(key, 'string')?.bytes ?? '') + at(args, 1)
  change(keys, key, bytes)
  return bytes.length
}

/** A new value under the old expiry. */
function change(keys: Keyspace, key: Bytes, bytes: Bytes): void {
  keys.put(key, { type: 'string', bytes }, keys.expiryOf(key) ?? null)
}
