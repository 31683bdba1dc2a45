import { createClient, ErrorReply, RESP_TYPES } from '@redis/client'
import type { Log } from '../log.ts'
import { type Command, type RedisBackend, RedisError, RedisUnreachable, type Reply } from './redis/backend.ts'

export interface RedisConnectionDeps {
  /** `redis://` or `rediss://`, with user, password and database number as needed. */
  url: string
  log: Log
  /** From the call to the last reply, the connecting included. */
  deadlineMs?: number
}

/**
 * One connection to a Redis, opened by the first call and opened anew by the next call after it broke.
 *
 * A call that gets no reply in time closes the connection: what was sent on it can no longer be told apart from what
 * was not, and a transaction cut in half must not meet the next command.
 *
 * @throws {TypeError} when `url` is no Redis URL; the message does not repeat it.
 */
export function connectRedis({ url, log, deadlineMs = 1_000 }: RedisConnectionDeps): RedisBackend {
  assertRedisUrl(url)
  let current: Connection | undefined

  async function exchange(commands: readonly Command[]): Promise<Reply[]> {
    if (!current?.usable()) current = openConnection(url, deadlineMs, log)
    return current.exchange(commands)
  }

  return {
    send: exchange,
    async sendAtomically(commands) {
      const last = (await exchange([['MULTI'], ...commands, ['EXEC']])).at(-1)
      if (Array.isArray(last) || last instanceof RedisError) return last
      throw new RedisUnreachable('EXEC was answered with neither replies nor an error')
    },
    async close() {
      current?.drop()
    },
  }
}

interface Connection {
  usable(): boolean
  exchange(commands: readonly Command[]): Promise<Reply[]>
  drop(): void
}

function openConnection(url: string, deadlineMs: number, log: Log): Connection {
  const client = createRawClient(url, deadlineMs)
  client.on('error', (cause) => log.debug({ code: codeOf(cause) }, 'the connection to Redis broke'))
  const opened = client.connect()
  opened.catch(() => {}) // Whoever exchanges commands sees the failure; a connection nobody waits for may fail unheard.

  const drop = () => {
    if (client.isOpen) client.destroy()
  }
  return {
    usable: () => client.isOpen,
    drop,
    async exchange(commands) {
      const replies = opened.then(() => sendInOneBatch(client, commands))
      try {
        return await within(deadlineMs, replies)
      } catch (cause) {
        drop()
        if (cause instanceof ErrorReply) log.error({ code: firstWord(cause.message) }, 'Redis refused the connection')
        throw new RedisUnreachable('Redis did not answer', { cause })
      }
    },
  }
}

type RawClient = ReturnType<typeof createRawClient>

function createRawClient(url: string, connectTimeout: number) {
  return createClient({
    url,
    RESP: 2,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: { reconnectStrategy: false, connectTimeout },
  })
}

/** Strings are asked for as bytes and numbers as digits, so that neither is changed on the way. */
const rawReplies = {
  [RESP_TYPES.BLOB_STRING]: Buffer,
  [RESP_TYPES.SIMPLE_STRING]: Buffer,
  [RESP_TYPES.NUMBER]: String,
}

/** All commands are queued in one tick and share a chain: nothing of another caller comes between them. */
async function sendInOneBatch(client: RawClient, commands: readonly Command[]): Promise<Reply[]> {
  const chainId = Symbol('batch')
  const answers = await Promise.allSettled(
    commands.map((command) => client.sendCommand(command, { chainId, typeMapping: rawReplies })),
  )
  return answers.map((answer) => {
    if (answer.status === 'fulfilled') return toReply(answer.value)
    if (answer.reason instanceof ErrorReply) return new RedisError(answer.reason.message)
    throw answer.reason
  })
}

function toReply(raw: unknown): Reply {
  if (raw === null || Buffer.isBuffer(raw)) return raw
  if (typeof raw === 'string') return toInteger(raw)
  if (Array.isArray(raw)) return raw.map(toReply)
  if (raw instanceof ErrorReply) return new RedisError(raw.message)
  throw new TypeError(`RESP2 has no reply that is read as ${typeof raw}`)
}

function toInteger(digits: string): number | bigint {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits)
}

async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no reply within ${deadlineMs} ms`)), deadlineMs)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function assertRedisUrl(url: string): void {
  const { protocol = '', pathname = '' } = URL.parse(url) ?? {}
  if (!/^rediss?:$/.test(protocol) || !/^\/?\d*$/.test(pathname) || /%(?![0-9a-f]{2})/i.test(url))
    throw new TypeError('a Redis URL was wanted: redis[s]://[user:password@]host[:port][/database]')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'closed'
}

const firstWord = (text: string) => text.split(' ', 1)[0] ?? ''
