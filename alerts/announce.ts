import type { Log } from '../platform/log.ts'
import { DeliveryError } from './channels/delivery-error.ts'
import type { SendMessage } from './channels/telegram.ts'
import type { Lane } from './lane.ts'
import { type SignIn, signInText } from './model/sign-in.ts'
import type { Schedule } from './schedule.ts'

export interface AnnouncerDeps {
  /** Telegram users; each is told in the private chat with the bot. */
  operators: readonly number[]
  send: SendMessage
  /** Shared with notices, so that both together keep Telegram's limits. */
  lane: Lane
  /** A chat is free again. */
  onSent: () => void
  now: () => number
  schedule: Schedule
  log: Log
}

/** How many operators were told, and how many cannot be: they never wrote to the bot, or blocked it. */
export interface Told {
  readonly told: number
  readonly unreachable: number
}

export interface Announcer {
  /**
   * Tells each operator. Resolves when nobody is left to tell; the same id again joins in and tells nobody twice.
   *
   * @returns `not-now` when it has to be handed in again: too much is under way, or this process ends.
   */
  announce(signIn: SignIn): Promise<Told | 'not-now'>
  stop(): void
}

/** Telegram may be away for so long. */
const tellsForMs = 60 * 60_000
/** A request is under way to the chat. */
const busyMs = 1000
const mostAtOnce = 20
/** Ids that are remembered. */
const mostKept = 200

/**
 * Tells operators what they must hear at once and outside of any incident. Rests in memory: whoever hands an
 * announcement in repeats it, with its id, until it hears that everybody was told.
 */
export function createAnnouncer(deps: AnnouncerDeps): Announcer {
  const { operators, send, lane, onSent, now, schedule, log } = deps
  const tellings = new Map<string, Promise<Told | 'not-now'>>()
  const stopping = Promise.withResolvers<void>()
  let underWay = 0
  let stopped = false

  function pause(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>()
    const cancel = schedule(ms, over.resolve)
    return Promise.race([over.promise, stopping.promise]).finally(cancel)
  }

  async function tellAll(signIn: SignIn): Promise<Told | 'not-now'> {
    underWay += 1
    const until = now() + tellsForMs
    const telling = operators.map((chat) => tell(chat, signInText(signIn), until))
    const outcomes = await Promise.all(telling).finally(() => {
      underWay -= 1
    })
    if (stopped) return 'not-now'
    const told = outcomes.filter((isTold) => isTold).length
    if (told === 0) log.error({ operators: operators.length }, 'no operator was told of a break-glass sign-in')
    return { told, unreachable: operators.length - told }
  }

  /** @returns false when the operator cannot be told. */
  async function tell(chat: number, text: string, until: number): Promise<boolean> {
    while (!stopped && now() < until) {
      const freeAt = Math.max(lane.allFreeAt(), lane.freeAt(chat) ?? now() + busyMs)
      if (freeAt > now()) await pause(freeAt - now())
      else {
        const outcome = await attempt(chat, text)
        if (outcome !== 'again') return outcome === 'told'
      }
    }
    if (!stopped) log.error({ chat }, 'an operator was not told of a break-glass sign-in')
    return false
  }

  async function attempt(chat: number, text: string): Promise<'told' | 'unreachable' | 'again'> {
    lane.begin(chat)
    try {
      await send({ chat, topic: null, text })
      lane.answered(chat)
      return 'told'
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      return failed(chat, error)
    } finally {
      lane.end(chat)
      onSent()
    }
  }

  function failed(chat: number, error: DeliveryError): 'unreachable' | 'again' {
    const context = { chat, reason: error.reason, answer: error.message }
    if (error.permanent || error.reason === 'receiver-moved') {
      lane.answered(chat)
      log.error(context, 'an operator cannot be told of a break-glass sign-in')
      return 'unreachable'
    }
    if (error.reason === 'rate-limited') lane.waitAsTold(chat, error.retryAfterMs)
    else log.warn({ ...context, pauseMs: lane.backOff(chat) }, 'an operator was not told yet of a break-glass sign-in')
    return 'again'
  }

  return {
    announce(signIn) {
      const known = tellings.get(signIn.id)
      if (known !== undefined) return known
      if (underWay >= mostAtOnce || stopped) return Promise.resolve('not-now')
      const telling = tellAll(signIn)
      tellings.set(signIn.id, telling)
      const oldest = tellings.size > mostKept ? tellings.keys().next().value : undefined
      if (oldest !== undefined) tellings.delete(oldest)
      return telling
    },
    stop() {
      stopped = true
      stopping.resolve()
    },
  }
}
