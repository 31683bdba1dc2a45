import type { Trouble } from '../../parts/call.ts'
import type { RowResult, SendPart } from './results.ts'

export interface Sending {
  vins: readonly string[]
  /** How many rows go in one request. */
  partSize: number
  send: SendPart
  /** Resolves at that time, Unix milliseconds; rejects when the signal aborts. */
  waitUntil: (at: number, signal: AbortSignal) => Promise<void>
  now: () => number
  signal: AbortSignal
  onResults: (results: RowResult[]) => void
  /** Null once the wait is over. */
  onWait: (until: number | null) => void
}

/** When the server says that there were too many and not until when. */
const waitUntoldMs = 15_000

/**
 * Sends the rows part by part, in order. Where too many were sent in a minute it waits as long as the server says and
 * goes on.
 *
 * @returns what stopped it, null when every row is answered. Rejects only when `signal` aborts.
 */
export async function sendInParts({ vins, partSize, ...deps }: Sending): Promise<Trouble | null> {
  for (let from = 0; from < vins.length; from += partSize) {
    const trouble = await sendPart(vins.slice(from, from + partSize), deps)
    if (trouble !== null) return trouble
  }
  return null
}

async function sendPart(part: readonly string[], deps: Omit<Sending, 'vins' | 'partSize'>): Promise<Trouble | null> {
  const { send, signal, now, waitUntil, onResults, onWait } = deps
  for (;;) {
    const answer = await send(part, signal)
    signal.throwIfAborted()
    if (Array.isArray(answer)) {
      onResults(answer)
      return null
    }
    if (answer.kind !== 'limited' || answer.span === 'month') return answer
    const until = Math.max(answer.retryAt ?? now() + waitUntoldMs, now() + 1000)
    onWait(until)
    await waitUntil(until, signal)
    onWait(null)
  }
}
