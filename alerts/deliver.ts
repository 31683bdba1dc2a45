import type { Log } from '../platform/log.ts'
import { DeliveryError } from './channels/delivery-error.ts'
import type { SendMessage } from './channels/telegram.ts'
import type { Keeper } from './keep.ts'
import type { Lane } from './lane.ts'
import type { Ledger } from './ledger.ts'
import type { AlertMetrics, NoticeOutcome } from './metrics.ts'
import type { Change } from './model/change.ts'
import type { Hash } from './model/incident.ts'
import { type Letter, nextLetter, noticesOf } from './model/letter.ts'
import { compareUrgency, type End, type Notice } from './model/notice.ts'
import type { Fact } from './model/subscription.ts'
import { before, type Schedule } from './schedule.ts'

export interface DeliveryDeps {
  ledger: Ledger
  keeper: Pick<Keeper, 'keep' | 'mark'>
  send: SendMessage
  /** Shared with whatever else is sent to chats. */
  lane: Lane
  hash: Hash
  now: () => number
  schedule: Schedule
  metrics: AlertMetrics
  log: Log
  statusUrl: string
}

interface WaitingChat {
  chat: number
  waiting: Notice[]
  /** Unix milliseconds. */
  freeAt: number
  /** The most urgent. */
  first: Notice
}

const stopWithinMs = 3_000

