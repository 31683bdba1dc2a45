import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { readyPeople } from '../platform/embedded/telegram/start-state.ts'
import { startTelegramSimulator } from '../platform/embedded/telegram.ts'
import { silentLog } from '../platform/log.ts'
import { createDatabase } from '../platform/postgres/pool.ts'
import { createTestDatabase } from '../test/support/database.ts'
import { openSpoolFile } from './spool/file.ts'
import { toldBy } from './test-bench.ts'

const token = '1000000001:a-token-for-tests'
const { ada } = readyPeople
const entry = fileURLToPath(new URL('./kill-point-process.ts', import.meta.url))
const patienceMs = 20_000

async function openWorld() {
  const dir = mkdtempSync(join(tmpdir(), 'intelauto-kill-'))
  const database = await createTestDatabase()
  const telegram = await startTelegramSimulator({
    host: '127.0.0.1',
    port: 0,
    token,
    log: silentLog,
    clock: Date.now,
    limits: null,
  })
  telegram.control.say({ chat: ada, text: '/start' })
  const close = async () => {
    await telegram.close()
    await database.drop()
    rmSync(dir, { recursive: true })
  }
  return { dir, url: database.url, telegram, [Symbol.asyncDispose]: close }
}

/** A life of the room; `killAt` 0 lets it live. */
function live(world: Awaited<ReturnType<typeof openWorld>>, killAt: number, failures: number) {
  const args = [entry, world.dir, world.url, world.telegram.apiRoot, token, String(killAt), String(failures)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let printed = ''
  child.stdin.on('error', () => {})
  const waiting: { text: string; resolve: () => void }[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    for (const waiter of waiting) if (printed.includes(waiter.text)) waiter.resolve()
  })
  const prints = (text: string) =>
    new Promise<void>((resolve) => {
      if (printed.includes(text)) resolve()
      else waiting.push({ text, resolve })
    })
  const died = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)))
  const duplicates = () => Number(/duplicates (\d+)/.exec(printed)?.[1] ?? 0)
  return { prints, died, say: (line: string) => void child.stdin.write(`${line}\n`), duplicates }
}

const subscribe = JSON.stringify({
  verb: 'subscribe',
  id: 'subscribe-ada',
  chat: ada,
  chatType: 'private',
  by: ada,
  at: 1,
})

/** Subscribe, outage, recovery; killed once on the way, then left alone. @returns whether it was killed. */
async function story(killAt: number) {
  await using world = await openWorld()
  const { control } = world.telegram
  let failures = 0
  let life = live(world, killAt, failures)
  let wasKilled = false

  /** Says it to the room, and to its next life when this one dies over it. */
  async function tell(line: string, isHeard: () => Promise<unknown>): Promise<void> {
    await Promise.race([life.prints('lives'), life.died])
    life.say(line)
    const signal = await Promise.race([isHeard().then(() => null), life.died])
    if (signal === null) return
    expect(signal).toBe('SIGKILL')
    wasKilled = true
    life = live(world, 0, failures)
    await tell(line, isHeard)
  }
  const reads = (text: string) => () => control.waitForMessage({ chat: ada, text }, patienceMs)

  await tell(subscribe, () => life.prints(`heard ${subscribe}`))
  failures = 3
  await tell('3', reads('is down'))
  failures = 0
  await tell('0', reads('Resolved'))
  await tell('stop', () => life.prints('duplicates'))
  await life.died
  const duplicates = life.duplicates()

  const told = control.transcript(ada).flatMap(({ text, from }) => (from.isBot ? toldBy(text) : []))
  const file = openSpoolFile({ dir: world.dir, now: 1, reserveBytes: 0, maxBytes: 1 << 28 })
  file.close()
  return { told, wasKilled, duplicates, rest: file.contents, stored: await stored(world.url) }
}

async function stored(url: string) {
  const database = createDatabase({ url, service: 'test', max: 1, registry: new Registry(), log: silentLog })
  const notices = await database.query<{ kind: string; outcome: string }>(
    'select kind, outcome from notices order by kind',
  )
  const open = await database.query('select id from incidents where resolved_at is null')
  await database.close()
  return { notices, open }
}

test('killed after any step, the chat reads opened and resolved, once or as a counted duplicate', {
  timeout: 180_000,
}, async () => {
  for (let killAt = 1; ; killAt += 1) {
    const { told, wasKilled, duplicates, rest, stored } = await story(killAt)
    const kinds = told.map(({ kind }) => kind)
    const turns = kinds.filter((kind, index) => kind !== kinds[index - 1])
    expect({ killAt, turns }).toEqual({ killAt, turns: ['opened', 'resolved'] })
    expect(kinds.length - 2, `killed after step ${killAt}`).toBeLessThanOrEqual(duplicates)
    expect(rest).toMatchObject({ incidents: [], notices: [], inDoubt: [], unstored: [] })
    const both = [
      { kind: 'opened', outcome: 'delivered' },
      { kind: 'resolved', outcome: 'delivered' },
    ]
    expect(stored).toEqual({ notices: both, open: [] })
    if (!wasKilled) return expect(killAt).toBeGreaterThan(10)
  }
})
