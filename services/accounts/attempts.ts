import type { Clock } from '../../platform/clock.ts'

export interface Attempts {
  /** Milliseconds until more are allowed; 0 when one is allowed now. */
  waitMs(who: string): number
  /** Counts one. */
  note(who: string): void
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
    waitMs(who) {
      const window = current(who)
      return window === undefined || window.count < perMinute ? 0 : window.endsAt - now()
    },
    note(who) {
      const window = current(who)
      if (window !== undefined) {
        window.count += 1
        return
      }
      windows.delete(who)
      windows.set(who, { count: 1, endsAt: now() + windowMs })
      const oldest = windows.size > mostKept ? windows.keys().next().value : undefined
      if (oldest !== undefined) windows.delete(oldest)
    },
  }
}
