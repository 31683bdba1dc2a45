import type { Clock } from '../../clock.ts'
import { type Bucket, filled, type Limit, retryAfterSeconds } from './model/pace.ts'

export interface Limits {
  /** For each private chat. */
  chat: Limit
  /** For each group. */
  group: Limit
  overall: Limit
}

/** Mild: the documented rates with room for a burst, as Telegram leaves. @see https://core.telegram.org/bots/faq */
export const mildLimits: Limits = {
  chat: { perSecond: 1, burst: 5 },
  group: { perSecond: 20 / 60, burst: 20 },
  overall: { perSecond: 30, burst: 30 },
}

/** Methods that count; reading, answering a button and typing are free. */
const counted = /^(send(?!ChatAction)|edit|forward|copy)/i

/** Keeps the bot to its rates. `null` lets everything through. */
export function createLimiter({ clock, limits }: { clock: Clock; limits: Limits | null }) {
  let current = limits
  const buckets = new Map<string, Bucket>()

  return {
    set(next: Limits | null): void {
      current = next
      buckets.clear()
    },
    /** Counts a request. @returns seconds to wait, or 0 when it may pass; what must wait is not counted. */
    take(method: string, chatId: string | undefined): number {
      if (!current || chatId === undefined || !counted.test(method)) return 0
      const ownLimit = chatId.startsWith('-') ? current.group : current.chat
      const own = filled(buckets.get(chatId), ownLimit, clock())
      const all = filled(buckets.get('all'), current.overall, clock())
      const wait = Math.max(retryAfterSeconds(own, ownLimit), retryAfterSeconds(all, current.overall))
      const cost = wait === 0 ? 1 : 0
      buckets.set(chatId, { ...own, left: own.left - cost })
      buckets.set('all', { ...all, left: all.left - cost })
      return wait
    },
  }
}

export type Limiter = ReturnType<typeof createLimiter>
