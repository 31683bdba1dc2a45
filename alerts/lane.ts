import { chatLimit, groupLimit, type Limit, nextSendAt, overallLimit, pauseAfter, remember } from './model/pace.ts'
import { isGroup } from './model/subscription.ts'

interface ChatPace {
  sentAt: number[]
  /** Unix milliseconds. */
  notBefore: number
  /** Why it pauses; null when it does not. */
  pausedBy: 'rate-limited' | 'failures' | null
  failures: number
  isBusy: boolean
}

/** So many chats that have to wait at once are no coincidence. */
const manyChats = 3

/** When each chat may be sent something: Telegram's limits, what it said about waiting, one request at a time. */
export function createLane(now: () => number) {
  const chats = new Map<number, ChatPace>()
  let allSentAt: number[] = []
  let allNotBefore = 0

  const paceOf = (chat: number): ChatPace => {
    const known = chats.get(chat)
    if (known) return known
    const fresh: ChatPace = { sentAt: [], notBefore: 0, pausedBy: null, failures: 0, isBusy: false }
    chats.set(chat, fresh)
    return fresh
  }

  return {
    /** When anything may be sent at all, Unix milliseconds. */
    allFreeAt: (): number => Math.max(allNotBefore, nextSendAt(allSentAt, [overallLimit], now())),

    /** @returns when the chat may be sent something as far as it goes, Unix milliseconds; null while a request to it is under way. */
    freeAt(chat: number): number | null {
      const { sentAt, notBefore, isBusy } = paceOf(chat)
      if (isBusy) return null
      return Math.max(notBefore, nextSendAt(sentAt, limitsOf(chat), now()))
    },

    begin(chat: number): void {
      const pace = paceOf(chat)
      pace.isBusy = true
      pace.sentAt = remember(pace.sentAt, now(), limitsOf(chat))
      allSentAt = remember(allSentAt, now(), [overallLimit])
    },

    end(chat: number): void {
      paceOf(chat).isBusy = false
    },

    /** The network is there: who paused for it need not any longer. */
    answered(chat: number): void {
      Object.assign(paceOf(chat), { failures: 0, pausedBy: null })
      for (const pace of chats.values()) if (pace.pausedBy === 'failures') pace.notBefore = now()
    },

    /** Telegram said how long to wait. It never says for whom: several chats at the same time mean all. */
    waitAsTold(chat: number, waitMs: number): void {
      const until = now() + waitMs
      const others = [...chats].filter(([other, { pausedBy, notBefore }]) => {
        return other !== chat && pausedBy === 'rate-limited' && notBefore > now()
      })
      Object.assign(paceOf(chat), { notBefore: until, pausedBy: 'rate-limited' })
      if (others.length + 1 >= manyChats) allNotBefore = Math.max(allNotBefore, until)
    },

    /** @returns the pause, milliseconds. */
    backOff(chat: number): number {
      const pace = paceOf(chat)
      pace.failures += 1
      const pauseMs = pauseAfter(pace.failures)
      Object.assign(pace, { notBefore: now() + pauseMs, pausedBy: 'failures' })
      return pauseMs
    },
  }
}

export type Lane = ReturnType<typeof createLane>

function limitsOf(chat: number): Limit[] {
  return isGroup(chat) ? [chatLimit, groupLimit] : [chatLimit]
}
