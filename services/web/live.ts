import { setTimeout as sleep } from 'node:timers/promises'
import { applyDelta } from '../../alerts/model/apply-delta.ts'
import type { BoardMessage, Overview } from '../../alerts/model/overview.ts'
import { createFeed, type Reader } from '../../platform/feed.ts'
import type { Log } from '../../platform/log.ts'

export interface LiveDeps {
  /** The probe's stream, `ws://`. */
  streamUrl: string
  token: string | null
  log: Log
}

export interface Live {
  join(reader: Reader, since: string | undefined): void
  /** The last that is known; null before the probe was ever reached. */
  overview(): Overview | null
  readers(): number
  close(): Promise<void>
}

/** The probe speaks at least once in an interval; silence this long is a dead connection. */
const silenceMs = 15_000
const firstPauseMs = 250
const longestPauseMs = 5000

/** Holds one connection to the probe's stream, resumes it where it broke, and fans it out to browsers. */
export function relayStream({ streamUrl, token, log }: LiveDeps): Live {
  const stopped = new AbortController()
  let last: BoardMessage | null = null
  let overview: Overview | null = null
  const feed = createFeed({
    snapshot: (): BoardMessage | null => {
      if (last === null || overview === null) return null
      return { type: 'snapshot', stream: last.stream, seq: last.seq, at: Date.now(), overview }
    },
  })

  const take = (message: BoardMessage) => {
    last = message
    if (message.type === 'snapshot') {
      overview = message.overview
      feed.restart()
    } else if (overview !== null) {
      overview = applyDelta(overview, message)
      feed.push(message)
    }
  }
  const running = keepReading()

  async function keepReading(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!stopped.signal.aborted) {
      const heard = await readOnce(addressOf(streamUrl, last), token, take, stopped.signal)
      pauseMs = heard ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs)
      if (heard) log.info({}, 'the probe’s stream broke off')
      await sleep(pauseMs, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }

  return {
    join: feed.join,
    overview: () => overview,
    readers: feed.readers,
    async close() {
      stopped.abort()
      feed.close()
      await running
    },
  }
}

function addressOf(streamUrl: string, last: BoardMessage | null): string {
  return last === null ? streamUrl : `${streamUrl}?since=${last.stream}:${last.seq}`
}

/** Reads until the connection ends, falls silent, or is stopped. @returns whether anything was heard. */
function readOnce(
  address: string,
  token: string | null,
  take: (message: BoardMessage) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    // Node's WebSocket takes headers, which the browsers' one does not.
    const options = token === null ? {} : { headers: { 'x-internal-token': token } }
    const socket = new WebSocket(address, options as never)
    let heard = false
    const end = () => {
      clearTimeout(silence)
      signal.removeEventListener('abort', end)
      socket.onmessage = null
      socket.close()
      resolve(heard)
    }
    const silence = setTimeout(end, silenceMs)
    signal.addEventListener('abort', end)
    socket.onclose = end
    socket.onerror = end
    socket.onmessage = ({ data }) => {
      const message = parse(String(data))
      if (message === null) return end()
      heard = true
      silence.refresh()
      take(message)
    }
  })
}

/** @returns null for what is no message: the connection is then begun anew. */
function parse(text: string): BoardMessage | null {
  try {
    const message = JSON.parse(text)
    return message?.type === 'snapshot' || message?.type === 'delta' ? message : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
