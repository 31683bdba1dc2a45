import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import type { Reply } from './redis/backend.ts'
import { startEmbeddedRedis } from './redis.ts'
import { connectRedis } from './redis-connection.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'

const path = process.env.PATH ?? ''
const program = await findRedisServer(path)
const open: { close(): Promise<void> }[] = []
let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "intelauto redis 'quoted' "))
})
afterEach(async () => {
  for (const item of open.splice(0)) await item.close()
  await rm(dir, { recursive: true })
})

async function ask(url: string, ...command: string[]): Promise<Reply | undefined> {
  const connection = connectRedis({ url, log: silentLog })
  try {
    return (await connection.send([command]))[0]
  } finally {
    await connection.close()
  }
}

describe.skipIf(!program)(`a Redis server of our own${program ? '' : ': needs redis-server'}`, () => {
  async function start(where?: string) {
    if (program === undefined) throw new Error('needs redis-server')
    const server = await startRedisServer({ program, log: silentLog, ...(where !== undefined && { dir: where }) })
    open.push(server)
    return server
  }

  test('asks for its password', async () => {
    const { url } = await start()
    const { port } = new URL(url)
    expect(String(await ask(`redis://127.0.0.1:${port}`, 'GET', 'k'))).toContain('NOAUTH')
  })

  test('keeps data between runs in its folder, readable by its owner alone', async () => {
    const first = await start(join(dir, 'redis'))
    await ask(first.url, 'SET', 'k', 'v')
    await first.close()
    const second = await start(join(dir, 'redis'))
    expect(String(await ask(second.url, 'GET', 'k'))).toBe('v')
    expect((await stat(join(dir, 'redis', 'redis-server.url'))).mode & 0o077).toBe(0)
  })

  test('one that was left behind on the folder is stopped, and its data is there', async () => {
    const left = await start(dir)
    await ask(left.url, 'SET', 'k', 'v')
    const next = await start(dir)
    await expect(ask(left.url, 'PING')).rejects.toThrow('Redis did not answer')
    expect(String(await ask(next.url, 'GET', 'k'))).toBe('v')
  })

  test('a record that is none of ours stops nothing and is written anew', async () => {
    await writeFile(join(dir, 'redis-server.url'), 'redis://elsewhere.example/')
    expect(String(await ask((await start(dir)).url, 'PING'))).toBe('PONG')
  })

  test('ends when its parent is killed, and the next start has its data', async () => {
    const { url, kill } = await startInChild(dir)
    await ask(url, 'SET', 'k', 'v')
    const witness = connect(Number(new URL(url).port), '127.0.0.1')
    await once(witness, 'connect')
    const ended = once(witness.resume(), 'close')
    await kill()
    await ended
    expect(String(await ask((await start(dir)).url, 'GET', 'k'))).toBe('v')
  })

  test('the next start does not wait to be told that the parent was killed', async () => {
    const { url, kill } = await startInChild(dir)
    await ask(url, 'SET', 'k', 'v')
    await kill()
    expect(String(await ask((await start(dir)).url, 'GET', 'k'))).toBe('v')
  })

  test('the embedded Redis takes it, and lets go of it', async () => {
    const embedded = await startEmbeddedRedis({ ...embeddedDeps(), path })
    expect(embedded.kind).toBe('server')
    expect(await postPing(embedded.url)).toEqual({ result: 'PONG' })
    await embedded.close()
    expect(String(await ask((await start(join(dir, 'embedded'))).url, 'DBSIZE'))).toBe('0')
  })
})

test('a program that ends at once is an error with its last words', async () => {
  const broken = join(dir, 'redis-server')
  await writeFile(broken, '#!/bin/sh\necho "no memory left" >&2\nexit 1\n')
  await chmod(broken, 0o755)
  await expect(startRedisServer({ program: broken, log: silentLog })).rejects.toThrow(
    'the Redis server did not start: no memory left',
  )
})

test.each([
  { name: 'a folder that is not there', folder: 'none' },
  { name: 'a folder without a server', folder: '.' },
  { name: 'a file in place of a folder', folder: 'plain.txt' },
])('$name on the PATH has no server', async ({ folder }) => {
  await writeFile(join(dir, 'plain.txt'), '')
  expect(await findRedisServer(join(dir, folder))).toBeUndefined()
})

test('Valkey is found as well, and the first on the PATH wins', async () => {
  await writeFile(join(dir, 'valkey-server'), '', { mode: 0o755 })
  expect(await findRedisServer(`:${join(dir, 'none')}:${dir}:${path}`)).toBe(join(dir, 'valkey-server'))
})

test('a file that cannot be run is no server', async () => {
  await writeFile(join(dir, 'redis-server'), '', { mode: 0o644 })
  expect(await findRedisServer(dir)).toBeUndefined()
})

test('without a server on the PATH the embedded Redis is the store in this process', async () => {
  const embedded = await startEmbeddedRedis({ ...embeddedDeps(), path: dir })
  open.push(embedded)
  expect(embedded.kind).toBe('store')
  expect(await postPing(embedded.url)).toEqual({ result: 'PONG' })
})

const embeddedDeps = () => ({
  dir: join(dir, 'embedded'),
  host: '127.0.0.1',
  port: 0,
  token: 'embedded-token',
  clock: Date.now,
  log: silentLog,
})

async function postPing(url: string): Promise<unknown> {
  const headers = { authorization: 'Bearer embedded-token', 'content-type': 'application/json' }
  return (await fetch(url, { method: 'POST', headers, body: '["PING"]' })).json()
}

/** Starts the server from a process of its own, which can be killed. */
async function startInChild(folder: string): Promise<{ url: string; kill: () => Promise<unknown> }> {
  const modules = ['./redis-server.ts', '../log.ts'].map((file) => JSON.stringify(new URL(file, import.meta.url).href))
  const script = `
    const [{ startRedisServer }, { silentLog }] = await Promise.all([import(${modules[0]}), import(${modules[1]})])
    const { url } = await startRedisServer({ ...JSON.parse(process.argv[1]), log: silentLog })
    console.log(url)
    setInterval(() => {}, 60_000)`
  const argument = JSON.stringify({ program, dir: folder })
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  const kill = () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    return ended
  }
  return { url, kill }
}
