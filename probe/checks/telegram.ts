import type { WebhookInfo } from 'grammy/types'
import { failed, type Observation, passed, type Reading } from '../model/result.ts'
import type { TelegramSpec } from '../model/target.ts'
import { askOnce } from './http.ts'

/** Asks the Bot API what it knows of the webhook: how much waits there, and when it last failed. */
export async function checkTelegram({ apiRoot, token }: TelegramSpec, signal: AbortSignal): Promise<Observation> {
  const url = `${apiRoot}/bot${token}/getWebhookInfo`
  const exchange = await askOnce({ url, method: 'GET', headers: {}, maxBodyBytes: 64 * 1024 }, signal)
  if ('failure' in exchange) return exchange
  const { status, body, phases } = exchange
  if (status === 401 || status === 404) return failed('unauthorized', 'the bot token is not taken', phases)
  const info = readInfo(body)
  if (info === null) return failed('unexpected', `it answered ${status}, and not what was asked`, phases)
  return passed(phases, readingsOf(info))
}

function readInfo(body: string): WebhookInfo | null {
  try {
    const answer = JSON.parse(body)
    return answer?.ok === true && typeof answer.result?.pending_update_count === 'number' ? answer.result : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function readingsOf({ pending_update_count, last_error_date }: WebhookInfo): Reading[] {
  const pending = { name: 'telegram_pending_updates', labels: {}, value: pending_update_count }
  if (last_error_date === undefined) return [pending]
  const age = Math.max(0, Date.now() / 1000 - last_error_date)
  return [pending, { name: 'telegram_last_error_age_seconds', labels: {}, value: age }]
}
