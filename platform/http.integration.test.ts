import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type App, clientAddress, createServer, listen, type ServerOptions, serveMetrics } from './http.ts'
import { StartError } from './lifecycle.ts'
import { silentLog } from './log.ts'
import { Problem } from './problem.ts'
import { silentReporter } from './sentry.ts'
import { createRegistry } from './telemetry.ts'

let app: App
let reported: unknown[]
const away = new Error('connect ECONNREFUSED')

/** @param routes what the test needs beside the common routes. */
async function start(options: Partial<ServerOptions> = {}, routes: (app: App) => void = () => {}): Promise<string> {
  app = await createServer({
    service: 'test',
    registry: createRegistry(),
    log: silentLog,
    errors: { report: (error) => void reported.push(error), flush: async () => {} },
    isUnavailable: (error) => error === away,
    bodyLimitBytes: 1024,
    ...options,
  })
  app.get('/health', async () => 'ok')
  app.post(
    '/echo',
    { schema: { body: { type: 'object', required: ['vin'], properties: { vin: { type: 'string' } } } } },
    async (request) => request.body,
  )
  app.get('/things/:id', async () => ({}))
  app.get('/broken', async () => {
    throw new Error('password is hunter2')
  })
  app.get('/away', async () => {
    throw away
  })
  app.get('/problem', async () => {
    throw new Problem('invalid_vin', 'not a VIN', { suggestions: ['A'] })
  })
  routes(app)
  return `http://127.0.0.1:${await listen(app, { host: '127.0.0.1', port: 0, setting: 'WEB_PORT' })}`
}

beforeEach(() => {
  reported = []
})
afterEach(() => app.close())

const post = (url: string, body: string, type = 'application/json') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type } })

