import type { File, WebhookInfo } from 'grammy/types'
import { ApiError, badRequest } from '../api-error.ts'
import type { Params } from '../params.ts'
import { Described, type Method, type MethodDeps } from './method.ts'

/** A bot can download no larger file, bytes. */
const maxDownloadBytes = 20 * 1024 * 1024
const maxPollS = 50
const longest = { answer: 200, secret: 256 }

/** Methods with which the bot takes what is for it: updates, files, pressed buttons. */
export function receiveMethods(deps: MethodDeps): Record<string, Method> {
  const { world, updates, poll, webhook, queries, shelf } = deps

  function asksFor(params: Params): void {
    const kinds = params.object<NonNullable<WebhookInfo['allowed_updates']>>('allowed_updates')
    if (kinds !== undefined && !Array.isArray(kinds)) throw badRequest('allowed_updates must be an Array of String')
    if (kinds !== undefined) world.state.allowedUpdates = kinds
  }

  function setWebhook(params: Params): Described {
    const url = params.text('url') ?? ''
    if (url === '') return deleteWebhook(params)
    checkWebhookUrl(url)
    const secret = params.text('secret_token')
    if (secret !== undefined) checkSecret(secret)
    const connections = params.integer('max_connections') ?? 40
    asksFor(params)
    poll.end('terminated by setWebhook request')
    if (params.flag('drop_pending_updates')) updates.drop()
    const wasSame = world.state.subscription?.url === url
    webhook.set({
      url,
      maxConnections: Math.min(Math.max(connections, 1), 100),
      ...(secret !== undefined && { secret }),
      ...(params.text('ip_address') !== undefined && { ipAddress: params.text('ip_address') ?? '' }),
    })
    return new Described(true, wasSame ? 'Webhook is already set' : 'Webhook was set')
  }

  function deleteWebhook(params: Params): Described {
    const wasSet = world.state.subscription !== null
    webhook.set(null)
    if (params.flag('drop_pending_updates')) updates.drop()
    return new Described(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted')
  }

  return {
    setWebhook,
    deleteWebhook,
    getWebhookInfo: () => webhook.info(),

    getUpdates(params) {
      if (world.state.subscription) {
        const how = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        throw new ApiError(409, `Conflict: ${how}`)
      }
      asksFor(params)
      const limit = Math.min(Math.max(params.integer('limit') ?? 100, 1), 100)
      const timeoutS = Math.min(Math.max(params.integer('timeout') ?? 0, 0), maxPollS)
      return poll.poll({ offset: params.integer('offset') ?? 0, limit, timeoutMs: timeoutS * 1000 })
    },

    answerCallbackQuery(params) {
      const text = params.text('text') ?? ''
      if (text.length > longest.answer) throw badRequest('MESSAGE_TOO_LONG')
      const url = params.text('url')
      const said = { text, showAlert: params.flag('show_alert'), ...(url !== undefined && { url }) }
      queries.answer(params.text('callback_query_id') ?? '', said)
      return true
    },

    getFile(params): File {
      const fileId = params.text('file_id') ?? ''
      if (fileId === '') throw badRequest('file_id not specified')
      const found = shelf.find(fileId)
      if (!found) throw badRequest('wrong file_id or the file is temporarily unavailable')
      const { path, sizeBytes } = found.file
      if (sizeBytes > maxDownloadBytes) throw badRequest('file is too big')
      return { file_id: fileId, file_unique_id: found.unique, file_size: sizeBytes, file_path: path }
    },
  }
}

/** Plain http is taken on loopback, where the real one refuses it: a platform on one machine has no certificate. */
function checkWebhookUrl(url: string): void {
  const parsed = URL.parse(url)
  if (!parsed) throw badRequest('bad webhook: invalid webhook URL specified')
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname)
  if (parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback)) return
  throw badRequest('bad webhook: HTTPS URL must be provided for webhook')
}

function checkSecret(secret: string): void {
  if (secret.length > longest.secret) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]+$/.test(secret)) throw badRequest('secret token contains unallowed characters')
}
