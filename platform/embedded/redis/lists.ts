import type { Reply } from './backend.ts'
import { RedisError } from './backend.ts'
import { type Bytes, fromBytes, ok } from './bytes.ts'
import type { End } from './collections.ts'
import { at, type CommandTable } from './command.ts'
import type { Keyspace } from './keyspace.ts'
import { readIndex } from './numbers.ts'

/** Lists: small queues and latest-first histories. */
export const listCommands: CommandTable = {
  LPUSH: { arity: -3, run: (keys, args) => push(keys, args, 'head') },
  RPUSH: { arity: -3, run: (keys, args) => push(keys, args, 'tail') },
  LPOP: { arity: -2, run: (keys, args) => pop(keys, args, 'head') },
  RPOP: { arity: -2, run: (keys, args) => pop(keys, args, 'tail') },
  LLEN: { arity: 2, run: (keys, args) => itemsOf(keys, at(args, 0)).length },
  LRANGE: { arity: 4, run: range },
  LTRIM: { arity: 4, run: trim },
}

const itemsOf = (keys: Keyspace, key: Bytes): readonly Bytes[] => keys.find(key, 'list')?.items.array ?? []

function push(keys: Keyspace, [key = '', ...added]: readonly Bytes[], end: End): Reply {
  const { items } = keys.open(key, 'list')
  for (const item of added) items.push(end, item)
  const { length } = items.array
  keys.settle(key)
  return length
}

function pop(keys: Keyspace, args: readonly Bytes[], end: End): Reply {
  const [key, wanted] = [at(args, 0), args[1]]
  if (args.length > 2)
    throw new RedisError(`ERR wrong number of arguments for '${end === 'head' ? 'l' : 'r'}pop' command`)
  const count = wanted === undefined ? 1 : readCount(wanted)
  const list = keys.find(key, 'list')
  if (!list) return null
  const taken = list.items.pop(end, count).map(fromBytes)
  keys.settle(key)
  return wanted === undefined ? (taken[0] ?? null) : taken
}

function readCount(text: Bytes): number {
  const refusal = 'ERR value is out of range, must be positive'
  const count = readIndex(text, refusal)
  if (count < 0) throw new RedisError(refusal)
  return count
}

function range(keys: Keyspace, args: readonly Bytes[]): Reply {
  const [from, to] = [readIndex(at(args, 1)), readIndex(at(args, 2))]
  const items = itemsOf(keys, at(args, 0))
  return items.slice(...toSlice(from, to, items.length)).map(fromBytes)
}

function trim(keys: Keyspace, args: readonly Bytes[]): Reply {
  const key = at(args, 0)
  const [from, to] = [readIndex(at(args, 1)), readIndex(at(args, 2))]
  const list = keys.find(key, 'list')
  if (!list) return ok
  const { length } = list.items.array
  const [start, end] = toSlice(from, to, length)
  list.items.pop('tail', length - end)
  list.items.pop('head', start)
  keys.settle(key)
  return ok
}

/** Places as Redis counts them (the last included, negative from the end) as the two arguments of `slice`, in order. */
export function toSlice(from: number, to: number, length: number): [number, number] {
  const start = Math.min(length, Math.max(0, from < 0 ? length + from : from))
  const end = Math.min(length, (to < 0 ? length + to : to) + 1)
  return [start, Math.max(start, end)]
}
