import type { Clock } from '../clock.ts'
import { type Command, type RedisBackend, RedisError, type Reply } from './redis/backend.ts'
import { type Bytes, toBytes } from './redis/bytes.ts'
import { type CommandTable, type StoreCommand, unknownCommand } from './redis/command.ts'
import { hashCommands } from './redis/hashes.ts'
import { keyCommands } from './redis/keys.ts'
import { createKeyspace, type Keyspace, type Limits } from './redis/keyspace.ts'
import { leaseCommands } from './redis/lease-scripts.ts'
import { listCommands } from './redis/lists.ts'
import { createServerCommands } from './redis/server-commands.ts'
import { setCommands } from './redis/sets.ts'
import { sortedSetCommands } from './redis/sorted-sets.ts'
import { stringCommands } from './redis/strings.ts'

export interface RedisStoreDeps {
  clock: Clock
  limits?: Limits
}

const defaultLimits: Limits = { maxKeys: 100_000, maxBytes: 64 * 1024 * 1024 }

/**
 * A small Redis in this process, for a machine that has none: the commands of a cache, a rate limiter, a session
 * store and a lease, with expiry and a bound on memory. Nothing outlives the process.
 */
export function createRedisStore({ clock, limits = defaultLimits }: RedisStoreDeps): RedisBackend {
  const keys = createKeyspace(clock, limits)
  const table = new Map(Object.entries(allCommands(limits)))
  const runAll = (commands: readonly Bytes[][]) => {
    keys.beginBatch()
    return commands.map((command) => run(table, keys, command))
  }

  return {
    send: async (commands) => runAll(commands.map(toByteStrings)),
    async sendAtomically(commands) {
      const readable = commands.map(toByteStrings)
      if (readable.some((command) => whyUnreadable(table, command))) return discarded
      return runAll(readable)
    },
    async close() {},
  }
}

const discarded = new RedisError('EXECABORT Transaction discarded because of previous errors.')

function allCommands(limits: Limits): CommandTable {
  return {
    ...stringCommands,
    ...keyCommands,
    ...hashCommands,
    ...listCommands,
    ...setCommands,
    ...sortedSetCommands,
    ...leaseCommands,
    ...createServerCommands(limits),
  }
}

const toByteStrings = (command: Command): Bytes[] => command.map(toBytes)

function run(table: ReadonlyMap<string, StoreCommand>, keys: Keyspace, command: readonly Bytes[]): Reply {
  const found = whyUnreadable(table, command)
  if (found) return found
  try {
    return table.get(nameOf(command))?.run(keys, command.slice(1)) ?? null
  } catch (error) {
    if (error instanceof RedisError) return error
    throw error
  }
}

const nameOf = (command: readonly Bytes[]) => (command[0] ?? '').toUpperCase()

/** What Redis finds before it runs anything: a name it does not know, a number of arguments that cannot be. */
function whyUnreadable(table: ReadonlyMap<string, StoreCommand>, command: readonly Bytes[]): RedisError | undefined {
  const known = table.get(nameOf(command))
  if (!known) return unknownCommand(command)
  const fits = known.arity < 0 ? command.length >= -known.arity : command.length === known.arity
  return fits
    ? undefined
    : new RedisError(`ERR wrong number of arguments for '${nameOf(command).toLowerCase()}' command`)
}
