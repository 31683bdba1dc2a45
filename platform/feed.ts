/** A message in an unbroken numbering; another `stream` begins another numbering. */
export interface Numbered {
  stream: string
  seq: number
}

/** The part of a WebSocket that a feed needs. */
export interface Reader {
  readonly bufferedAmount: number
  send(text: string): void
  ping(): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'pong' | 'close' | 'error', listener: () => void): unknown
}

export interface Feed {
  /** Sends the next message to every reader. */
  push(message: Numbered): void
  /** What came before says nothing any more: every reader gets a new snapshot. */
  restart(): void
  /** @param since `STREAM:SEQ` of the last message that the reader has; it gets exactly what it missed, or a snapshot. */
  join(reader: Reader, since: string | undefined): void
  readers(): number
  close(): void
}

export interface FeedDeps {
  /** The whole of what is now, numbered like the last message; null while nothing is known. */
  snapshot: () => Numbered | null
  /** So many messages back a reader may resume. */
  keep?: number
}

const pingEveryMs = 20_000
/** A reader with more than this unread is dropped, so that it slows nobody. */
const longestUnreadBytes = 1024 * 1024
const tooSlow = 1013
const goingAway = 1001
/** A reader that does not answer the close by then is cut: waiting for it would hold up the end of the process. */
const farewellMs = 1000

/** Numbered messages to any number of WebSockets, each resumed where it left. */
export function createFeed({ snapshot, keep = 1000 }: FeedDeps): Feed {
  const kept: { message: Numbered; text: string }[] = []
  const readers = new Map<Reader, { alive: boolean }>()

  const dismiss = (reader: Reader, code: number, reason: string) => {
    readers.delete(reader)
    reader.close(code, reason)
    setTimeout(() => reader.terminate(), farewellMs).unref()
  }
  const send = (reader: Reader, text: string) => {
    if (reader.bufferedAmount > longestUnreadBytes) dismiss(reader, tooSlow, 'too slow')
    else reader.send(text)
  }
  const sendSnapshot = (reader: Reader) => {
    const whole = snapshot()
    if (whole !== null) send(reader, JSON.stringify(whole))
  }
  const pinging = setInterval(() => {
    for (const [reader, state] of readers) {
      if (!state.alive) reader.terminate()
      state.alive = false
      reader.ping()
    }
  }, pingEveryMs)
  pinging.unref()

  return {
    push(message) {
      const text = JSON.stringify(message)
      kept.push({ message, text })
      if (kept.length > keep) kept.shift()
      for (const reader of readers.keys()) send(reader, text)
    },
    restart() {
      kept.length = 0
      for (const reader of readers.keys()) sendSnapshot(reader)
    },
    join(reader, since) {
      const state = { alive: true }
      readers.set(reader, state)
      reader.on('pong', () => {
        state.alive = true
      })
      reader.on('close', () => readers.delete(reader))
      reader.on('error', () => reader.terminate())
      const missed = missedSince(since, kept, snapshot())
      if (missed === null) sendSnapshot(reader)
      else for (const text of missed) send(reader, text)
    },
    readers: () => readers.size,
    close() {
      clearInterval(pinging)
      for (const reader of readers.keys()) dismiss(reader, goingAway, 'going away')
    },
  }
}

/** @returns the texts after that place; null when they are not all kept, or the place is none of ours. */
function missedSince(
  since: string | undefined,
  kept: readonly { message: Numbered; text: string }[],
  last: Numbered | null,
): string[] | null {
  const place = /^([\w-]+):(\d{1,15})$/.exec(since ?? '')
  if (place === null || last === null || place[1] !== last.stream) return null
  const seq = Number(place[2])
  if (seq === last.seq) return []
  const from = kept.findIndex(({ message }) => message.stream === last.stream && message.seq === seq + 1)
  return from === -1 ? null : kept.slice(from).map(({ text }) => text)
}
