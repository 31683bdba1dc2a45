import type { Bytes } from './bytes.ts'

/** What one element costs beside its bytes: the slots of a Map or an array, roughly. */
const elementBytes = 48

/** A Map that knows its weight: hashes (field to value), sets (member to nothing), sorted sets (member to score). */
export interface Members<V extends Bytes | number> {
  readonly map: ReadonlyMap<Bytes, V>
  readonly sizeBytes: number
  /** @returns true when the member is new. */
  set(member: Bytes, value: V): boolean
  delete(member: Bytes): boolean
}

export function createMembers<V extends Bytes | number>(): Members<V> {
  const map = new Map<Bytes, V>()
  let sizeBytes = 0
  const weigh = (member: Bytes, value: V) =>
    elementBytes + member.length + (typeof value === 'string' ? value.length : 8)

  function remove(member: Bytes): boolean {
    const value = map.get(member)
    if (value === undefined) return false
    sizeBytes -= weigh(member, value)
    return map.delete(member)
  }

  return {
    map,
    get sizeBytes() {
      return sizeBytes
    },
    set(member, value) {
      const old = map.get(member)
      if (old !== undefined) sizeBytes -= weigh(member, old)
      map.set(member, value)
      sizeBytes += weigh(member, value)
      return old === undefined
    },
    delete: remove,
  }
}

export type End = 'head' | 'tail'

/** A list that knows its weight. */
export interface Items {
  readonly array: readonly Bytes[]
  readonly sizeBytes: number
  push(end: End, item: Bytes): void
  /** Takes `count` items off one end, in the order they are met. */
  pop(end: End, count: number): Bytes[]
}

export function createItems(): Items {
  const array: Bytes[] = []
  let sizeBytes = 0
  const weigh = (items: readonly Bytes[]) => items.reduce((sum, item) => sum + elementBytes + item.length, 0)
  return {
    array,
    get sizeBytes() {
      return sizeBytes
    },
    push(end, item) {
      if (end === 'head') array.unshift(item)
      else array.push(item)
      sizeBytes += weigh([item])
    },
    pop(end, count) {
      const taken = end === 'head' ? array.splice(0, count) : array.splice(Math.max(0, array.length - count)).reverse()
      sizeBytes -= weigh(taken)
      return taken
    },
  }
}
