import type { Reply } from './backend.ts'
import { type Bytes, fromBytes } from './bytes.ts'
import { at, type CommandTable } from './command.ts'
import type { Keyspace } from './keyspace.ts'

export const setCommands: CommandTable = {
  SADD: { arity: -3, run: add },
  SREM: { arity: -3, run: remove },
  SMEMBERS: { arity: 2, run: (keys, args) => [...(membersOf(keys, args)?.keys() ?? [])].map(fromBytes) },
  SISMEMBER: { arity: 3, run: (keys, args) => Number(membersOf(keys, args)?.has(at(args, 1)) ?? false) },
  SCARD: { arity: 2, run: (keys, args) => membersOf(keys, args)?.size ?? 0 },
}

const membersOf = (keys: Keyspace, args: readonly Bytes[]) => keys.find(at(args, 0), 'set')?.members.map

function add(keys: Keyspace, [key = '', ...names]: readonly Bytes[]): Reply {
  const { members } = keys.open(key, 'set')
  const added = names.filter((name) => members.set(name, '')).length
  keys.settle(key)
  return added
}

function remove(keys: Keyspace, [key = '', ...names]: readonly Bytes[]): Reply {
  const found = keys.find(key, 'set')
  const removed = names.filter((name) => found?.members.delete(name)).length
  keys.settle(key)
  return removed
}
