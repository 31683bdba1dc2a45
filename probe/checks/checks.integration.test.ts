import http from 'node:http'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { startRedisGateway } from '../../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../../platform/embedded/redis-store.ts'
import { startTelegramSimulator } from '../../platform/embedded/telegram.ts'
import { silentLog } from '../../platform/log.ts'
import { openBlackHole } from '../../test/support/black-hole.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { Observation } from '../model/result.ts'
import type { CheckSpec, HttpSpec } from '../model/target.ts'
import { runSpec } from './checks.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function listen(server: Server | http.Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Answers each connection with these bytes as they are; `end` closes after them. */
const raw = (bytes: string, end = true) =>
  listen(net.createServer((socket) => void (end ? socket.end(bytes) : socket.write(bytes))))

const serving = (handler: http.RequestListener) => listen(http.createServer(handler))

function httpSpec(port: number, more: Partial<HttpSpec> = {}): HttpSpec {
  const url = `http://127.0.0.1:${port}/health`
  return { kind: 'http', url, method: 'GET', headers: {}, maxBodyBytes: 1000, expect: {}, ...more }
}

/** With a deadline that only silence reaches. */
const run = (spec: CheckSpec, deadlineMs = 300): Promise<Observation> => runSpec(spec, AbortSignal.timeout(deadlineMs))
const reasonOf = async (spec: CheckSpec) => (await run(spec)).failure?.reason ?? 'passed'