/** Hands notices to their chats: the most urgent first, each chat in order, none dropped. */
export function createDelivery(deps: DeliveryDeps) {
  const { ledger, keeper, send, lane, hash, now, schedule, metrics, log, statusUrl } = deps
  const apart = new Set<string>()
  const underWay = new Set<Promise<void>>()
  let cancelTimer = (): void => {}
  let stopped = false

  /** Starts every request that may start, the most urgent first, then waits for the time of the next. */
  function pump(): void {
    cancelTimer()
    if (stopped) return
    // Looking through what waits is not worth it while nothing may be sent.
    const chats = lane.allFreeAt() > now() ? [] : waitingChats()
    for (const { chat, waiting } of chats.filter(({ freeAt }) => freeAt <= now()).sort(byUrgency)) {
      if (lane.allFreeAt() > now()) break
      start(chat, nextLetter(waiting, apart, statusUrl))
    }
    const later = chats.map(({ freeAt }) => freeAt).filter((freeAt) => freeAt > now())
    const next = lane.allFreeAt() > now() ? lane.allFreeAt() : Math.min(...later)
    if (Number.isFinite(next)) cancelTimer = schedule(next - now(), pump)
  }

  /** Each chat that notices wait for and no request is under way to. */
  function waitingChats(): WaitingChat[] {
    const byChat = Map.groupBy(ledger.sendable(), ({ chat }) => ledger.subscriptions.present(chat))
    return [...byChat].flatMap(([chat, waiting]) => {
      const freeAt = lane.freeAt(chat)
      const first = waiting.reduce((most, notice) => (compareUrgency(notice, most) < 0 ? notice : most))
      return freeAt === null ? [] : [{ chat, waiting, freeAt, first }]
    })
  }

  function start(chat: number, letter: Letter): void {
    lane.begin(chat)
    const doubted = noticesOf(letter).filter(({ id }) => ledger.isInDoubt(id))
    ledger.beginSend(noticesOf(letter))
    const run = carry(chat, letter, doubted)
      .finally(() => {
        lane.end(chat)
        underWay.delete(run)
      })
      .then(pump)
    underWay.add(run)
  }

  async function carry(chat: number, letter: Letter, doubted: readonly Notice[]): Promise<void> {
    await keeper.mark(
      noticesOf(letter).map(({ id }) => id),
      true,
    )
    try {
      const messageId = await send({ chat, topic: letter.carrier.topic, text: letter.text })
      lane.answered(chat)
      await delivered(letter, messageId)
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      await failed(chat, letter, doubted, error)
    }
  }

  async function delivered(letter: Letter, messageId: number): Promise<void> {
    const at = now()
    const endOf = ({ id }: Notice): End =>
      id === letter.carrier.id ? { kind: 'delivered', at, messageId } : { kind: 'merged', at, into: letter.carrier.id }
    for (const { kind, detectedAt } of noticesOf(letter))
      if (kind === 'opened') metrics.observeDelivery(at - detectedAt)
    await settle(noticesOf(letter), endOf)
  }

  async function failed(chat: number, letter: Letter, doubted: readonly Notice[], error: DeliveryError): Promise<void> {
    const notices = noticesOf(letter)
    const context = { chat, reason: error.reason, notices: notices.map(({ id }) => id), answer: error.message }
    switch (error.reason) {
      case 'receiver-gone':
        lane.answered(chat)
        log.info(context, 'a chat takes no messages any more')
        return retire(chat, error.message)
      case 'rejected':
        lane.answered(chat)
        return rejected(letter, doubted, error, context)
      case 'receiver-moved':
        lane.answered(chat)
        log.info(context, 'a chat has moved')
        return moved(chat, notices, doubted, error.movedTo ?? chat)
      case 'rate-limited':
        lane.waitAsTold(chat, error.retryAfterMs)
        return notSent(notices, doubted)
      case 'no-answer':
        log.warn(
          { ...context, pauseMs: lane.backOff(chat) },
          'a message may have been delivered, it will be sent again',
        )
        for (const { kind } of notices) metrics.countNotice(kind, 'possible-duplicate')
        return
      case 'unauthorized':
        log.error({ ...context, pauseMs: lane.backOff(chat) }, 'Telegram does not accept the token, notices wait')
        return notSent(notices, doubted)
      case 'unreachable':
        log.warn({ ...context, pauseMs: lane.backOff(chat) }, 'Telegram is out of reach, notices wait')
        return notSent(notices, doubted)
    }
  }

  /** What one message cannot carry may be the fault of one notice: they are tried one by one. */
  async function rejected(
    letter: Letter,
    doubted: readonly Notice[],
    error: DeliveryError,
    context: object,
  ): Promise<void> {
    log.error(context, 'Telegram refuses a message as wrong')
    if (letter.members.length === 0) {
      return settle([letter.carrier], () => ({ kind: 'suppressed', at: now(), why: error.message }))
    }
    for (const { id } of noticesOf(letter)) apart.add(id)
    await notSent(noticesOf(letter), doubted)
  }

  async function retire(chat: number, why: string): Promise<void> {
    const own = ledger.waiting().filter((notice) => ledger.subscriptions.present(notice.chat) === chat)
    await settle(own, () => ({ kind: 'receiver-gone', at: now(), why }))
    // Later than the subscription that it ends, whoever's clock that was told by.
    const at = Math.max(now(), 1 + (ledger.subscriptions.of(chat)?.since ?? 0))
    await learn({ id: hash(JSON.stringify(['gone', chat, at])), verb: 'gone', chat, at, by: 'delivery' })
  }

  async function moved(
    chat: number,
    notices: readonly Notice[],
    doubted: readonly Notice[],
    to: number,
  ): Promise<void> {
    await learn({ id: hash(JSON.stringify(['move', chat, to])), verb: 'move', chat, to, at: now(), by: 'delivery' })
    await notSent(notices, doubted)
  }

  async function learn(fact: Fact): Promise<void> {
    await keepAndTell(ledger.learn([fact]))
  }

  /** What was in doubt before this request stays so. */
  async function notSent(notices: readonly Notice[], doubted: readonly Notice[]): Promise<void> {
    const sure = notices.filter(({ id }) => !doubted.some((other) => other.id === id))
    const change = ledger.notSent(sure)
    await keeper.mark(
      sure.map(({ id }) => id),
      false,
    )
    await keepAndTell(change)
  }

  async function settle(notices: readonly Notice[], endOf: (notice: Notice) => End): Promise<void> {
    for (const { id } of notices) apart.delete(id)
    await keepAndTell(ledger.settle(notices, endOf))
  }

  async function keepAndTell(change: Change): Promise<void> {
    countEnds(change)
    await keeper.keep(change)
    ledger.release(change.notices)
  }

  function countEnds({ notices }: Change): void {
    for (const { kind, end } of notices) if (end !== null) metrics.countNotice(kind, end.kind satisfies NoticeOutcome)
  }

  return {
    /** Keeps what was decided, then tells it. */
    async carryOut(change: Change): Promise<void> {
      await keepAndTell(change)
      pump()
    },
    /** Something may be sent that could not be before. */
    pump,
    /** Starts nothing any more and waits for the requests under way; those that take longer are in doubt and come again. */
    async stop(): Promise<void> {
      stopped = true
      cancelTimer()
      await before(stopWithinMs, Promise.all(underWay), schedule)
    },
  }
}

function byUrgency(a: WaitingChat, b: WaitingChat): number {
  return compareUrgency(a.first, b.first)
}
