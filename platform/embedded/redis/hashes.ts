import { RedisError, type Reply } from './backend.ts'
import { type Bytes, fromBytes } from './bytes.ts'
import { at, type CommandTable, pairs } from './command.ts'
import type { Keyspace } from './keyspace.ts'
import { fitsInteger, readInteger, toReply } from './numbers.ts'

/** Hashes: sessions and counters by name. */
export const hashCommands: CommandTable = {
  HSET: { arity: -4, run: set },
  HGET: { arity: 3, run: (keys, args) => readField(keys, at(args, 0), at(args, 1)) },
  HMGET: { arity: -3, run: readFields },
  HGETALL: { arity: 2, run: (keys, args) => fieldsOf(keys, args).flat().map(fromBytes) },
  HKEYS: { arity: 2, run: (keys, args) => fieldsOf(keys, args).map(([field]) => fromBytes(field)) },
  HLEN: { arity: 2, run: (keys, args) => fieldsOf(keys, args).length },
  HEXISTS: { arity: 3, run: (keys, args) => Number(readField(keys, at(args, 0), at(args, 1)) !== null) },
  HDEL: { arity: -3, run: remove },
  HINCRBY: { arity: 4, run: add },
}

function fieldsOf(keys: Keyspace, args: readonly Bytes[]): [Bytes, Bytes][] {
  return [...(keys.find(at(args, 0), 'hash')?.fields.map ?? [])]
}

function readField(keys: Keyspace, key: Bytes, field: Bytes): Reply {
  const value = keys.find(key, 'hash')?.fields.map.get(field)
  return value === undefined ? null : fromBytes(value)
}

function readFields(keys: Keyspace, [key = '', ...fields]: readonly Bytes[]): Reply {
  keys.find(key, 'hash')
  return fields.map((field) => readField(keys, key, field))
}

function set(keys: Keyspace, [key = '', ...rest]: readonly Bytes[]): Reply {
  if (rest.length % 2 !== 0) throw new RedisError("ERR wrong number of arguments for 'hset' command")
  const { fields } = keys.open(key, 'hash')
  const added = pairs(rest).filter(([field, value]) => fields.set(field, value)).length
  keys.settle(key)
  return added
}

function remove(keys: Keyspace, [key = '', ...names]: readonly Bytes[]): Reply {
  const hash = keys.find(key, 'hash')
  const removed = names.filter((name) => hash?.fields.delete(name)).length
  keys.settle(key)
  return removed
}

function add(keys: Keyspace, args: readonly Bytes[]): Reply {
  const [key, field] = [at(args, 0), at(args, 1)]
  const amount = readInteger(at(args, 2))
  const old = keys.find(key, 'hash')?.fields.map.get(field) ?? '0'
  const sum = readInteger(old, 'ERR hash value is not an integer') + amount
  if (!fitsInteger(sum)) throw new RedisError('ERR increment or decrement would overflow')
  keys.open(key, 'hash').fields.set(field, String(sum))
  keys.settle(key)
  return toReply(sum)
}
