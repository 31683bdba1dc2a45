import type { Api } from 'grammy'
import type { Log } from '../../platform/log.ts'
import { allowedUpdates, type Update } from '../telegram-update.ts'
import { untilDone } from '../until-done.ts'

export interface ReceiveDeps {
  api: Api
  /** Where Telegram shall post; null asks Telegram instead (long polling). */
  webhookUrl: string | null
  /** Telegram sends it along; the first of the accepted ones. */
  webhookSecret: string
  store: (update: Update) => Promise<unknown>
  log: Log
  signal: AbortSignal
}

/** How long Telegram holds a question for updates open. */
const pollSeconds = 10

/**
 * Sees to it that updates come into the queue: by the webhook where there is an address for it, else by asking.
 * Resolves when the webhook is set, or when the signal ends the asking.
 */
export function receiveUpdates(deps: ReceiveDeps): Promise<void> {
  return deps.webhookUrl === null ? poll(deps) : setWebhook(deps, deps.webhookUrl)
}

async function setWebhook({ api, webhookSecret, log, signal }: ReceiveDeps, url: string): Promise<void> {
  const options = { secret_token: webhookSecret, allowed_updates: allowedUpdates, max_connections: 40 }
  await untilDone((until) => api.setWebhook(url, options, until), {
    signal,
    log,
    failure: 'the webhook could not be set',
  })
}

/** An update is acknowledged to Telegram only by asking for the one after it, once it is stored. */
async function poll({ api, store, log, signal }: ReceiveDeps): Promise<void> {
  let offset = 0
  const fetchAndStore = async (until: Parameters<Api['getMe']>[0]) => {
    const wanted = { offset, timeout: pollSeconds, allowed_updates: allowedUpdates }
    for (const update of await api.getUpdates(wanted, until)) {
      await store(update)
      offset = update.update_id + 1
    }
  }
  await untilDone((until) => api.deleteWebhook({}, until), { signal, log, failure: 'a webhook could not be taken off' })
  while (!signal.aborted) await untilDone(fetchAndStore, { signal, log, failure: 'updates could not be fetched' })
}
