/** What can come back instead of an answer, all of it expected. `requestId` is null when no answer of ours came. */
export type Trouble =
  /** Too many questions, for a minute or for the month. `retryAt`: Unix milliseconds, null when the server did not say. */
  | { kind: 'limited'; span: 'minute' | 'month'; retryAt: number | null; requestId: string | null }
  /** `code` and `message` are null when the answer was none of ours, as from a proxy in between. */
  | { kind: 'failed'; status: number; code: string | null; message: string | null; requestId: string | null }
  | { kind: 'unreachable' }
  | { kind: 'late' }

export type Reply =
  /** `body` is undefined when there was none. */
  | { kind: 'ok'; body: unknown }
  /** `details`: the members of the `error` object of a failure. */
  | (Trouble & { details?: Record<string, unknown> })

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE'
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal
}

/** Asks our API. Rejects only when `signal` aborts. */
export type CallApi = (path: string, call?: Call) => Promise<Reply>

export interface CallDeps {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  now: () => number
  /** How long an answer may take. */
  timeoutMs: number
}

/** A success that is none of ours. */
export const notUnderstood: Trouble = { kind: 'failed', status: 200, code: null, message: null, requestId: null }

const noContent = 204

export function createCall({ fetch, now, timeoutMs }: CallDeps): CallApi {
  return async (path, { signal, ...call } = {}) => {
    const late = AbortSignal.timeout(timeoutMs)
    const init = { ...requestOf(call), signal: signal === undefined ? late : AbortSignal.any([signal, late]) }
    try {
      return await replyOf(await fetch(path, init), now())
    } catch (error) {
      if (error instanceof TypeError) return { kind: 'unreachable' }
      if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'late' }
      throw error
    }
  }
}

async function replyOf(response: Response, now: number): Promise<Reply> {
  const body = await jsonOf(response)
  if (!response.ok) return troubleOf(response, body, now)
  return body === undefined && response.status !== noContent ? notUnderstood : { kind: 'ok', body }
}

function requestOf({ method = 'GET', headers = {}, body }: Omit<Call, 'signal'>): RequestInit {
  if (body === undefined) return { method, headers }
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** Undefined when the body is no JSON, as from a proxy in between. */
async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function troubleOf({ status, headers }: Response, body: unknown, now: number): Reply {
  const details = record(record(body).error)
  const code = textOrNull(details.code)
  const requestId = textOrNull(details.request_id)
  if (status === 429) {
    const span = code === 'quota_exceeded' ? 'month' : 'minute'
    return { kind: 'limited', span, retryAt: retryAt(headers.get('retry-after'), now), requestId }
  }
  return { kind: 'failed', status, code, message: textOrNull(details.message), requestId, details }
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAt(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return now + Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : date
}

/** The members of an object; none of anything else. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
