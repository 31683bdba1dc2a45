import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Log, silentLog } from '../log.ts'
import { type Command, type RedisBackend, RedisError, RedisUnreachable } from './redis/backend.ts'
import { type RedisGateway, startRedisGateway } from './redis-gateway.ts'

const token = 'a-token-for-the-gateway'
const seen: Command[][] = []
const logged: object[] = []
let gateway: RedisGateway
let answer: RedisBackend['send']

const log: Log = { ...silentLog, error: (fields) => logged.push(fields), warn: (fields) => logged.push(fields) }
const backend: RedisBackend = {
  async send(commands) {
    seen.push([...commands])
    return answer(commands)
  },
  sendAtomically: (commands) => backend.send(commands),
  async close() {},
}

beforeEach(async () => {
  seen.length = 0
  logged.length = 0
  answer = async (commands) => commands.map((command) => Buffer.from(command.join(' ')))
  gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log })
})
afterEach(() => gateway.close())

async function post(path: string, body: string | object, headers: Record<string, string> = {}) {
  const response = await fetch(gateway.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

describe('who may ask', () => {
  test.each([
    { name: 'no authorization', authorization: '' },
    { name: 'another token', authorization: 'Bearer another-token' },
    { name: 'the token with more behind it', authorization: `Bearer ${token}x` },
    { name: 'the beginning of the token', authorization: `Bearer ${token.slice(0, -1)}` },
    { name: 'the token without the word before it', authorization: token },
  ])('$name is a 401 on every path, and nothing is run', async ({ authorization }) => {
    for (const path of ['/', '/pipeline', '/multi-exec', '/elsewhere'])
      expect(await post(path, [['PING']], { authorization })).toEqual({
        status: 401,
        body: { error: 'WRONGPASS invalid or missing auth token' },
      })
    expect(seen).toEqual([])
  })
})

describe('what is refused before it is run', () => {
  test.each([
    { name: 'an object', path: '/', body: { command: 'GET' } },
    { name: 'no command', path: '/', body: [] },
    { name: 'an argument that is an object', path: '/', body: ['SET', 'k', { a: 1 }] },
    { name: 'an argument that is null', path: '/', body: ['SET', 'k', null] },
    { name: 'no commands in a pipeline', path: '/pipeline', body: [] },
    { name: 'a transaction that is no array', path: '/multi-exec', body: {} },
    {
      name: 'a transaction with one command that waits',
      path: '/multi-exec',
      body: [
        ['GET', 'k'],
        ['BLPOP', 'l', 0],
      ],
    },
    { name: 'a text that is no JSON', path: '/', body: '["GET",' },
    { name: 'an empty body', path: '/', body: '' },
  ])('$name is a 400', async ({ path, body }) => {
    expect(await post(path, body)).toEqual({ status: 400, body: { error: expect.stringMatching(/^ERR /) } })
    expect(seen).toEqual([])
  })

  test.each([
    ['SUBSCRIBE', 'c'],
    ['multi'],
    ['Select', '1'],
    ['CONFIG', 'SET', 'requirepass', ''],
    ['SHUTDOWN'],
    ['XREAD', 'block', '0', 'STREAMS', 's', '$'],
  ])('%s is not available', async (...command) => {
    const error = `ERR Command is not available: '${command[0]?.toUpperCase()}'`
    expect(await post('/', command)).toEqual({ status: 400, body: { error } })
    expect(seen).toEqual([])
  })

  test.each([
    { name: 'a body of the largest size is taken', sizeBytes: 4 * 1024 * 1024, status: 200 },
    { name: 'a body of one byte more is a 413', sizeBytes: 4 * 1024 * 1024 + 1, status: 413 },
  ])('$name', async ({ sizeBytes, status }) => {
    const frame = JSON.stringify(['SET', 'k', ''])
    const body = JSON.stringify(['SET', 'k', 'x'.repeat(sizeBytes - frame.length)])
    expect((await post('/', body)).status).toBe(status)
  })

  test('an unknown path is a 404', async () => {
    expect(await post('/get/k', ['GET'])).toEqual({ status: 404, body: { error: 'ERR no such path' } })
  })
})

describe('how it answers', () => {
  test('numbers and booleans of a command arrive as Redis takes them', async () => {
    await post('/', ['SET', 'k', 1.5, true, -0, 1e21])
    expect(seen).toEqual([[['SET', 'k', '1.5', 'true', '0', '1e+21']]])
  })

  test('in base64 every string is encoded, nested ones too, but no number and no null', async () => {
    answer = async () => [[Buffer.from('OK'), 7, null, [Buffer.from([0xff]), 2n ** 60n]]]
    expect((await post('/', ['X'], { 'upstash-encoding': 'base64' })).body).toEqual({
      result: [btoa('OK'), 7, null, ['/w==', btoa('1152921504606846976')]],
    })
  })

  test('a refused command of a pipeline has its own error, in its place', async () => {
    answer = async (commands) => commands.map((_, index) => (index === 1 ? new RedisError('ERR second') : index))
    expect(await post('/pipeline', [['A'], ['WATCH', 'k'], ['B'], ['C']])).toEqual({
      status: 200,
      body: [{ result: 0 }, { error: "ERR Command is not available: 'WATCH'" }, { error: 'ERR second' }, { result: 2 }],
    })
    expect(seen).toEqual([[['A'], ['B'], ['C']]])
  })

  test('a Redis out of reach is a 503 that says no more', async () => {
    answer = async () => {
      throw new RedisUnreachable('Redis did not answer', { cause: new Error('10.0.0.7:6379 hunter22secret') })
    }
    for (const path of ['/', '/pipeline', '/multi-exec'])
      expect(await post(path, path === '/' ? ['PING'] : [['PING']])).toEqual({
        status: 503,
        body: { error: 'ERR Redis cannot be reached' },
      })
  })

  test('a fault of our own is a 500, and neither answer nor log repeats it', async () => {
    answer = async () => {
      throw new TypeError('hunter22secret')
    }
    expect(await post('/', ['GET', 'k'])).toEqual({ status: 500, body: { error: 'ERR the gateway failed' } })
    expect(logged).toEqual([{ error: 'TypeError' }])
  })
})

test('closing ends connections that clients keep open', async () => {
  const { port } = new URL(gateway.url)
  const idle = connect(Number(port), '127.0.0.1')
  await once(idle, 'connect')
  const closed = once(idle, 'close')
  await gateway.close()
  await closed
})

test('a taken port is an error that says so', async () => {
  const { port } = new URL(gateway.url)
  const second = startRedisGateway({ backend, host: '127.0.0.1', port: Number(port), token, log })
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
