import type { Clock } from '../../platform/clock.ts'

export interface Attempts {
  /** Milliseconds until so many more are allowed, one when left out; 0 when they are allowed now. */
  waitMs(who: string, count?: number): number
  /** Counts so many, one when left out. */
  note(who: string, count?: number): void
  /** How many are left, and the milliseconds until all are there again. */
  left(who: string): { count: number; resetsInMs: number }
  perMinute: number
}

const windowMs = 60_000
/** Above this the oldest is forgotten, so that many addresses do not fill the memory. */
const mostKept = 10_000

/** Counts tries in windows of a minute, in this process. */
export function createAttempts({ perMinute, now }: { perMinute: number; now: Clock }): Attempts {
  const windows = new Map<string, { count: number; endsAt: number }>()
  const current = (who: string) => {
    const window = windows.get(who)
    return window !== undefined && now() < window.endsAt ? window : undefined
  }
  return {
    perMinute,
    waitMs(who, count = 1) {
      const window = current(who)
      return window === undefined || window.count + count <= perMinute ? 0 : window.endsAt - now()
    },
    left(who) {
      const { count, endsAt } = current(who) ?? { count: 0, endsAt: now() + windowMs }
      return { count: Math.max(0, perMinute - count), resetsInMs: endsAt - now() }
    },
    note(who, count = 1) {
      const window = current(who)
      if (window !== undefined) {
        window.count += count
        return
      }
      windows.delete(who)
      windows.set(who, { count, endsAt: now() + windowMs })
      const oldest = windows.size > mostKept ? windows.keys().next().value : undefined
      if (oldest !== undefined) windows.delete(oldest)
    },
  }
}
