import type { Clock } from '../../platform/clock.ts'
import { isUnavailable } from '../../platform/postgres/pool.ts'
import { Problem } from '../../platform/problem.ts'
import { inTime } from './in-time.ts'

export interface LastKnownDeps<T> {
  /** Asks the store. */
  ask: (id: string) => Promise<T | null>
  now: Clock
  withinMs?: number
}

export interface Known<T> {
  value: T | null
  /** False: the store is away, and this is what it said last. */
  certain: boolean
}

/** Nobody can be locked out while Postgres is away; whoever was let in goes on for so long. */
const goesOnMs = 15 * 60_000
/** A store that is away is asked again after this. */
const restMs = 5000
const answersWithinMs = 1000
const mostKept = 10_000

/**
 * Asks the store each time, so that what is revoked stops at once; remembers its answers only for when it is away.
 * @throws Problem `unavailable`, or the store's own error, when it is away and said nothing lately.
 */
export function createLastKnown<T>({ ask, now, withinMs = answersWithinMs }: LastKnownDeps<T>) {
  const kept = new Map<string, { value: T; at: number }>()
  let awayUntil = Number.NEGATIVE_INFINITY

  const keep = (id: string, value: T | null) => {
    kept.delete(id)
    if (value === null) return
    kept.set(id, { value, at: now() })
    const oldest = kept.size > mostKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }
  const lately = (id: string) => {
    const known = kept.get(id)
    return known !== undefined && now() - known.at < goesOnMs ? known : undefined
  }
  const askInTime = async (id: string) => {
    const value = await inTime(ask(id), withinMs)
    if (value === 'late') throw new Problem('unavailable', 'try again in a moment')
    return value
  }

  return {
    async find(id: string): Promise<Known<T>> {
      const resting = now() < awayUntil ? lately(id) : undefined
      if (resting !== undefined) return { value: resting.value, certain: false }
      try {
        const value = await askInTime(id)
        keep(id, value)
        return { value, certain: true }
      } catch (error) {
        if (!isAway(error)) throw error
        awayUntil = now() + restMs
        const known = lately(id)
        if (known === undefined) throw error
        return { value: known.value, certain: false }
      }
    },
    forget: (id: string) => void kept.delete(id),
  }
}

function isAway(error: unknown): boolean {
  return isUnavailable(error) || (error instanceof Problem && error.code === 'unavailable')
}