describe('an http check', () => {
  test.each<{ name: string; port: () => Promise<number>; spec?: Partial<HttpSpec>; reason: string }>([
    {
      name: 'passes on what was wanted',
      port: () => serving((_, reply) => reply.end('ok')),
      spec: { expect: { body: 'ok' } },
      reason: 'passed',
    },
    {
      name: 'fails on another body',
      port: () => serving((_, reply) => reply.end('no')),
      spec: { expect: { body: 'ok' } },
      reason: 'unexpected',
    },
    {
      name: 'fails on a status that was not wanted',
      port: () => serving((_, reply) => reply.writeHead(503).end()),
      reason: 'unexpected',
    },
    {
      name: 'does not follow redirects',
      port: () => serving((_, reply) => reply.writeHead(302, { location: '/' }).end()),
      reason: 'unexpected',
    },
    {
      name: 'fails on broken JSON',
      port: () => serving((_, reply) => reply.end('{"a":')),
      spec: { expect: { json: { a: 1 } } },
      reason: 'unexpected',
    },
    {
      name: 'takes what HTTP/1.0 says',
      port: () => raw('HTTP/1.0 200 OK\r\n\r\nok'),
      spec: { expect: { body: 'ok' } },
      reason: 'passed',
    },
    { name: 'knows a server that is none', port: () => raw('SSH-2.0-OpenSSH\r\n'), reason: 'malformed' },
    {
      name: 'bounds the headers',
      port: () => raw(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
      reason: 'malformed',
    },
    { name: 'bounds the body', port: () => serving((_, reply) => reply.end('x'.repeat(1001))), reason: 'too-large' },
    {
      name: 'takes a body as large as the bound',
      port: () => serving((_, reply) => reply.end('x'.repeat(1000))),
      reason: 'passed',
    },
    { name: 'knows a connection closed at once', port: () => raw(''), reason: 'closed' },
    {
      name: 'knows an answer cut in the middle',
      port: () => raw('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
      reason: 'closed',
    },
    { name: 'gives up a server that says nothing', port: async () => blackHole(), reason: 'timeout' },
    {
      name: 'gives up a body that never ends',
      port: () => raw('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', false),
      reason: 'timeout',
    },
    { name: 'knows a port where nobody listens', port: async () => 9, reason: 'refused' },
  ])('$name', async ({ port, spec, reason }) => {
    expect(await reasonOf(httpSpec(await port(), spec))).toBe(reason)
  })

  test('tells its phases', async () => {
    const { phases } = await run(httpSpec(await serving((_, reply) => reply.end('ok'))))
    expect(Object.keys(phases)).toEqual(['connect', 'first_byte', 'total'])
    expect(phases.total).toBeGreaterThanOrEqual(phases.connect ?? Number.POSITIVE_INFINITY)
  })
})

async function blackHole(): Promise<number> {
  const hole = await openBlackHole()
  closing.push(hole.close)
  return hole.port
}

test.each<{ name: string; port: () => Promise<number>; reason: string }>([
  { name: 'a tcp check passes where somebody listens', port: () => blackHole(), reason: 'passed' },
  { name: 'a tcp check fails where nobody does', port: async () => 9, reason: 'refused' },
])('$name', async ({ port, reason }) => {
  expect(await reasonOf({ kind: 'tcp', host: '127.0.0.1', port: await port() })).toBe(reason)
})

describe('a postgres check', () => {
  test('reads the columns of its query, and counts connections without one', async () => {
    const place = await createTestDatabase()
    closing.push(place.drop)
    const query = 'select 3 as webhook_queue_depth, 1.5::float8 as webhook_queue_oldest_seconds'
    const asked = await run({ kind: 'postgres', url: place.url, query }, 5000)
    expect(asked.readings.map(({ name, value }) => [name, value])).toEqual([
      ['webhook_queue_depth', 3],
      ['webhook_queue_oldest_seconds', 1.5],
    ])
    const counted = await run({ kind: 'postgres', url: place.url, query: null }, 5000)
    expect(counted.readings.map(({ name }) => name)).toEqual(['pg_connections_in_use', 'pg_connections_max'])
  })

  test('says what is wrong without the password', async () => {
    const place = await createTestDatabase()
    closing.push(place.drop)
    const wrong = new URL(place.url)
    wrong.password = 'hidden-password'
    const observation = await run({ kind: 'postgres', url: wrong.href, query: null }, 5000)
    expect(observation.failure?.reason).toBe('unauthorized')
    expect(JSON.stringify(observation)).not.toContain('hidden-password')
    const silent = `postgres://a:hidden-password@127.0.0.1:${await blackHole()}/x`
    expect(await reasonOf({ kind: 'postgres', url: silent, query: null })).toBe('timeout')
    expect(await reasonOf({ kind: 'postgres', url: 'postgres://a:b@127.0.0.1:9/x', query: null })).toBe('refused')
    expect(
      (await run({ kind: 'postgres', url: place.url, query: 'select no_such_column' }, 5000)).failure?.reason,
    ).toBe('unexpected')
    expect((await run({ kind: 'postgres', url: place.url, query: 'select null as a' }, 5000)).failure?.reason).toBe(
      'unexpected',
    )
  })
})

test('a redis check pings through the gateway, and knows a token that is not taken', async () => {
  const backend = createRedisStore({ clock: Date.now })
  const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token: 'right-token', log: silentLog })
  closing.push(gateway.close)
  expect(await reasonOf({ kind: 'redis', url: gateway.url, token: 'right-token' })).toBe('passed')
  expect(await reasonOf({ kind: 'redis', url: gateway.url, token: 'wrong-token' })).toBe('unauthorized')
  expect(await reasonOf({ kind: 'redis', url: 'redis://127.0.0.1:9', token: null })).toBe('refused')
  expect(await reasonOf({ kind: 'redis', url: `redis://127.0.0.1:${await blackHole()}`, token: null })).toBe('timeout')
})

test('a telegram check reads what waits, and never tells the token', async () => {
  const token = '1000000001:hidden-bot-token'
  const telegram = await startTelegramSimulator({ host: '127.0.0.1', port: 0, token, log: silentLog, clock: Date.now })
  closing.push(telegram.close)
  const seen = await run({ kind: 'telegram', apiRoot: telegram.apiRoot, token }, 5000)
  expect(seen.readings).toEqual([{ name: 'telegram_pending_updates', labels: {}, value: 0 }])
  const refused = await run(
    { kind: 'telegram', apiRoot: telegram.apiRoot, token: '1000000001:hidden-other-token' },
    5000,
  )
  expect(refused.failure?.reason).toBe('unauthorized')
  const away = await run({ kind: 'telegram', apiRoot: 'http://127.0.0.1:9', token }, 5000)
  expect(JSON.stringify([refused, away])).not.toContain('hidden')
})

