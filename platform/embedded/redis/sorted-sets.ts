import { RedisError, type Reply } from './backend.ts'
import { type Bytes, fromBytes } from './bytes.ts'
import { at, type CommandTable, pairs } from './command.ts'
import type { Keyspace } from './keyspace.ts'
import { toSlice } from './lists.ts'
import { readFloat, readIndex, writeScore } from './numbers.ts'
import { type Options, readOptions, syntaxError } from './options.ts'

/** Sorted sets: sliding windows and schedules. Sorted when read; fit for thousands of members. */
export const sortedSetCommands: CommandTable = {
  ZADD: { arity: -4, run: add },
  ZINCRBY: { arity: 4, run: (keys, [key = '', ...rest]) => add(keys, [key, 'INCR', ...rest]) },
  ZREM: { arity: -3, run: remove },
  ZCARD: { arity: 2, run: (keys, args) => scoresOf(keys, at(args, 0)).size },
  ZSCORE: { arity: 3, run: (keys, args) => toScore(scoresOf(keys, at(args, 0)).get(at(args, 1))) },
  ZCOUNT: { arity: 4, run: (keys, args) => between(keys, args).length },
  ZREMRANGEBYSCORE: { arity: 4, run: removeBetween },
  ZRANGE: { arity: -4, run: range },
  ZRANGEBYSCORE: { arity: -4, run: rangeByScore },
}

type Scored = [member: Bytes, score: number]

const scoresOf = (keys: Keyspace, key: Bytes): ReadonlyMap<Bytes, number> =>
  keys.find(key, 'zset')?.scores.map ?? new Map()

/** By score, and by bytes among equals. */
const inOrder = (scores: ReadonlyMap<Bytes, number>): Scored[] =>
  [...scores].sort(([a, scoreOfA], [b, scoreOfB]) =>
    scoreOfA === scoreOfB ? (a < b ? -1 : 1) : scoreOfA < scoreOfB ? -1 : 1,
  )

const toScore = (score: number | undefined): Reply => (score === undefined ? null : fromBytes(writeScore(score)))

const addFlags = ['NX', 'XX', 'GT', 'LT', 'CH', 'INCR']

function add(keys: Keyspace, [key = '', ...rest]: readonly Bytes[]): Reply {
  const flagCount = rest.findIndex((word) => !addFlags.includes(word.toUpperCase()))
  const options = readOptions(flagCount < 0 ? rest : rest.slice(0, flagCount), { flags: addFlags })
  const scored = rest.slice(flagCount < 0 ? rest.length : flagCount)
  if (scored.length === 0 || scored.length % 2 !== 0) throw syntaxError()
  assertTogether(options, scored.length / 2)
  const wanted = pairs(scored).map(([score, member]): Scored => [member, readFloat(score)])
  return options.has('INCR') ? incrementIf(keys, key, wanted[0], options) : addAll(keys, key, wanted, options)
}

function assertTogether(options: Options, memberCount: number): void {
  if (options.count('NX', 'XX') > 1) throw new RedisError('ERR XX and NX options at the same time are not compatible')
  if (options.count('NX', 'GT', 'LT') > 1)
    throw new RedisError('ERR GT, LT, and/or NX options at the same time are not compatible')
  if (options.has('INCR') && memberCount > 1)
    throw new RedisError('ERR INCR option supports a single increment-element pair')
}

function addAll(keys: Keyspace, key: Bytes, wanted: readonly Scored[], options: Options): Reply {
  const { scores } = keys.open(key, 'zset')
  let added = 0
  let moved = 0
  for (const [member, score] of wanted) {
    const old = scores.map.get(member)
    if (!isWanted(options, old, score)) continue
    if (scores.set(member, score)) added++
    else if (old !== score) moved++
  }
  keys.settle(key)
  return options.has('CH') ? added + moved : added
}

function isWanted(options: Options, old: number | undefined, next: number): boolean {
  if (old === undefined) return !options.has('XX')
  return !options.has('NX') && !(options.has('GT') && next <= old) && !(options.has('LT') && next >= old)
}

function incrementIf(keys: Keyspace, key: Bytes, wanted: Scored | undefined, options: Options): Reply {
  const [member, amount] = wanted ?? ['', 0]
  const old = scoresOf(keys, key).get(member)
  return isWanted(options, old, (old ?? 0) + amount) ? increment(keys, key, amount, member) : null
}

function increment(keys: Keyspace, key: Bytes, amount: number, member: Bytes): Reply {
  const sum = (scoresOf(keys, key).get(member) ?? 0) + amount
  if (Number.isNaN(sum)) throw new RedisError('ERR resulting score is not a number (NaN)')
  keys.open(key, 'zset').scores.set(member, sum)
  keys.settle(key)
  return toScore(sum)
}

function remove(keys: Keyspace, [key = '', ...members]: readonly Bytes[]): Reply {
  const found = keys.find(key, 'zset')
  const removed = members.filter((member) => found?.scores.delete(member)).length
  keys.settle(key)
  return removed
}

function removeBetween(keys: Keyspace, args: readonly Bytes[]): Reply {
  return remove(keys, [at(args, 0), ...between(keys, args).map(([member]) => member)])
}

function between(keys: Keyspace, args: readonly Bytes[]): Scored[] {
  const isInside = readBounds(at(args, 1), at(args, 2))
  return inOrder(scoresOf(keys, at(args, 0))).filter(([, score]) => isInside(score))
}

/** `(1` leaves the bound itself out; no digits at all are a zero, as for Redis. */
function readBounds(min: Bytes, max: Bytes): (score: number) => boolean {
  const read = (text: Bytes) => readFloat(text.replace(/^\(/, '') || '0', 'ERR min or max is not a float')
  const [low, high] = [read(min), read(max)]
  return (score) =>
    (min.startsWith('(') ? score > low : score >= low) && (max.startsWith('(') ? score < high : score <= high)
}

const rangeOptions = { flags: ['WITHSCORES'], valued: { LIMIT: 2 } }

function range(keys: Keyspace, args: readonly Bytes[]): Reply {
  const options = readOptions(args.slice(3), { ...rangeOptions, flags: ['WITHSCORES', 'BYSCORE', 'REV'] })
  if (options.has('BYSCORE')) return byScore(keys, args, options)
  if (options.has('LIMIT'))
    throw new RedisError('ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX')
  const [from, to] = [readIndex(at(args, 1)), readIndex(at(args, 2))]
  const ordered = inOrder(scoresOf(keys, at(args, 0)))
  if (options.has('REV')) ordered.reverse()
  return list(ordered.slice(...toSlice(from, to, ordered.length)), options)
}

function rangeByScore(keys: Keyspace, args: readonly Bytes[]): Reply {
  return byScore(keys, args, readOptions(args.slice(3), rangeOptions))
}

/** Reversed, the higher bound is given first. */
function byScore(keys: Keyspace, [key = '', first = '', second = '']: readonly Bytes[], options: Options): Reply {
  const [offset, count] = (options.of('LIMIT') ?? ['0', '-1']).map((text) => readIndex(text)) as [number, number]
  const found = options.has('REV') ? between(keys, [key, second, first]).reverse() : between(keys, [key, first, second])
  if (offset < 0) return []
  return list(found.slice(offset, count < 0 ? undefined : offset + count), options)
}

function list(scored: readonly Scored[], options: Options): Reply {
  const withScores = options.has('WITHSCORES')
  return scored.flatMap(([member, score]) => (withScores ? [fromBytes(member), toScore(score)] : [fromBytes(member)]))
}
