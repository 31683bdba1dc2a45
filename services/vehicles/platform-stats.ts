import { type Cache, defaultTtlSeconds } from '../../platform/cache.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { inTime } from '../accounts/in-time.ts'
import type { CountVehicles, VehicleStats } from './stats.ts'

export interface PlatformStatsDeps {
  count: CountVehicles
  cache: Cache
  now: Clock
  log: Log
}

/** Everybody's numbers. Null while they are counted for the first time, or cannot be. */
export type PlatformStats = () => Promise<VehicleStats | null>

interface Counted {
  stats: VehicleStats
  /** Unix milliseconds. */
  at: number
}

/** Counting a million rows takes seconds; nobody waits longer than this for it. */
const waitMs = 1_000

/** Counted once an hour for all processes. Numbers that are older are told while new ones are counted. */
export function createPlatformStats({ count, cache, now, log }: PlatformStatsDeps): PlatformStats {
  const cached = cache.of<Counted>('platform-stats', { ttlSeconds: defaultTtlSeconds })
  let known: Counted | null = null
  let counting: Promise<Counted | null> | null = null

  const countAnew = async (): Promise<Counted | null> => {
    try {
      known = await cached.remember('all', async () => ({ stats: await count(null, now()), at: now() }))
    } catch (error) {
      log.warn({ err: error }, 'the vehicles of the platform could not be counted')
    }
    counting = null
    return known
  }

  return async () => {
    if (known !== null && now() < known.at + defaultTtlSeconds * 1000) return known.stats
    counting ??= countAnew()
    const told = known ?? (await inTime(counting, waitMs))
    return told === 'late' || told === null ? null : told.stats
  }
}
