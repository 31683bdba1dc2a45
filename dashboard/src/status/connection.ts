import type { Link } from './link.ts'

export interface Handlers {
  opened(): void
  message(text: string): void
  /** The connection failed or ended; nothing follows. */
  closed(): void
}

export interface ConnectionDeps {
  /** Opens a socket that goes on at `since`, or starts with a snapshot when that is null. @returns closes it, silently. */
  open: (since: string | null, handlers: Handlers) => () => void
  /** Where to go on; null before the first message. */
  since: () => string | null
  /** Takes a message; false when it leaves a gap that only a snapshot can fill. */
  receive: (text: string) => boolean
  changed: (link: Link) => void
  /** Unix milliseconds. */
  now: () => number
  /** Calls once, later. @returns calls it off. */
  after: (delayMs: number, work: () => void) => () => void
  /** From 0 to 1. */
  random: () => number
}

export interface Connection {
  start(): void
  /** The page came back to sight: a socket that was silent since is replaced, a wait is cut short. */
  wake(): void
  /** The network changed or the clock jumped: connect anew now, from a snapshot when nothing before can be trusted. */
  renew(from: 'place' | 'snapshot'): void
}

/** Browsers do not show a server's pings, so a socket this silent is replaced: that costs less than believing a dead one. */
const silenceMs = 30_000
/** On return to sight, less silence is suspect. */
const suspectMs = 10_000
const firstWaitMs = 1000
const longestWaitMs = 30_000
/** A connection that lived this long was well: the next loss is a new one. */
const settledMs = 5000

/** Keeps one socket to the stream open: replaces it when it ends or falls silent, with back-off and jitter. */
export function createConnection(deps: ConnectionDeps): Connection {
  let link: Link = { state: 'connecting', heardAt: null, retryAt: 0 }
  let failures = 0
  let openedAt = 0
  let needsSnapshot = false
  let close = (): void => {}
  let callOff = (): void => {}

  function show(change: Partial<Link>): void {
    link = { ...link, ...change }
    deps.changed(link)
  }

  function connect(): void {
    drop()
    show({ state: 'connecting' })
    openedAt = deps.now()
    watch()
    close = deps.open(needsSnapshot ? null : deps.since(), {
      opened: () => show({ state: 'open' }),
      message,
      closed: retry,
    })
  }

  function message(text: string): void {
    needsSnapshot = !deps.receive(text)
    if (needsSnapshot) retry()
    else heard()
  }

  function heard(): void {
    if (deps.now() - openedAt >= settledMs) failures = 0
    watch()
    show({ state: 'open', heardAt: deps.now() })
  }

  function retry(): void {
    drop()
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures) * (0.5 + deps.random() / 2)
    failures++
    show({ state: 'waiting', retryAt: deps.now() + waitMs })
    callOff = deps.after(waitMs, connect)
  }

  function watch(): void {
    callOff()
    callOff = deps.after(silenceMs, connect)
  }

  function drop(): void {
    callOff()
    close()
    close = () => {}
  }

  function renew(from: 'place' | 'snapshot'): void {
    failures = 0
    needsSnapshot ||= from === 'snapshot'
    connect()
  }

  return {
    start: connect,
    renew,
    wake() {
      const silent = link.heardAt === null || deps.now() - link.heardAt > suspectMs
      if (link.state === 'waiting' || (link.state === 'open' && silent)) renew('place')
    },
  }
}