describe('every failure has a code, a message and the request id', () => {
  test.each<{ name: string; ask: (url: string) => Promise<Response>; status: number; code: string }>([
    { name: 'a path that does not exist', ask: (url) => fetch(`${url}/nothing`), status: 404, code: 'not_found' },
    {
      name: 'a body that is no JSON',
      ask: (url) => post(`${url}/echo`, '{"vin":'),
      status: 400,
      code: 'invalid_request',
    },
    {
      name: 'a body that misses a member',
      ask: (url) => post(`${url}/echo`, '{}'),
      status: 400,
      code: 'invalid_request',
    },
    {
      name: 'a body of a kind that nobody reads',
      ask: (url) => post(`${url}/echo`, '<a/>', 'text/xml'),
      status: 415,
      code: 'invalid_request',
    },
    {
      name: 'a body past the limit',
      ask: (url) => post(`${url}/echo`, `{"vin":"${'1'.repeat(1024)}"}`),
      status: 413,
      code: 'payload_too_large',
    },
    { name: 'a store that is away', ask: (url) => fetch(`${url}/away`), status: 503, code: 'unavailable' },
    { name: 'a fault of ours', ask: (url) => fetch(`${url}/broken`), status: 500, code: 'internal' },
  ])('$name', async ({ ask, status, code }) => {
    const answer = await ask(await start())
    const { error } = (await answer.json()) as { error: { code: string; message: string; request_id: string } }
    expect({ status: answer.status, code: error.code }).toEqual({ status, code })
    expect(error.request_id).toBe(answer.headers.get('x-request-id'))
    expect(error.message).not.toContain('hunter2')
  })

  test.each<{ name: string; bytes: string; status: number; code: string }>([
    {
      name: 'an address that cannot be read',
      bytes: 'GET /%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      status: 400,
      code: 'invalid_request',
    },
    { name: 'what is no HTTP', bytes: 'hello\r\n\r\n', status: 400, code: 'invalid_request' },
    {
      name: 'headers past the limit',
      bytes: `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      status: 431,
      code: 'payload_too_large',
    },
  ])('also for $name', async ({ bytes, status, code }) => {
    const answer = await exchange(new URL(await start()).port, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toEqual({
      error: { code, message: expect.any(String), request_id: expect.any(String) },
    })
  })

  test('a problem brings its details', async () => {
    const answer = await fetch(`${await start()}/problem`)
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid_vin', suggestions: ['A'] } })
  })

  test('a fault of ours is reported, a store that is away is not', async () => {
    const url = await start()
    await fetch(`${url}/away`)
    expect(reported).toHaveLength(0)
    await fetch(`${url}/broken`)
    expect(reported).toHaveLength(1)
  })
})

test('a body that comes too slowly is answered 408, and its connection closed', async () => {
  const url = await start({ slowestRequestMs: 300 })
  const half = 'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"vin":'
  const answer = await exchange(new URL(url).port, half)
  expect(answer).toMatch(/^HTTP\/1.1 408 /)
})

test.each([
  { name: 'a caller’s request id is kept', given: 'abc-123.DEF_4', kept: true },
  { name: 'a request id with other characters is replaced', given: 'a b c d e f g', kept: false },
  { name: 'a request id past 64 characters is replaced', given: 'x'.repeat(65), kept: false },
])('$name', async ({ given, kept }) => {
  const answer = await fetch(`${await start()}/health`, { headers: { 'x-request-id': given } })
  expect(answer.headers.get('x-request-id') === given).toBe(kept)
})

describe('the internal token', () => {
  const internalToken = 'token-token-token-token-token-token'
  test.each([
    { name: 'is asked for', path: '/things/1', headers: {}, status: 401 },
    { name: 'is refused when wrong', path: '/things/1', headers: { 'x-internal-token': 'no' }, status: 401 },
    {
      name: 'opens as a header of its own',
      path: '/things/1',
      headers: { 'x-internal-token': internalToken },
      status: 200,
    },
    {
      name: 'opens as a bearer',
      path: '/things/1',
      headers: { authorization: `Bearer ${internalToken}` },
      status: 200,
    },
    { name: 'is not asked for by health', path: '/health?from=fly', headers: {}, status: 200 },
    { name: 'is asked for by what only looks like health', path: '/health/x', headers: {}, status: 401 },
  ])('$name', async ({ path, headers, status }) => {
    const url = await start({ internalToken })
    expect((await fetch(`${url}${path}`, { headers: { ...headers } })).status).toBe(status)
  })
})

test('requests are counted by route, never by path', async () => {
  const registry = createRegistry()
  const url = await start({ registry }, (server) => serveMetrics(server, registry))
  await fetch(`${url}/things/1`).then((answer) => answer.text())
  await fetch(`${url}/nothing-here`).then((answer) => answer.text())
  const text = await (await fetch(`${url}/metrics`)).text()
  expect(text).toContain(
    'http_request_duration_seconds_count{service="test",method="GET",route="/things/:id",status="200"} 1',
  )
  expect(text).toContain('route="unmatched",status="404"')
  expect(text).not.toContain('nothing-here')
})

test('a taken port is told in one line that names the setting', async () => {
  const url = await start()
  const other = await createServer({
    service: 'other',
    registry: createRegistry(),
    log: silentLog,
    errors: silentReporter,
  })
  const port = Number(new URL(url).port)
  const refused = listen(other, { host: '127.0.0.1', port, setting: 'WEB_PORT' })
  await expect(refused).rejects.toThrow(
    new StartError(`port ${port} is in use: stop what listens there, or set WEB_PORT to another`),
  )
})

test('a page server tells browsers what they may do', async () => {
  const { headers } = await fetch(`${await start({ forBrowsers: true, strictTransport: true })}/health`)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
  expect(headers.get('strict-transport-security')).toContain('max-age=')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('closing waits for the request in hand and takes no new one', async () => {
  const inHand = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<string>()
  const url = await start({}, (server) => {
    server.get('/slow', () => {
      inHand.resolve()
      return finish.promise
    })
  })
  const slow = fetch(`${url}/slow`)
  await inHand.promise
  const closed = app.close()
  finish.resolve('done')
  expect(await (await slow).text()).toBe('done')
  await closed
  await expect(connected(Number(new URL(url).port))).rejects.toThrow('ECONNREFUSED')
})

test.each([
  { name: 'Fly names the caller', onFly: true, header: '203.0.113.9', address: '203.0.113.9' },
  { name: 'nobody else may', onFly: false, header: '203.0.113.9', address: '127.0.0.1' },
])('$name', async ({ onFly, header, address }) => {
  const url = await start({}, (server) => {
    server.get('/who', async (request) => clientAddress(request, onFly))
  })
  expect(await (await fetch(`${url}/who`, { headers: { 'fly-client-ip': header } })).text()).toBe(address)
})

function connected(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.end() && undefined))
    socket.once('error', reject)
  })
}

/** Sends bytes as they are. @returns all that comes back until the server closes. */
function exchange(port: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (part) => {
      answer += part
    })
    socket.once('close', () => resolve(answer))
    socket.once('error', reject)
  })
}
