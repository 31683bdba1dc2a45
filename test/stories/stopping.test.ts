import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDataDir, eventually, launchPlatform, startPlatform } from '../support/platform.ts'
import { isAlive, postgresServersOn } from '../support/processes.ts'

let folder: ReturnType<typeof createDataDir>
beforeEach(() => {
  folder = createDataDir()
})
afterEach(() => folder.remove())

// The pauses are the subject: each is another moment of the start. How long Node takes to begin is the machine's affair.
describe('a stop while the platform is starting leaves nothing behind', () => {
  test.each([0, 300, 800, 1300, 2000])('%i ms after it took its folder', async (afterMs) => {
    const platform = launchPlatform(folder.path)
    await eventually('the lock of the folder', async () => existsSync(join(folder.path, 'lock')))
    await sleep(afterMs)
    platform.process.kill('SIGTERM')
    expect({ code: await platform.exited, servers: postgresServersOn(folder.path) }).toEqual({ code: 0, servers: [] })
    expect(platform.output()).not.toContain('took too long')
  })
})

test('one Ctrl-C that comes twice, as npm passes it on, stops in order', async () => {
  const platform = await startPlatform(folder.path)
  const { pids } = platform.run()
  platform.process.kill('SIGINT')
  await sleep(50)
  platform.process.kill('SIGINT')
  expect(await platform.exited).toBe(0)
  expect(postgresServersOn(folder.path)).toEqual([])
  expect(Object.values(pids).filter(isAlive)).toEqual([])
})

test('a closed terminal stops everything', async () => {
  const platform = await startPlatform(folder.path)
  platform.process.kill('SIGHUP')
  expect(await platform.exited).toBe(0)
  expect(postgresServersOn(folder.path)).toEqual([])
})

test('a reader of the output that goes away stops everything', async () => {
  const platform = await startPlatform(folder.path)
  platform.process.stdout?.destroy()
  platform.process.stderr?.destroy()
  process.kill(platform.run().pids.bot ?? 0, 'SIGKILL')
  await eventually('the end of Postgres', async () => postgresServersOn(folder.path).length === 0, 30_000)
})

test('Postgres that is being started again when the stop comes does not stay', async () => {
  const platform = await startPlatform(folder.path)
  const { pids } = platform.run()
  process.kill(pids.postgres ?? 0, 'SIGKILL')
  await platform.printed('Postgres ended')
  await eventually(
    'another Postgres',
    async () => postgresServersOn(folder.path).some((pid) => pid !== pids.postgres),
    30_000,
  )
  platform.process.kill('SIGTERM')
  expect(await platform.exited).toBe(0)
  expect(postgresServersOn(folder.path)).toEqual([])
})

test.skipIf(process.platform !== 'linux')(
  'a Ctrl-C at a terminal, through npm, stops everything (needs Linux)',
  async () => {
    const env = {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder.path },
      ...{ WEB_PORT: '0', API_PORT: '0', BOT_PORT: '0', PROBE_PORT: '0' },
    }
    const terminal = spawn('script', ['-qec', 'npm start', '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    terminal.stdout.on('data', (part) => (output += part))
    await eventually('the line ready', async () => /\nready\r?\n/.test(output), 60_000)
    const ended = new Promise((resolve) => terminal.once('close', resolve))
    terminal.stdin.write('\u0003')
    await ended
    await eventually('the end of Postgres', async () => postgresServersOn(folder.path).length === 0, 15_000)
    expect(output).toContain('stopping')
  },
  120_000,
)
