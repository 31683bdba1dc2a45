import type { Vehicle } from './vehicle.ts'

/** How a question to the API can end, all of it expected. `requestId` is null when no answer of ours came. */
export type Answer =
  | { kind: 'found'; vehicle: Vehicle }
  /** What was typed is no VIN. */
  | { kind: 'refused'; message: string; suggestions: string[]; requestId: string | null }
  /** Too many questions. `retryAt`: Unix milliseconds, null when the server did not say. */
  | { kind: 'limited'; retryAt: number | null; requestId: string | null }
  | { kind: 'failed'; status: number; message: string | null; requestId: string | null }
  | { kind: 'unreachable' }
  | { kind: 'late' }

export interface AskOptions {
  forceRefresh: boolean
  signal: AbortSignal
}

export type Ask = (vin: string, options: AskOptions) => Promise<Answer>

export interface AskDeps {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  now: () => number
  /** How long an answer may take. */
  timeoutMs: number
}

/** Asks `POST /api/decode`. Rejects only when `signal` aborts. */
export function createAsk({ fetch, now, timeoutMs }: AskDeps): Ask {
  return async (vin, { forceRefresh, signal }) => {
    const body = JSON.stringify(forceRefresh ? { vin, force_refresh: true } : { vin })
    const headers = { 'content-type': 'application/json' }
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    try {
      const response = await fetch('/api/decode', { method: 'POST', headers, body, signal: deadline })
      return toAnswer(response, await jsonOf(response), now())
    } catch (error) {
      if (error instanceof TypeError) return { kind: 'unreachable' }
      if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'late' }
      throw error
    }
  }
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

function toAnswer(response: Response, body: unknown, now: number): Answer {
  const { status } = response
  const { vehicle, error } = record(body)
  if (response.ok && isVehicle(vehicle)) return { kind: 'found', vehicle }
  const { code, message, request_id, suggestions } = record(error)
  const requestId = textOrNull(request_id)
  if (status === 429) return { kind: 'limited', retryAt: retryAt(response.headers.get('retry-after'), now), requestId }
  if (code === 'invalid_vin' && typeof message === 'string') {
    return { kind: 'refused', message, suggestions: texts(suggestions), requestId }
  }
  return { kind: 'failed', status, message: textOrNull(message), requestId }
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAt(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return now + Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : date
}

function isVehicle(value: unknown): value is Vehicle {
  const { vin, fields, warnings, suggestions } = record(value)
  const listed = Array.isArray(warnings) && Array.isArray(suggestions)
  return typeof vin === 'string' && typeof fields === 'object' && fields !== null && listed
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
