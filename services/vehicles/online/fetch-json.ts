import type { Clock } from '../../../platform/clock.ts'
import { type Failure, failure } from '../model/outcome.ts'
import { retryAfterMs } from '../model/retry-after.ts'

export interface Fetched {
  kind: 'fetched'
  status: number
  /** Undefined when the answer is no JSON. */
  body: unknown
  retryAfterMs: number | null
}

/** A batch of 50 from vPIC is about 250 kB. */
const longestBodyBytes = 1024 * 1024

/** One request and its whole answer, of 1 MB at most. Redirects are not followed: a key goes to nobody else. */
export async function fetchJson(
  url: string,
  init: RequestInit & { signal: AbortSignal },
  now: Clock,
): Promise<Fetched | Failure> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const text = await readText(response)
    if (text === undefined) return failure('too-large')
    const header = response.headers.get('retry-after')
    return {
      kind: 'fetched',
      status: response.status,
      body: parsed(text),
      retryAfterMs: retryAfterMs(header, now()),
    }
  } catch (error) {
    if (init.signal.aborted) return failure('timeout')
    // What fetch throws: `fetch failed` before an answer, `terminated` in the middle of one.
    if (error instanceof TypeError) return failure('unreachable')
    throw error
  }
}

/** @returns undefined when it is too long. */
async function readText({ body }: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body ?? []) {
    bytes += part.byteLength
    if (bytes > longestBodyBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
