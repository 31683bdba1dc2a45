import type { WebhookInfo } from 'grammy/types'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Changes, Delivery } from './changes.ts'
import type { PendingUpdate, Subscription, WorldState } from './state.ts'
import type { Schedule } from './time.ts'
import type { Updates } from './updates.ts'
import { createWebhookRequest, errorOf, type Outcome } from './webhook-request.ts'

export interface WebhookDeps {
  state: WorldState
  updates: Updates
  changes: Changes
  clock: Clock
  schedule: Schedule
  log: Log
  /** How long an answer may take, milliseconds. */
  timeoutMs: number
  /** Carries out a method that came as the answer to an update. */
  carryOut: (method: string, params: Record<string, unknown>) => Promise<void>
}

/** Pauses between tries, milliseconds: the first, doubling to the longest. As Telegram's own server does. */
const firstPauseMs = 1000
const longestPauseMs = 60_000
const longestRetryAfterMs = 3_600_000
const maxKeptDeliveries = 5000

interface Lane {
  busy: boolean
  pauseMs: number
  notBeforeMs: number
}

/**
 * Hands updates to the webhook: side by side up to `max_connections`, one at a time and in order within a chat,
 * again and again until the answer is a 2xx. `close` cuts what is under way.
 */
export function createWebhook(deps: WebhookDeps) {
  const { state, updates, changes, clock, schedule, log, timeoutMs, carryOut } = deps
  const lanes = new Map<number, Lane>()
  const cancels = new Set<() => void>()
  const deliveries: Delivery[] = []
  const closing = new AbortController()
  const send = createWebhookRequest({ schedule, timeoutMs, closing: closing.signal })
  let running = 0
  let paused = false
  let duplicates = 0
  let lastError: { date: number; message: string } | undefined

  const laneOf = (id: number): Lane => {
    const lane = lanes.get(id) ?? { busy: false, pauseMs: 0, notBeforeMs: 0 }
    lanes.set(id, lane)
    return lane
  }

  /** Starts every delivery that may start now. */
  function pump(): void {
    const subscription = state.subscription
    if (!subscription || paused || closing.signal.aborted) return
    const seen = new Set<number>()
    for (const next of updates.pending()) {
      if (running >= subscription.maxConnections) return
      if (seen.has(next.lane)) continue
      seen.add(next.lane)
      const lane = laneOf(next.lane)
      if (!lane.busy && lane.notBeforeMs <= clock()) void deliver(next, lane, subscription)
    }
  }

  async function deliver(next: PendingUpdate, lane: Lane, subscription: Subscription): Promise<void> {
    lane.busy = true
    running += 1
    const startedAtMs = clock()
    const outcome = await send(subscription, JSON.stringify(next.update))
    running -= 1
    lane.busy = false
    if (closing.signal.aborted) return
    const error = errorOf(outcome)
    if (error === undefined) succeed(next, lane, outcome)
    else fail(lane, error, outcome)
    note({
      updateId: next.update.update_id,
      startedAtMs,
      endedAtMs: clock(),
      status: outcome.status,
      ...(error !== undefined && { error }),
    })
    pump()
  }

  function succeed(next: PendingUpdate, lane: Lane, outcome: Outcome): void {
    lane.pauseMs = 0
    if ('body' in outcome) answerWith(outcome.body)
    if (duplicates > 0) duplicates -= 1
    else updates.settle(next.update.update_id)
  }

  function fail(lane: Lane, error: string, outcome: Outcome): void {
    lane.pauseMs = Math.min(Math.max(lane.pauseMs * 2, firstPauseMs), longestPauseMs)
    const asked = 'retryAfterMs' in outcome ? outcome.retryAfterMs : 0
    const pauseMs = asked > 0 ? Math.min(asked, longestRetryAfterMs) : lane.pauseMs
    lane.notBeforeMs = clock() + pauseMs
    lastError = { date: Math.floor(clock() / 1000), message: error }
    log.debug({ error, pauseMs }, 'the webhook did not take an update')
    later(pauseMs, pump)
  }

  function later(delayMs: number, run: () => void): void {
    const cancel = schedule(delayMs, () => {
      cancels.delete(cancel)
      run()
    })
    cancels.add(cancel)
  }

  function note(delivery: Delivery): void {
    deliveries.push(delivery)
    if (deliveries.length > maxKeptDeliveries) deliveries.shift()
    changes.emit({ type: 'delivery', delivery })
  }

  /** A body that is a method call is carried out; anything else is ignored. */
  function answerWith(body: string): void {
    const call = asMethodCall(body)
    if (!call) return
    const { method, ...params } = call
    void carryOut(method, params)
  }

  function info(): WebhookInfo {
    const { subscription, allowedUpdates } = state
    return {
      url: subscription?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pending().length,
      ...(subscription && { max_connections: subscription.maxConnections }),
      ...(subscription?.ipAddress !== undefined && { ip_address: subscription.ipAddress }),
      ...(subscription && lastError && { last_error_date: lastError.date, last_error_message: lastError.message }),
      ...(allowedUpdates.length > 0 && { allowed_updates: allowedUpdates }),
    }
  }

  changes.subscribe(({ type }) => {
    if (type === 'updates') pump()
  })

  return {
    info,
    pump,
    deliveries: (): readonly Delivery[] => deliveries,
    set(subscription: Subscription | null): void {
      state.subscription = subscription
      lastError = undefined
      for (const lane of lanes.values()) Object.assign(lane, { pauseMs: 0, notBeforeMs: 0 })
      changes.emit({ type: 'updates' })
    },
    pause(): void {
      paused = true
    },
    resume(): void {
      paused = false
      pump()
    },
    /** The next `count` updates are delivered once more after they were taken. */
    duplicateNext(count: number): void {
      duplicates += count
    },
    /** Sends any body to the webhook as Telegram would, once. @returns undefined when no webhook is set. */
    async inject(body: string, headers: Record<string, string> = {}): Promise<Outcome | undefined> {
      return state.subscription ? send(state.subscription, body, headers) : undefined
    },
    close(): void {
      closing.abort()
      for (const cancel of cancels) cancel()
    },
  }
}

export type Webhook = ReturnType<typeof createWebhook>

function asMethodCall(body: string): { method: string } | undefined {
  if (!body.trimStart().startsWith('{')) return undefined
  try {
    const call: unknown = JSON.parse(body)
    const isCall = typeof call === 'object' && call !== null && 'method' in call && typeof call.method === 'string'
    return isCall ? (call as { method: string }) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
