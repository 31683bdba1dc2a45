import { STATUS_CODES } from 'node:http'
import type { Subscription } from './state.ts'
import type { Schedule } from './time.ts'

/** What came back; `error` is worded as `last_error_message` tells it. */
export type Outcome = { status: number; body: string; retryAfterMs: number } | { status: 0; error: string }

interface WebhookRequestDeps {
  schedule: Schedule
  timeoutMs: number
  /** Cuts what is under way. */
  closing: AbortSignal
}

/** Posts a body to the webhook with its secret. Redirects are not followed, as Telegram does not. */
export function createWebhookRequest({ schedule, timeoutMs, closing }: WebhookRequestDeps) {
  return async (subscription: Subscription, body: string, headers: Record<string, string> = {}): Promise<Outcome> => {
    const overdue = new AbortController()
    const cancel = schedule(timeoutMs, () => overdue.abort())
    try {
      const response = await fetch(subscription.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...secretHeader(subscription), ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([overdue.signal, closing]),
      })
      const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1000 || 0
      return { status: response.status, body: await response.text(), retryAfterMs }
    } catch (error) {
      // fetch tells every failure of the network, and an abort, by throwing.
      return { status: 0, error: overdue.signal.aborted ? 'Read timeout expired' : networkError(error) }
    } finally {
      cancel()
    }
  }
}

/** Why the webhook did not take it; undefined when it did. */
export function errorOf(outcome: Outcome): string | undefined {
  if ('error' in outcome) return outcome.error
  const isTaken = outcome.status >= 200 && outcome.status < 300
  if (isTaken) return undefined
  return `Wrong response from the webhook: ${outcome.status} ${STATUS_CODES[outcome.status] ?? ''}`.trimEnd()
}

function secretHeader({ secret }: Subscription): Record<string, string> {
  return secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }
}

function networkError(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' ? 'Connection refused' : 'Connection reset by peer'
}
