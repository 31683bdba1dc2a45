import { RedisError, type Reply } from './backend.ts'
import { type Bytes, fromBytes } from './bytes.ts'
import { at, type CommandTable } from './command.ts'
import { createGlob } from './glob.ts'
import type { Keyspace } from './keyspace.ts'
import { readInteger } from './numbers.ts'
import { readOptions, syntaxError, toExpiresAt } from './options.ts'

/** What holds for a key whatever its value is. */
export const keyCommands: CommandTable = {
  DEL: { arity: -2, run: (keys, args) => args.filter((key) => keys.remove(key)).length },
  UNLINK: { arity: -2, run: (keys, args) => args.filter((key) => keys.remove(key)).length },
  EXISTS: { arity: -2, run: (keys, args) => args.filter((key) => keys.has(key)).length },
  TYPE: { arity: 2, run: (keys, args) => Buffer.from(keys.typeOf(at(args, 0)) ?? 'none') },
  EXPIRE: { arity: -3, run: (keys, args) => expire(keys, args, 'EX', 'expire') },
  PEXPIRE: { arity: -3, run: (keys, args) => expire(keys, args, 'PX', 'pexpire') },
  EXPIREAT: { arity: -3, run: (keys, args) => expire(keys, args, 'EXAT', 'expireat') },
  PEXPIREAT: { arity: -3, run: (keys, args) => expire(keys, args, 'PXAT', 'pexpireat') },
  TTL: { arity: 2, run: (keys, args) => timeLeft(keys, at(args, 0), 1_000) },
  PTTL: { arity: 2, run: (keys, args) => timeLeft(keys, at(args, 0), 1) },
  PERSIST: { arity: 2, run: persist },
  KEYS: {
    arity: 2,
    run: (keys, args) =>
      keys
        .keys()
        .filter(createGlob(at(args, 0)))
        .map(fromBytes),
  },
  SCAN: { arity: -2, run: scan },
}

function expire(keys: Keyspace, args: readonly Bytes[], word: 'EX' | 'PX' | 'EXAT' | 'PXAT', command: string): Reply {
  const key = at(args, 0)
  const isWanted = readCondition(args.slice(2))
  const ends = toExpiresAt(readInteger(at(args, 1)), word, keys.now, command)
  const current = keys.expiryOf(key)
  if (current === undefined || !isWanted(current, ends)) return 0
  if (ends <= keys.now) keys.remove(key)
  else keys.expireAt(key, ends)
  return 1
}

type Condition = (current: number | null, next: number) => boolean

function readCondition(args: readonly Bytes[]): Condition {
  const words = new Set(args.map((word) => word.toUpperCase()))
  const unknown = args.find((word) => !['NX', 'XX', 'GT', 'LT'].includes(word.toUpperCase()))
  if (unknown !== undefined) throw new RedisError(`ERR Unsupported option ${fromBytes(unknown)}`)
  if (words.has('NX') && words.size > 1)
    throw new RedisError('ERR NX and XX, GT or LT options at the same time are not compatible')
  if (words.has('GT') && words.has('LT'))
    throw new RedisError('ERR GT and LT options at the same time are not compatible')
  return (current, next) =>
    !(
      (words.has('NX') && current !== null) ||
      (words.has('XX') && current === null) ||
      (words.has('GT') && next <= (current ?? Infinity)) ||
      (words.has('LT') && next >= (current ?? Infinity))
    )
}

function timeLeft(keys: Keyspace, key: Bytes, unitMs: number): Reply {
  const ends = keys.expiryOf(key)
  if (ends === undefined) return -2
  return ends === null ? -1 : Math.floor((ends - keys.now + unitMs / 2) / unitMs)
}

function persist(keys: Keyspace, args: readonly Bytes[]): Reply {
  if (typeof keys.expiryOf(at(args, 0)) !== 'number') return 0
  keys.expireAt(at(args, 0), null)
  return 1
}

/** Everything in one page, which COUNT allows as it is only a hint: no key is missed or met twice. */
function scan(keys: Keyspace, args: readonly Bytes[]): Reply {
  if (!/^\d{1,20}$/.test(at(args, 0))) throw new RedisError('ERR invalid cursor')
  const options = readOptions(args.slice(1), { flags: [], valued: { MATCH: 1, COUNT: 1, TYPE: 1 } })
  if (readInteger(options.of('COUNT')?.[0] ?? '10') < 1n) throw syntaxError()
  const isMatch = createGlob(options.of('MATCH')?.[0] ?? '*')
  const type = options.of('TYPE')?.[0]?.toLowerCase()
  const found = keys.keys().filter((key) => isMatch(key) && (type === undefined || keys.typeOf(key) === type))
  return [Buffer.from('0'), found.map(fromBytes)]
}
