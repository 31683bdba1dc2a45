import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSentry, silentReporter } from './sentry.ts'

/** What Sentry was sent, as text. */
const envelopes: string[] = []
const sentry = createServer(async (request, reply) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const body = Buffer.concat(parts)
  envelopes.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString())
  reply.end('{}')
})

beforeAll(() => new Promise<void>((resolve) => sentry.listen(0, '127.0.0.1', resolve)))
afterAll(() => sentry.close())

const about = { service: 'web', environment: 'test', release: 'intelauto@1.2.3+42', hide: ['db-password-1'] }

test('without a DSN nothing is loaded and nothing is sent', async () => {
  expect(await openSentry({ ...about, dsn: null })).toBe(silentReporter)
})

test('an error is sent once, with its request and release, and without secrets', async () => {
  const { port } = sentry.address() as AddressInfo
  const errors = await openSentry({ ...about, dsn: `http://public@127.0.0.1:${port}/42` })
  const context = { requestId: 'request-1', method: 'GET', route: '/things/:id' }
  errors.report(new Error('cannot reach postgres://app:db-password-1@db'), context)
  await errors.flush(5000)
  const events = envelopes.filter((text) => text.includes('"type":"event"'))
  expect(events).toHaveLength(1)
  expect(events[0]).toContain('intelauto@1.2.3+42')
  expect(events[0]).toContain('"requestId":"request-1"')
  expect(events[0]).toContain('"route":"/things/:id"')
  expect(events[0]).toContain('cannot reach postgres://app:[hidden]@db')
  expect(envelopes.join()).not.toContain('db-password-1')
})

test('a rejection that nobody caught is reported, and ends the process without printing a secret', async () => {
  const { port } = sentry.address() as AddressInfo
  const env = {
    PATH: process.env.PATH,
    SENTRY_DSN: `http://public@127.0.0.1:${port}/42`,
    DATABASE_URL: 'postgres://app:db-password-2@db.example.com/app',
  }
  const child = spawn(process.execPath, ['test/support/crash-process.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part))
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1)
  expect(envelopes.filter((text) => text.includes('lost with'))).toHaveLength(1)
  expect(output).toContain('an error that nobody caught')
  expect(output + envelopes.join()).not.toContain('db-password-2')
})
