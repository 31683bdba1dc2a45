import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDataDir, eventually, launchPlatform, type Platform, startPlatform } from '../support/platform.ts'
import { isAlive, postgresServersOn } from '../support/processes.ts'

let folder: ReturnType<typeof createDataDir>
let started: Platform[]

beforeEach(() => {
  folder = createDataDir()
  started = []
})

afterEach(async () => {
  await Promise.all(started.map((platform) => platform.stop()))
  folder.remove()
})

async function start(): Promise<Platform> {
  const platform = await startPlatform(folder.path)
  started.push(platform)
  return platform
}

async function countVehicles(databaseUrl: string): Promise<number> {
  const client = new Client(databaseUrl)
  await client.connect()
  const { rows } = await client.query('select count(*)::int as vehicles from vehicles')
  await client.end()
  return rows[0].vehicles
}

function decode(api: string, vin: string): Promise<Response> {
  const body = JSON.stringify({ vin })
  return fetch(`${api}/api/decode`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

describe('a machine with nothing but Node', () => {
  test('has the whole platform after one command, and nothing of it after SIGTERM', async () => {
    const platform = await start()
    const { urls, pids, credentials } = platform.run()

    const health = await fetch(`${urls.lookup}health`)
    expect(health.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(await health.text()).toBe('ok')
    expect(await (await fetch(`${urls.api}/health`)).json()).toEqual({
      status: 'healthy',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      database: 'healthy',
      cache: 'healthy',
    })
    const bot = (await (await fetch(`${urls.bot}/health`)).json()) as { timestamp: number }
    expect(bot).toEqual({ status: 'healthy', timestamp: expect.any(Number), service: 'vinbot-decoder' })
    expect(Math.abs(bot.timestamp - Date.now() / 1000)).toBeLessThan(60)
    expect(Number.isInteger(bot.timestamp)).toBe(true)
    expect(await (await fetch(`${urls.bot}/ready`)).json()).toEqual({
      status: 'ready',
      dependencies: { telegram_api: expect.stringMatching(/healthy|unknown/), external_services: 'unknown' },
    })

    expect(platform.output()).toContain(urls.chat)
    for (const secret of [new URL(urls.database).password, ...Object.values(credentials)]) {
      expect(platform.output()).not.toContain(secret)
    }
    expect(await platform.stop()).toBe(0)
    expect(Object.values(pids).filter(isAlive)).toEqual([])
    expect(postgresServersOn(folder.path)).toEqual([])
  })

  test('says so when the platform runs already on that folder', async () => {
    const first = await start()
    const second = launchPlatform(folder.path)
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain('already running')
    expect(second.output()).toContain(`pid ${first.process.pid}`)
    expect((await fetch(`${first.run().urls.lookup}health`)).status).toBe(200)
  })

  test('starts again after a kill -9 with its data, its keys and one Postgres', async () => {
    const first = await start()
    const before = first.run()
    expect((await decode(before.urls.api, '1HGCM82633A004352')).status).toBe(200)
    first.process.kill('SIGKILL')
    await first.exited

    const second = await start()
    const after = second.run()
    expect(await countVehicles(after.urls.database)).toBe(1)
    expect(after.credentials).toEqual(before.credentials)
    expect(postgresServersOn(folder.path)).toEqual([after.pids.postgres])
    expect([before.pids.web, before.pids.bot].filter((pid) => isAlive(pid ?? 0))).toEqual([])
  })

  test('stops when the npm that started it is killed', async () => {
    const { PATH, HOME } = process.env
    const env = { PATH, HOME, DATA_DIR: folder.path, WEB_PORT: '0', API_PORT: '0', BOT_PORT: '0', PROBE_PORT: '0' }
    const npm = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    npm.stdout.on('data', (part) => (output += part))
    try {
      await eventually('the line ready', async () => output.includes('\nready\n'), 60_000)
      const { pids } = JSON.parse(readFileSync(join(folder.path, 'run.json'), 'utf8'))
      npm.kill('SIGKILL')
      await eventually('the end of every process', async () => !Object.values<number>(pids).some(isAlive))
    } finally {
      npm.kill('SIGTERM')
    }
  })

  test('puts a dead child up again after 15 s and leaves the others alone', async () => {
    const platform = await start()
    const { pids, urls } = platform.run()
    process.kill(pids.bot ?? 0, 'SIGKILL')
    await platform.printed('a child died')
    expect(platform.output()).toContain('restartInMs=15000')
    expect((await fetch(`${urls.lookup}health`)).status).toBe(200)
    const again = await eventually('a new bot', async () => platform.run().pids.bot ?? undefined, 30_000)
    await eventually('its health', async () => (await fetch(`${urls.bot}/health`).catch(() => null))?.ok, 20_000)
    expect(again).not.toBe(pids.bot)
    expect(platform.run().pids.web).toBe(pids.web)
  })

  test('puts a dead Postgres up again on the same port', async () => {
    const platform = await start()
    const { pids, urls } = platform.run()
    process.kill(pids.postgres ?? 0, 'SIGKILL')
    await eventually('an unhealthy API', async () => (await fetch(`${urls.api}/health`)).status === 503)
    const answer = await decode(urls.api, '1HGCM82633A004352')
    expect(await answer.json()).toMatchObject({ success: true, vehicle: { id: null, make: 'Honda' } })
    await eventually('a healthy API', async () => (await fetch(`${urls.api}/health`)).status === 200, 40_000)
    expect(postgresServersOn(folder.path)).toEqual([platform.run().pids.postgres])
  })
})
