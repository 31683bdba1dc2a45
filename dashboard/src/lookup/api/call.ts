/** What can come back instead of an answer, all of it expected. `requestId` is null when no answer of ours came. */
export type Trouble =
  /** Too many questions, for a minute or for the month. `retryAt`: Unix milliseconds, null when the server did not say. */
  | { kind: 'limited'; span: 'minute' | 'month'; retryAt: number | null; requestId: string | null }
  | { kind: 'failed'; status: number; code: string | null; message: string | null; requestId: string | null }
  | { kind: 'unreachable' }
  | { kind: 'late' }

export type Reply =
  /** `body` is undefined when there was none, or none that is JSON. */
  | { kind: 'ok'; body: unknown }
  /** `details`: the members of the `error` object of a failure. */
  | (Trouble & { details?: Record<string, unknown> })

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE'
  /** Sent as JSON. */
  body?: unknown
  signal: AbortSignal
}

/** Rejects only when `signal` aborts. */
export type CallApi = (path: string, call: Call) => Promise<Reply>

export interface CallDeps {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  now: () => number
  /** How long an answer may take. */
  timeoutMs: number
  /** What shows that our own page sends a change in the name of who is signed in. */
  headers: () => Promise<Record<string, string>>
  /** The same after asking anew who is signed in: another tab may have signed in or out. */
  renewHeaders: () => Promise<Record<string, string>>
}

/** Calls our API in the name of whoever is signed in, or of a visitor. */
export function createCall(deps: CallDeps): CallApi {
  return async (path, call) => {
    const deadline = AbortSignal.any([call.signal, AbortSignal.timeout(deps.timeoutMs)])
    try {
      const reply = await once(path, call, await deps.headers(), deadline, deps)
      if (!isStale(reply)) return reply
      return await once(path, call, await deps.renewHeaders(), deadline, deps)
    } catch (error) {
      if (error instanceof TypeError) return { kind: 'unreachable' }
      if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'late' }
      throw error
    }
  }
}

/** A session that is over, or one that this page does not know of. Nothing was done then. */
function isStale(reply: Reply): boolean {
  return reply.kind === 'failed' && (reply.status === 401 || reply.status === 403)
}

async function once(
  path: string,
  { method = 'GET', body }: Call,
  headers: Record<string, string>,
  signal: AbortSignal,
  { fetch, now }: CallDeps,
): Promise<Reply> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const text = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(path, { method, headers: { ...json, ...headers }, ...text, signal })
  const answer = await jsonOf(response)
  return response.ok ? { kind: 'ok', body: answer } : troubleOf(response, answer, now())
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
