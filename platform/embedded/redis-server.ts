import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { RedisUnreachable, type Reply } from './redis/backend.ts'
import { type Launched, launch } from './redis/launch.ts'
import { connectRedis } from './redis-connection.ts'

export interface RedisServerDeps {
  /** The path of a `redis-server` or `valkey-server`; see `findRedisServer`. */
  program: string
  /** Where data stays between runs; the caller sees to it that no other start uses it. Without it nothing is kept. */
  dir?: string
  log: Log
}

export interface RedisServer {
  /** `redis://` on loopback, with the password. */
  url: string
  pid: number
  /** Stops the server and waits for its end; what was written is on disk then. */
  close(): Promise<void>
}

const readyWithinMs = 15_000
const stopWithinMs = 5_000
const lookAgainMs = 10

/** The first Redis or Valkey server on a PATH, if there is one. */
export async function findRedisServer(path: string): Promise<string | undefined> {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  for (const folder of folders)
    for (const name of ['redis-server', 'valkey-server'])
      if (await isProgram(join(folder, name))) return join(folder, name)
  return undefined
}

/**
 * Starts a Redis of its own on a free port of loopback. It ends with this process, however that ends; one that was
 * left behind on `dir` all the same is stopped first.
 *
 * @throws {Error} with what the server said last, when it does not get ready.
 */
export async function startRedisServer({ program, dir, log }: RedisServerDeps): Promise<RedisServer> {
  if (dir !== undefined) {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    await stopLeftBehind(dir, log)
  }
  const port = await freePort()
  const password = randomBytes(24).toString('hex')
  const url = `redis://:${password}@127.0.0.1:${port}`
  if (dir !== undefined) await writeFile(recordIn(dir), url, { mode: 0o600 })

  const server = launch(program, describe(port, password, dir), log)
  try {
    await untilReady(url, server, log)
  } catch (cause) {
    await server.stop()
    throw cause
  }
  return { url, pid: server.pid, close: server.stop }
}

/** Read by the server from standard input, so that the password is in no list of processes. */
function describe(port: number, password: string, dir: string | undefined): string {
  const kept = dir === undefined ? ['appendonly no'] : [`dir ${JSON.stringify(dir)}`, 'appendonly yes']
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'daemonize no',
    'save ""',
    'maxmemory 256mb',
    'maxmemory-policy volatile-ttl',
    ...kept,
    '',
  ].join('\n')
}

async function untilReady(url: string, server: Launched, log: Log): Promise<void> {
  const giveUpAt = performance.now() + readyWithinMs
  while (!isPong(await ask(url, 'PING', log))) {
    if (server.ended()) throw new Error(`the Redis server did not start: ${server.lastWords()}`)
    if (performance.now() > giveUpAt) throw new Error(`the Redis server was not ready in time: ${server.lastWords()}`)
    await wait(lookAgainMs)
  }
}

const isPong = (reply: Reply | undefined) => Buffer.isBuffer(reply) && reply.toString() === 'PONG'

/** Where the address of the server on this folder is written. Who answers there to its password is that server. */
const recordIn = (dir: string) => join(dir, 'redis-server.url')

async function stopLeftBehind(dir: string, log: Log): Promise<void> {
  const url = await readRecord(dir)
  if (url === undefined || (await ask(url, 'PING', log)) === undefined) return
  log.warn({ dir }, 'a Redis server was left behind and is stopped')
  await ask(url, 'SHUTDOWN', log)
  const giveUpAt = performance.now() + stopWithinMs
  while ((await ask(url, 'PING', log)) !== undefined) {
    if (performance.now() > giveUpAt) throw new Error(`a Redis server that was left behind on ${dir} does not stop`)
    await wait(lookAgainMs)
  }
}

async function readRecord(dir: string): Promise<string | undefined> {
  try {
    const text = await readFile(recordIn(dir), 'utf8')
    return /^redis:\/\/:[0-9a-f]+@127\.0\.0\.1:\d+$/.test(text) ? text : undefined
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** One command on a connection of its own; undefined when nobody answers to this password. */
async function ask(url: string, command: string, log: Log): Promise<Reply | undefined> {
  const connection = connectRedis({ url, log })
  try {
    return (await connection.send([[command]]))[0]
  } catch (error) {
    if (error instanceof RedisUnreachable) return undefined
    throw error
  } finally {
    await connection.close()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].some((code) => isCode(error, code))) return false
    throw error
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
