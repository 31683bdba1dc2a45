import { RedisError, type Reply } from './backend.ts'
import { type Bytes, fromBytes, ok } from './bytes.ts'
import { at, type CommandTable } from './command.ts'
import type { Keyspace, Limits } from './keyspace.ts'
import { syntaxError } from './options.ts'

/** What is asked of the server rather than of a key. */
export function createServerCommands(limits: Limits): CommandTable {
  return {
    PING: { arity: -1, run: (_keys, args) => ping(args) },
    ECHO: { arity: 2, run: (_keys, args) => fromBytes(at(args, 0)) },
    TIME: {
      arity: 1,
      run: (keys) => [String(Math.floor(keys.now / 1_000)), String((keys.now % 1_000) * 1_000)].map(fromBytes),
    },
    DBSIZE: { arity: 1, run: (keys) => keys.keys().length },
    FLUSHDB: { arity: -1, run: flush },
    FLUSHALL: { arity: -1, run: flush },
    INFO: { arity: -1, run: (keys, args) => fromBytes(info(keys, args, limits)) },
  }
}

function ping(args: readonly Bytes[]): Reply {
  if (args.length > 1) throw new RedisError("ERR wrong number of arguments for 'ping' command")
  return fromBytes(args[0] ?? 'PONG')
}

function flush(keys: Keyspace, args: readonly Bytes[]): Reply {
  if (args.length > 1 || (args[0] && !['ASYNC', 'SYNC'].includes(args[0].toUpperCase()))) throw syntaxError()
  keys.clear()
  return ok
}

/** The sections a watcher reads, under Redis's names for them. */
function info(keys: Keyspace, args: readonly Bytes[], { maxBytes }: Limits): string {
  const sections: Record<string, Record<string, string | number>> = {
    Memory: { used_memory: keys.sizeBytes, maxmemory: maxBytes, maxmemory_policy: 'volatile-ttl' },
    Stats: { evicted_keys: keys.evicted },
    Keyspace: { db0: `keys=${keys.keys().length}` },
  }
  const asked = args.map((name) => name.toLowerCase())
  const all = asked.length === 0 || asked.some((name) => ['all', 'default', 'everything'].includes(name))
  return Object.entries(sections)
    .filter(([name]) => all || asked.includes(name.toLowerCase()))
    .map(([name, fields]) =>
      [`# ${name}`, ...Object.entries(fields).map(([field, value]) => `${field}:${value}`), ''].join('\r\n'),
    )
    .join('\r\n')
}
