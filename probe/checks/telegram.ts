import type { Failure, Reading } from '../model/result.ts'
import type { TelegramSpec } from '../model/target.ts'
import type { Check } from './check.ts'
import { exchange } from './http-exchange.ts'

const maxAnswerBytes = 256 * 1024

/** What Telegram says of our webhook. @see https://core.telegram.org/bots/api#getwebhookinfo */
export const checkTelegram: Check<TelegramSpec> = async ({ apiRoot, token }, signal) => {
  const url = `${apiRoot.replace(/\/$/, '')}/bot${token}/getWebhookInfo`
  const { phases, answer, failure } = await exchange({ url, method: 'GET', maxBodyBytes: maxAnswerBytes }, signal)
  if (failure !== null) return { phases, readings: [], failure }
  const document = parsed(answer.body)
  const complaint = whyRefused(document, answer.status)
  if (complaint !== null) return { phases, readings: [], failure: complaint }
  const readings = readingsOf(document?.result, Date.parse(answer.headers.date ?? '') || Date.now())
  return { phases, readings: readings ?? [], failure: readings === null ? noInfo : null }
}

interface BotApiAnswer {
  readonly ok?: unknown
  readonly result?: unknown
}

const noInfo: Failure = { reason: 'malformed', message: 'wanted the info of a webhook as JSON' }

/** Telegram answers 401 to a wrong token and 404 to what cannot be one. */
function whyRefused(document: BotApiAnswer | null, status: number): Failure | null {
  if (document?.ok === true) return null
  if (document?.ok !== false)
    return status < 400 ? noInfo : { reason: 'unexpected', message: `wanted an answer of the Bot API, got ${status}` }
  if (status === 401 || status === 404) return { reason: 'unauthorized', message: `the token was refused (${status})` }
  return { reason: 'unexpected', message: `wanted the info of the webhook, got ${status}` }
}

/** @param now Unix milliseconds by Telegram's own clock, where it tells: ages must not depend on ours. */
function readingsOf(info: unknown, now: number): Reading[] | null {
  const { pending_update_count: pending, last_error_date: failedAt } = (info ?? {}) as Record<string, unknown>
  if (typeof pending !== 'number') return null
  const readings = [{ name: 'telegram_pending_updates', labels: {}, value: pending }]
  if (typeof failedAt !== 'number') return readings
  const ageSeconds = Math.max(0, Math.floor(now / 1000) - failedAt)
  return [...readings, { name: 'telegram_last_error_age_seconds', labels: {}, value: ageSeconds }]
}

function parsed(text: string): BotApiAnswer | null {
  try {
    const document: unknown = JSON.parse(text)
    return typeof document === 'object' ? document : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
