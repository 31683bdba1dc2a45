import { BotError, GrammyError, HttpError } from 'grammy'
import type { Log } from '../../platform/log.ts'
import type { Database } from '../../platform/postgres/pool.ts'
import { createWorker, type Queue, type RetryAfter, type Worker } from '../../platform/queue.ts'
import type { Update } from '../telegram-update.ts'

export interface WorkDeps {
  bot: { handleUpdate(update: Update): Promise<void> }
  database: Database
  queue: Queue<Update>
  log: Log
}

/** Chats at the same time. Each has at most one update in hand. */
const concurrency = 16
const longestDelayMs = 300_000
const outagePauseMs = 5000

/** Works the webhook queue off: each update goes to the bot, in order per chat. */
export function createUpdateWorker({ bot, database, queue, log }: WorkDeps): Worker {
  return createWorker({
    database,
    queue,
    concurrency,
    log,
    handle: async ({ payload }) => {
      try {
        await bot.handleUpdate(payload)
      } catch (error) {
        const cause = error instanceof BotError ? error.error : error
        if (!isReceiverGone(cause)) throw cause
        log.info({ update: payload.update_id }, 'the chat takes no messages any more')
      }
    },
    retryAfter,
  })
}

/** Blocked, kicked, deactivated: nobody is there to be answered. */
function isReceiverGone(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 403
}

/** An outage of Telegram, however long, is no fault of the update; a request that Telegram calls wrong stays wrong. */
export function retryAfter(error: unknown, tries: number): RetryAfter {
  if (error instanceof HttpError) return { outageMs: outagePauseMs }
  if (error instanceof GrammyError) {
    if (error.error_code === 429) return { outageMs: (error.parameters.retry_after ?? 1) * 1000 }
    if (error.error_code >= 500) return { outageMs: outagePauseMs }
    if (error.error_code === 400) return 'never'
  }
  return Math.min(1000 * 2 ** (tries - 1), longestDelayMs)
}