test('a prometheus check keeps what is wanted', async () => {
  const text = 'a_bucket{le="1"} 2\nb_total 3\nc 4\n'
  const spec = {
    kind: 'prometheus',
    url: `http://127.0.0.1:${await serving((_, reply) => reply.end(text))}/metrics`,
  } as const
  const { readings } = await run({ ...spec, keep: ['a_(bucket|sum)', 'c'] })
  expect(readings.map(({ name }) => name)).toEqual(['a_bucket', 'c'])
  const broken = `http://127.0.0.1:${await serving((_, reply) => reply.end('a 1\n<b>'))}/metrics`
  expect(await reasonOf({ ...spec, url: broken, keep: ['a'] })).toBe('malformed')
})

/** A row description of 32,767 columns in a message of four bytes. */
const brokenRow = 'T\0\0\0\x08\x7f\xff\0\0'
const longList = '*2000000000\r\n'
const switched = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'

describe('a target that says anything', () => {
  test.each<{ name: string; bytes: string; spec: (port: number) => CheckSpec; reason: string }>([
    { name: 'cannot break a postgres check', bytes: brokenRow, spec: postgresSpec, reason: 'malformed' },
    {
      name: 'cannot fill the memory of a postgres check',
      bytes: `T\x7f\0\0\0${'x'.repeat(2_000_000)}`,
      spec: postgresSpec,
      reason: 'too-large',
    },
    {
      name: 'is no Postgres without TLS when TLS was wanted',
      bytes: 'N',
      spec: (port) => postgresSpec(port, '?sslmode=verify-full'),
      reason: 'tls',
    },
    { name: 'is no Postgres when it hangs up', bytes: '', spec: postgresSpec, reason: 'closed' },
    { name: 'is no Redis by another greeting', bytes: 'SSH-2.0-OpenSSH\r\n', spec: redisSpec, reason: 'malformed' },
    { name: 'is no Redis by a list without end', bytes: longList, spec: redisSpec, reason: 'malformed' },
    { name: 'is no Redis by a line without end', bytes: 'x'.repeat(100_000), spec: redisSpec, reason: 'malformed' },
    {
      name: 'is a Redis that wants a password',
      bytes: '-NOAUTH Authentication required.\r\n',
      spec: redisSpec,
      reason: 'unauthorized',
    },
    {
      name: 'is a Redis that still loads',
      bytes: '-LOADING Redis is loading\r\n',
      spec: redisSpec,
      reason: 'unexpected',
    },
    { name: 'is no web server when it changes the protocol', bytes: switched, spec: httpSpec, reason: 'malformed' },
    {
      name: 'is no TLS',
      bytes: 'HTTP/1.1 200 OK\r\n\r\n',
      spec: (port) => httpSpec(port, { url: `https://127.0.0.1:${port}/` }),
      reason: 'tls',
    },
  ])('$name', async ({ bytes, spec, reason }) => {
    const port = await raw(bytes, bytes === '')
    expect((await runSpec(spec(port), AbortSignal.timeout(5000))).failure?.reason).toBe(reason)
  })
})

function postgresSpec(port: number, more = ''): CheckSpec {
  return { kind: 'postgres', url: `postgres://a:b@127.0.0.1:${port}/x${more}`, query: null }
}

function redisSpec(port: number): CheckSpec {
  return { kind: 'redis', url: `redis://127.0.0.1:${port}`, token: null }
}

test.each<{ name: string; spec: (port: number) => CheckSpec }>([
  { name: 'an http check', spec: httpSpec },
  { name: 'an https check', spec: (port) => httpSpec(port, { url: `https://127.0.0.1:${port}/` }) },
  { name: 'a postgres check', spec: postgresSpec },
  { name: 'a postgres check with TLS', spec: (port) => postgresSpec(port, '?sslmode=verify-full') },
  { name: 'a redis check', spec: redisSpec },
  {
    name: 'a redis check with TLS',
    spec: (port) => ({ kind: 'redis', url: `rediss://127.0.0.1:${port}`, token: null }),
  },
])('$name that is aborted ends, and leaves no socket behind', async ({ spec }) => {
  const ended = Promise.withResolvers<void>()
  const deadline = new AbortController()
  const server = net.createServer((socket) => {
    socket.once('close', () => ended.resolve())
    socket.once('data', () => deadline.abort())
  })
  const observation = await runSpec(spec(await listen(server)), deadline.signal)
  expect(observation.failure?.reason).toBe('timeout')
  await ended.promise
})
