import { Api, GrammyError, HttpError } from 'grammy'
import { DeliveryError } from './delivery-error.ts'

export interface TelegramChannelOptions {
  token: string
  apiRoot: string
}

export interface OutgoingMessage {
  chat: number
  topic: number | null
  /** HTML, at most 4,096 characters. */
  text: string
}

/** Sends one message. @returns its id in the chat. @throws DeliveryError */
export type SendMessage = (message: OutgoingMessage) => Promise<number>

const timeoutSeconds = 10

export function createTelegramChannel({ token, apiRoot }: TelegramChannelOptions): SendMessage {
  const { raw } = new Api(token, { apiRoot, timeoutSeconds })
  return async ({ chat, topic, text }) => {
    try {
      const sent = await raw.sendMessage({
        chat_id: chat,
        text,
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        ...(topic !== null && { message_thread_id: topic }),
      })
      return sent.message_id
    } catch (error) {
      throw toDeliveryError(error)
    }
  }
}

/** No cause is kept: grammY's errors hold the address of the request, and with it the token. */
function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof GrammyError) return refusal(error)
  if (error instanceof HttpError) return brokenRequest(error)
  throw error
}

/** A 400 that is about the chat, not about the text. */
const chatIsGone =
  /chat not found|user not found|bot is not a member|PEER_ID_INVALID|chat was deleted|group is deactivated/i

/** @see https://core.telegram.org/bots/api#making-requests */
function refusal({ error_code: code, description, parameters }: GrammyError): DeliveryError {
  const message = `Telegram answered ${code}: ${description}`
  const { migrate_to_chat_id: movedTo, retry_after: retryAfter } = parameters
  if (movedTo !== undefined) return new DeliveryError('receiver-moved', message, { movedTo })
  if (code === 429) return new DeliveryError('rate-limited', message, { retryAfterMs: (retryAfter ?? 1) * 1_000 })
  if (code === 401 || code === 404) return new DeliveryError('unauthorized', message)
  if (code === 403 || (code === 400 && chatIsGone.test(description))) return new DeliveryError('receiver-gone', message)
  if (code >= 500) return new DeliveryError('unreachable', message)
  return new DeliveryError('rejected', message)
}

/** Errors of the way to Telegram: no byte of the request was written. */
const neverWritten = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

function brokenRequest({ error }: HttpError): DeliveryError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
  return neverWritten.has(code)
    ? new DeliveryError('unreachable', `Telegram is out of reach (${code})`)
    : new DeliveryError('no-answer', `Telegram did not answer a request (${code})`)
}
