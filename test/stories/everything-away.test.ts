import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBlackHole } from '../support/black-hole.ts'
import { createTestDatabase } from '../support/database.ts'
import { createDataDir, eventually, freePort } from '../support/platform.ts'

let folder: ReturnType<typeof createDataDir>
let hole: Awaited<ReturnType<typeof openBlackHole>>
let child: ChildProcess
let output: string

beforeEach(async () => {
  folder = createDataDir()
  hole = await openBlackHole()
})
afterEach(async () => {
  child.kill('SIGKILL')
  hole.close()
  folder.remove()
})

/** Starts one process with every store and Telegram at addresses that never answer. */
async function startAlone(
  entry: string,
  port: { setting: string },
  more: Record<string, string> = {},
): Promise<string> {
  const taken = String(await freePort())
  output = ''
  const { PATH, HOME } = process.env
  child = spawn(process.execPath, [entry], {
    env: {
      PATH,
      HOME,
      DATA_DIR: folder.path,
      DATABASE_URL: `postgres://app:secret-password@127.0.0.1:${hole.port}/app`,
      UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${hole.port}`,
      UPSTASH_REDIS_REST_TOKEN: 'secret-cache-token',
      TELEGRAM_API_ROOT: `http://127.0.0.1:${hole.port}`,
      TELEGRAM_WEBHOOK_SECRET: 'secret-webhook-token',
      DASHBOARD_SECRET_KEY: 'secret-dashboard-key-of-32-letters',
      JWT_SECRET: 'secret-for-tokens-of-32-characters',
      [port.setting]: taken,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (output += part))
  const url = `http://127.0.0.1:${taken}`
  await eventually('a listening server', async () => (await fetch(`${url}/health`).catch(() => null)) !== null)
  return url
}

/** The answers of ten requests at once; each must come within a second. */
async function askTenTimes(url: string): Promise<Response[]> {
  return Promise.all(Array.from({ length: 10 }, () => fetch(url, { signal: AbortSignal.timeout(1000) })))
}

async function ends(signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.kill(signal)
  return ended
}

describe('with Postgres, Redis and Telegram all silent', () => {
  test('web serves, and its health answers at once', async () => {
    const api = String(await freePort())
    const url = await startAlone('services/web/main.ts', { setting: 'WEB_PORT' }, { API_PORT: api })
    for (const answer of await askTenTimes(`${url}/health`)) expect(await answer.text()).toBe('ok')
    for (const answer of await askTenTimes(`http://127.0.0.1:${api}/health`)) {
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({ status: 'unhealthy', database: 'unhealthy', cache: 'unhealthy' })
    }
    const body = JSON.stringify({ vin: '1HGCM82633A004352' })
    const headers = { 'content-type': 'application/json' }
    const decoded = await fetch(`${url}/api/decode`, { method: 'POST', headers, body })
    expect(await decoded.json()).toMatchObject({ success: true, vehicle: { id: null, make: 'Honda', year: 2003 } })
    expect(await ends('SIGTERM')).toBe(0)
    expect(output).not.toMatch(/secret-/)
  })

  test('the bot serves, says that it is not ready, and stops when told to', async () => {
    const token = '123456:secret-bot-token'
    const url = await startAlone('services/bot/main.ts', { setting: 'BOT_PORT' }, { TELEGRAM_BOT_TOKEN: token })
    for (const answer of await askTenTimes(`${url}/health`)) {
      expect(await answer.json()).toMatchObject({ status: 'healthy', service: 'vinbot-decoder' })
    }
    for (const answer of await askTenTimes(`${url}/ready`)) {
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({ status: 'not_ready' })
    }
    expect(await ends('SIGTERM')).toBe(0)
    expect(output).not.toMatch(/secret-/)
  })

  test('the probe serves, looks at everything, and stops when told to', async () => {
    const token = '123456:secret-bot-token'
    const away = `http://127.0.0.1:${hole.port}`
    const more = { TELEGRAM_BOT_TOKEN: token, WEB_URL: away, API_URL: away, BOT_URL: away }
    const url = await startAlone('probe/main.ts', { setting: 'PROBE_PORT' }, more)
    for (const answer of await askTenTimes(`${url}/health`)) {
      expect(await answer.json()).toMatchObject({ status: 'healthy', service: 'probe' })
    }
    await eventually('every target looked at once', async () => (await fetch(`${url}/ready`)).status === 200)
    const overview = await (await fetch(`${url}/overview`, { signal: AbortSignal.timeout(1000) })).json()
    expect(JSON.stringify(overview)).not.toContain('"status":"up"')
    expect(await ends('SIGTERM')).toBe(0)
    expect(output).not.toMatch(/secret-/)
  })
})

test('with Telegram alone silent the bot stops when told to', async () => {
  const place = await createTestDatabase()
  const more = { TELEGRAM_BOT_TOKEN: '123456:secret-bot-token', DATABASE_URL: place.url }
  const url = await startAlone('services/bot/main.ts', { setting: 'BOT_PORT' }, more)
  await eventually('that updates can be stored', async () => (await fetch(`${url}/ready`)).status === 200)
  expect(await ends('SIGTERM')).toBe(0)
  await place.drop()
})
