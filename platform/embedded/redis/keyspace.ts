import type { Clock } from '../../clock.ts'
import { RedisError } from './backend.ts'
import type { Bytes } from './bytes.ts'
import { createItems, createMembers, type Items, type Members } from './collections.ts'

type Value =
  | { type: 'string'; bytes: Bytes }
  | { type: 'hash'; fields: Members<Bytes> }
  | { type: 'set'; members: Members<''> }
  | { type: 'zset'; scores: Members<number> }
  | { type: 'list'; items: Items }

type ValueType = Value['type']
type ValueOf<T extends ValueType> = Extract<Value, { type: T }>

export interface Limits {
  maxKeys: number
  /** Keys and values with what holds them, estimated. */
  maxBytes: number
}

export interface Keyspace {
  /** Unix milliseconds of the batch that is running. */
  readonly now: number
  readonly sizeBytes: number
  readonly evicted: number
  /** Reads the clock and forgets a few keys whose time is over. */
  beginBatch(): void
  has(key: Bytes): boolean
  typeOf(key: Bytes): ValueType | undefined
  /** @throws {RedisError} WRONGTYPE when the key holds something else. */
  find<T extends ValueType>(key: Bytes, type: T): ValueOf<T> | undefined
  /** As `find`, with an empty value put there when there is none. Follow with `settle`. */
  open<T extends ValueType>(key: Bytes, type: T): ValueOf<T>
  put(key: Bytes, value: Value, expiresAt: number | null): void
  /** Weighs a value again after it was changed in place; an empty collection is no key. */
  settle(key: Bytes): void
  remove(key: Bytes): boolean
  /** Unix milliseconds; null never; undefined when there is no such key. */
  expiryOf(key: Bytes): number | null | undefined
  expireAt(key: Bytes, expiresAt: number | null): void
  /** All living keys. */
  keys(): Bytes[]
  clear(): void
}

interface Entry {
  value: Value
  expiresAt: number | null
  sizeBytes: number
}

const entryBytes = 128
/** Redis looks at five by default; the cost is a handful of comparisons per eviction. */
const evictionSample = 16
const sweepPerBatch = 4

/** Keys with their times and a bound on memory. A Map kept in order of use: the least recently used key stands first. */
export function createKeyspace(clock: Clock, { maxKeys, maxBytes }: Limits): Keyspace {
  const entries = new Map<Bytes, Entry>()
  let now = clock()
  let sizeBytes = 0
  let evicted = 0
  let sweep = entries.entries()

  const isOver = (entry: Entry) => entry.expiresAt !== null && entry.expiresAt <= now

  function remove(key: Bytes): boolean {
    const entry = entries.get(key)
    if (!entry) return false
    sizeBytes -= entry.sizeBytes
    entries.delete(key)
    return !isOver(entry)
  }

  function touch(key: Bytes): Entry | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    if (isOver(entry)) {
      sizeBytes -= entry.sizeBytes
      return undefined
    }
    entries.set(key, entry)
    return entry
  }

  function insert(key: Bytes, value: Value, expiresAt: number | null): void {
    remove(key)
    entries.set(key, { value, expiresAt, sizeBytes: 0 })
    settle(key)
  }

  function settle(key: Bytes): void {
    const entry = entries.get(key)
    if (!entry) return
    if (isEmpty(entry.value)) {
      remove(key)
      return
    }
    sizeBytes -= entry.sizeBytes
    entry.sizeBytes = entryBytes + key.length + weigh(entry.value)
    sizeBytes += entry.sizeBytes
    while (entries.size > maxKeys || sizeBytes > maxBytes) evictOne()
  }

  /** Of the least recently used keys, the one whose time ends first; one without an end goes last. */
  function evictOne(): void {
    const sample = entries.entries().take(evictionSample).toArray()
    const endOf = ([, entry]: [Bytes, Entry]) => entry.expiresAt ?? Infinity
    const [key] = sample.reduce((first, next) => (endOf(next) < endOf(first) ? next : first))
    if (remove(key)) evicted++
  }

  function sweepSome(): void {
    for (let step = 0; step < sweepPerBatch; step++) {
      const { value, done } = sweep.next()
      if (done) {
        sweep = entries.entries()
        return
      }
      if (isOver(value[1])) remove(value[0])
    }
  }

  function find<T extends ValueType>(key: Bytes, type: T): ValueOf<T> | undefined {
    const value = touch(key)?.value
    if (value && value.type !== type) throw new RedisError(wrongType)
    return value as ValueOf<T> | undefined
  }

  return {
    get now() {
      return now
    },
    get sizeBytes() {
      return sizeBytes
    },
    get evicted() {
      return evicted
    },
    beginBatch() {
      now = clock()
      sweepSome()
    },
    has: (key) => touch(key) !== undefined,
    typeOf: (key) => touch(key)?.value.type,
    find,
    open(key, type) {
      const found = find(key, type)
      if (found) return found
      const value = empty[type]() as ValueOf<typeof type>
      entries.set(key, { value, expiresAt: null, sizeBytes: 0 })
      return value
    },
    put: insert,
    settle,
    remove,
    expiryOf: (key) => touch(key)?.expiresAt,
    expireAt(key, expiresAt) {
      const entry = touch(key)
      if (entry) entry.expiresAt = expiresAt
    },
    keys: () => [...entries].filter(([, entry]) => !isOver(entry)).map(([key]) => key),
    clear() {
      entries.clear()
      sizeBytes = 0
    },
  }
}

const wrongType = 'WRONGTYPE Operation against a key holding the wrong kind of value'

const empty: { [T in ValueType]: () => ValueOf<T> } = {
  string: () => ({ type: 'string', bytes: '' }),
  hash: () => ({ type: 'hash', fields: createMembers() }),
  set: () => ({ type: 'set', members: createMembers() }),
  zset: () => ({ type: 'zset', scores: createMembers() }),
  list: () => ({ type: 'list', items: createItems() }),
}

function isEmpty(value: Value): boolean {
  return value.type === 'string'
    ? false
    : value.type === 'list'
      ? value.items.array.length === 0
      : members(value).map.size === 0
}

function weigh(value: Value): number {
  if (value.type === 'string') return value.bytes.length
  return value.type === 'list' ? value.items.sizeBytes : members(value).sizeBytes
}

function members(
  value: ValueOf<'hash' | 'set' | 'zset'>,
): Members<never> | Members<Bytes> | Members<number> | Members<''> {
  if (value.type === 'hash') return value.fields
  return value.type === 'set' ? value.members : value.scores
}
