/** Why the API did not do what was asked. `retryAt`: Unix milliseconds, null when the server did not say. */
export type Fault =
  | { kind: 'refused'; status: number; code: string; message: string; requestId: string | null; retryAt: number | null }
  /** No answer of ours: no connection, a proxy, too late. */
  | { kind: 'unreachable' | 'late' | 'garbled' }

export type Answer<T> = { kind: 'done'; value: T } | Fault

export interface Question {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
}

export type Api = <T>(path: string, question?: Question) => Promise<Answer<T>>

export interface ApiDeps {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  now: () => number
  /** How long an answer may take. */
  timeoutMs: number
}

/** Asks our API. Every end that can be expected is a value. */
export function createApi({ fetch, now, timeoutMs }: ApiDeps): Api {
  return async <T>(path: string, question: Question = {}) => {
    try {
      const response = await fetch(path, { ...requestOf(question), signal: AbortSignal.timeout(timeoutMs) })
      if (!response.ok) return toFault(response, await response.json(), now())
      return { kind: 'done', value: (response.status === 204 ? null : await response.json()) as T }
    } catch (error) {
      return faultOfTheWay(error)
    }
  }
}

function requestOf({ method = 'GET', body, headers = {} }: Question): RequestInit {
  if (body === undefined) return { method, headers }
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

function faultOfTheWay(error: unknown): Fault {
  if (error instanceof SyntaxError) return { kind: 'garbled' }
  if (error instanceof TypeError) return { kind: 'unreachable' }
  if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'late' }
  throw error
}

function toFault({ status, headers }: Response, body: unknown, now: number): Fault {
  const { code, message, request_id } = record(record(body).error)
  if (typeof code !== 'string' || typeof message !== 'string') return { kind: 'garbled' }
  const seconds = headers.get('retry-after') ?? ''
  return {
    ...{ kind: 'refused', status, code, message },
    requestId: typeof request_id === 'string' ? request_id : null,
    retryAt: /^\d+$/.test(seconds) ? now + Number(seconds) * 1000 : null,
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
