import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import { type RedisBackend, RedisUnreachable } from './redis/backend.ts'
import { connectRedis } from './redis-connection.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'

const program = await findRedisServer(process.env.PATH ?? '')
const open: { close(): unknown }[] = []
const sockets = new Set<Socket>()

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  for (const item of open.splice(0)) await item.close()
})

/** A server that does as it is told with each connection. */
async function startPeer(onConnection: (socket: Socket) => void): Promise<{ server: Server; url: string }> {
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  open.push(server)
  await once(server, 'listening')
  return { server, url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function connect(url: string, deadlineMs = 100): RedisBackend {
  const backend = connectRedis({ url, log: silentLog, deadlineMs })
  open.push(backend)
  return backend
}

test.each<{ name: string; behave: (socket: Socket) => void }>([
  { name: 'accepts and never answers', behave: () => {} },
  { name: 'closes at once', behave: (socket) => socket.destroy() },
  { name: 'closes in the middle of a reply', behave: (socket) => socket.once('data', () => socket.end('$10\r\nhalf')) },
  { name: 'gives half a reply and waits', behave: (socket) => socket.once('data', () => socket.write('$10\r\nhalf')) },
  {
    name: 'speaks HTTP',
    behave: (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  },
])('a server that $name fails the call instead of keeping it', async ({ behave }) => {
  const { url } = await startPeer(behave)
  const backend = connect(url)
  await expect(backend.send([['GET', 'k']])).rejects.toThrow(RedisUnreachable)
  await expect(backend.sendAtomically([['GET', 'k']])).rejects.toThrow(RedisUnreachable)
})

test('a port where nobody listens fails the call', async () => {
  const { server, url } = await startPeer(() => {})
  server.close()
  await expect(connect(url).send([['PING']])).rejects.toThrow('Redis did not answer')
})

test('a late reply is not taken for the reply to a later call', async () => {
  const heard = Promise.withResolvers<Socket>()
  let connections = 0
  const { url } = await startPeer((socket) => {
    connections++
    if (connections === 1) socket.once('data', () => heard.resolve(socket))
    else socket.on('data', () => socket.write('+SECOND\r\n'))
  })
  const backend = connect(url)
  const first = backend.send([['GET', 'a']])
  const socket = await heard.promise
  await expect(first).rejects.toThrow(RedisUnreachable)
  socket.write('+FIRST\r\n')
  expect(String(await backend.send([['GET', 'b']]))).toBe('SECOND')
})

test('calls made while it connects share one connection', async () => {
  let connections = 0
  const { url } = await startPeer((socket) => {
    connections++
    socket.on('data', (bytes) => socket.write('+PONG\r\n'.repeat(String(bytes).split('PING').length - 1)))
  })
  const backend = connect(url)
  await Promise.all(Array.from({ length: 20 }, () => backend.send([['PING']])))
  expect(connections).toBe(1)
})

test('a refused login fails the call and names neither the address nor the password', async () => {
  const { url } = await startPeer((socket) => socket.on('data', () => socket.write('-WRONGPASS invalid password\r\n')))
  const error = await connect(url.replace('//', '//:hunter22secret@'))
    .send([['GET', 'k']])
    .catch(String)
  expect(error).toBe('RedisUnreachable: Redis did not answer')
})

describe.skipIf(!program)(`over a real Redis${program ? '' : ': needs redis-server'}`, () => {
  async function startServer() {
    if (program === undefined) throw new Error('needs redis-server')
    const server = await startRedisServer({ program, log: silentLog })
    open.push(server)
    return server
  }

  test('a connection that the server ended is opened anew by the next call', async () => {
    const { url } = await startServer()
    const [backend, admin] = [connect(url, 5_000), connect(url, 5_000)]
    const id = Number((await backend.send([['CLIENT', 'ID']]))[0])
    await backend.send([['SET', 'k', 'v']])
    await admin.send([['CLIENT', 'KILL', 'ID', String(id)]])
    const replies = await settledSoon(() => backend.send([['GET', 'k']]))
    expect(String(replies)).toBe('v')
    expect(Number((await backend.send([['CLIENT', 'ID']]))[0])).toBeGreaterThan(id)
  })

  test('a transaction that got no answer leaves the next connection outside of it', async () => {
    const { url } = await startServer()
    const [backend, admin] = [connect(url, 200), connect(url, 5_000)]
    await backend.send([['SET', 'k', 'v']])
    await admin.send([['CLIENT', 'PAUSE', '600', 'ALL']])
    await expect(backend.sendAtomically([['SET', 'k', 'w']])).rejects.toThrow(RedisUnreachable)
    await admin.send([['PING']]) // Answered when the pause is over.
    expect(String(await backend.send([['ECHO', 'outside']]))).toBe('outside')
  })
})

/** The first call may still meet the ended connection; the one after it must not. */
async function settledSoon<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof RedisUnreachable)) throw error
    return call()
  }
}
