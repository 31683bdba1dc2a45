import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, escapeIdentifier } from 'pg'
import type { Log } from '../log.ts'
import { type ConnectionOptions, createConnection } from './connection.ts'
import { toDatabaseError } from './error.ts'

/** @param payload undefined after each new connection: something may have been missed before it. */
export type OnNotice = (payload: string | undefined) => void

export interface Listening {
  close(): Promise<void>
}

const firstPauseMs = 250
const longestPauseMs = 5_000
const heartbeatMs = 15_000
const answerMs = 5_000

/** Listens on a connection of its own, which is made anew with back-off for as long as it takes. */
export function listen(options: ConnectionOptions, channel: string, onNotice: OnNotice, log: Log): Listening {
  const stop = new AbortController()
  const ended = keepListening(options, channel, onNotice, log, stop.signal)
  const close = () => {
    stop.abort()
    return ended
  }
  return { close }
}

async function keepListening(
  options: ConnectionOptions,
  channel: string,
  onNotice: OnNotice,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs
  while (!stop.aborted) {
    const { heard, reason } = await listenOnce(createConnection(options), channel, onNotice, stop)
    if (stop.aborted) return
    pauseMs = heard ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs)
    log.warn({ channel, pauseMs, reason }, 'the listening connection is away, trying again')
    await pause(pauseMs, stop)
  }
}

/** Resolves when the connection ended: whether there ever was one, and why it ended. */
async function listenOnce(
  client: Client,
  channel: string,
  onNotice: OnNotice,
  stop: AbortSignal,
): Promise<{ heard: boolean; reason: string }> {
  const gone = new AbortController()
  client.once('end', () => gone.abort())
  client.once('error', () => gone.abort())
  client.on('notification', ({ payload }) => onNotice(payload ?? ''))
  let heard = false
  let reason = 'the connection ended'
  try {
    await client.connect()
    await client.query(`listen ${escapeIdentifier(channel)}`)
    heard = true
    onNotice(undefined)
    await beat(client, AbortSignal.any([gone.signal, stop]))
  } catch (error) {
    // Whatever broke the connection, the answer is a new one.
    reason = toDatabaseError(error, false).message
  } finally {
    // Not awaited: with the network cut the other side never says goodbye.
    void client.end().catch(() => {})
  }
  return { heard, reason }
}

/** A cut network tells nothing by itself: the connection is asked now and then. */
async function beat(client: Client, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await pause(heartbeatMs, until)
    if (until.aborted) return
    const question = { text: 'select 1', query_timeout: answerMs }
    await client.query(question)
  }
}

/** An abort ends the pause; that is what it is for. */
function pause(ms: number, until: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal: until, ref: false }).catch(() => {})
}
