import { Counter, type Registry } from 'prom-client'
import { type App, sameSecret } from '../platform/http.ts'
import type { Log } from '../platform/log.ts'
import type { Database } from '../platform/postgres/pool.ts'
import { Problem } from '../platform/problem.ts'
import { createQueue, type Queue } from '../platform/queue.ts'
import { laneOf, type Update } from './telegram-update.ts'

export interface WebhookDeps {
  /** Any of these opens; the list holds the former one while a new one is being set. */
  secrets: readonly string[]
  queue: Pick<Queue<Update>, 'put'>
  isUnavailable: (error: unknown) => boolean
  registry: Registry
}

/** A worker that dies holds its chats up for this long. */
const leaseMs = 10_000
/** Of an update that our own code cannot take: about two minutes, then it is set aside and its chat goes on. */
const maxTries = 8

/** The webhook queue: web and bot put into it, bot workers take out. */
export function openWebhookQueue(database: Database, log: Log): Queue<Update> {
  return createQueue<Update>({ database, table: 'webhook_updates', leaseMs, maxTries, log })
}

/** Telegram's updates are a few kilobytes; its own limit for a message with entities stays below this. */
const bodyLimitBytes = 1024 * 1024

/** `POST /webhook`: 200 once the update is stored, 401 without the secret, 503 when it could not be stored. */
export async function webhookRoutes(app: App, deps: WebhookDeps): Promise<void> {
  const updates = updatesCounter(deps.registry)
  app.post('/webhook', {
    bodyLimit: bodyLimitBytes,
    config: { rateLimit: false },
    onRequest: async ({ headers }) => {
      const given = headers['x-telegram-bot-api-secret-token']
      const opens = typeof given === 'string' && deps.secrets.map((secret) => sameSecret(given, secret)).includes(true)
      if (opens) return
      updates.inc({ outcome: 'refused' })
      throw new Problem('unauthorized', 'only Telegram may post here')
    },
    handler: async ({ body }) => {
      if (!isUpdate(body)) {
        updates.inc({ outcome: 'invalid' })
        throw new Problem('invalid_request', 'an update of the Bot API was wanted')
      }
      updates.inc({ outcome: await store(body, deps, updates) })
      return { ok: true }
    },
  })
}

/** Puts an update into the queue; one that was stored before changes nothing. */
export function storeUpdate(queue: Pick<Queue<Update>, 'put'>, update: Update): Promise<'stored' | 'duplicate'> {
  return queue.put({
    id: String(update.update_id),
    lane: laneOf(update),
    payload: update,
    position: update.update_id,
  })
}

async function store(update: Update, { queue, isUnavailable }: WebhookDeps, updates: Counter<'outcome'>) {
  try {
    return await storeUpdate(queue, update)
  } catch (error) {
    updates.inc({ outcome: 'failed' })
    if (isUnavailable(error)) throw new Problem('unavailable', 'not stored: send it again', {}, { cause: error })
    throw error
  }
}

/** Outcomes: stored, duplicate, refused, invalid, failed. */
function updatesCounter(registry: Registry): Counter<'outcome'> {
  return new Counter({
    name: 'webhook_updates_total',
    help: 'Updates that came to the webhook, by what became of them.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
}

function isUpdate(body: unknown): body is Update {
  if (typeof body !== 'object' || body === null || !('update_id' in body)) return false
  return Number.isSafeInteger(body.update_id)
}
