import { connect } from 'node:net'
import { Registry } from 'prom-client'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../platform/config/read.ts'
import { type App, listen } from '../../../platform/http.ts'
import { silentLog } from '../../../platform/log.ts'
import { silentReporter } from '../../../platform/sentry.ts'
import { createOfflineDecoder, type OfflineDecoder } from '../../vehicles/vpic/decoder.ts'
import { loadVpicIndex } from '../../vehicles/vpic/index-file.ts'
import { createInternalServer } from '../internal.ts'
import { createPublicServer } from '../public.ts'
import { vinRoutes } from './vin.ts'

const accord = '1HGCM82633A004352'
const visitorsPerMinute = 20
const now = () => Date.UTC(2026, 10, 24)
let decoder: OfflineDecoder
let app: App
let port: number

beforeAll(async () => {
  decoder = createOfflineDecoder(await loadVpicIndex())
})
afterEach(() => app.close())

const ground = () => ({
  config: readConfig({ LOG_LEVEL: 'silent' }, 'web'),
  log: silentLog,
  errors: silentReporter,
  registry: new Registry(),
  isUnavailable: () => false,
})

async function startPublic(): Promise<void> {
  const routes = (server: App) => vinRoutes(server, { decoder, now, visitorsPerMinute })
  app = await createPublicServer({ ...ground(), routes })
  port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'WEB_PORT' })
}

async function startInternal(): Promise<void> {
  const routes = (server: App) => vinRoutes(server, { decoder, now, visitorsPerMinute: null })
  app = await createInternalServer({ ...ground(), health: { of: () => 'healthy', stop: () => {} }, routes })
  port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'API_PORT' })
}

const ask = (path: string) => fetch(`http://127.0.0.1:${port}/api/vin/${path}`)

describe('on the public port', () => {
  test('a VIN is taken apart', async () => {
    await startPublic()
    const answer = await ask(accord)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await answer.json()).toMatchObject({ vin: accord, valid: true, structure: { wmi: '1HG' } })
  })

  test('what was typed comes back as JSON, never as a page', async () => {
    await startPublic()
    const answer = await ask(encodeURIComponent('<script>alert(1)</script>'))
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each<{ name: string; path: string; status: string; code: string }>([
    { name: 'a broken escape', path: '%E0%A4%A', status: '400', code: 'invalid_request' },
    { name: 'an escape of nothing', path: '%zz', status: '400', code: 'invalid_request' },
    { name: 'bytes that are no UTF-8', path: '%ff%fe', status: '400', code: 'invalid_request' },
    { name: 'a NUL', path: '%00', status: '400', code: 'invalid_vin' },
    { name: 'a query in place of a VIN', path: '?vin=1', status: '400', code: 'invalid_vin' },
    { name: 'raw quotes and signs', path: "';drop-table-vehicles;--", status: '400', code: 'invalid_vin' },
    { name: 'raw HTML', path: '<b>1HG</b>', status: '400', code: 'invalid_vin' },
    { name: '8,000 characters', path: 'A'.repeat(8_000), status: '400', code: 'invalid_vin' },
    { name: 'more than a request may have', path: 'A'.repeat(20_000), status: '431', code: 'payload_too_large' },
  ])('$name has one clear answer', async ({ path, status, code }) => {
    await startPublic()
    const answer = await sendRaw(`GET /api/vin/${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain(`"code":"${code}"`)
  })

  test('a visitor may ask so often a minute and is told when to come again', async () => {
    await startPublic()
    const answers = []
    for (let n = 0; n <= visitorsPerMinute; n++) answers.push(await ask(n % 2 === 0 ? accord : 'x'))
    expect(answers.map(({ status }) => status).slice(-2)).toEqual([400, 429])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answers.at(-1)?.json()).toMatchObject({ error: { code: 'rate_limited' } })
  })
})

test('on the internal port nobody is limited', async () => {
  await startInternal()
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask(accord)))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
})

/** What fetch would never send. @returns everything that came back. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.on('data', (part) => {
      answer += part
    })
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}
