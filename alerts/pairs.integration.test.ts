import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { silentLog } from '../platform/log.ts'
import { type Alerts, createAlerts } from './alerts.ts'
import { DeliveryError } from './channels/delivery-error.ts'
import type { OutgoingMessage } from './channels/telegram.ts'
import { openSpoolFile, type SpoolFile } from './spool/file.ts'
import type { Spool } from './spool/spool.ts'
import { createFailures, createRandom, inThread, settled, testRule, toldBy } from './test-bench.ts'

const targets = ['web', 'api', 'bot', 'cache', 'postgres', 'queue', 'telegram']
const chats = [1, 2, -3]
const minuteMs = 60_000

/** A world in which everything goes wrong at random, and lives of the room that end at random. */
function createWorld(seed: number, dir: string) {
  const random = createRandom(seed)
  const time = createManualTime()
  const failures = createFailures(Object.fromEntries(targets.map((target) => [target, 0])))
  const read: { chat: number; text: string }[] = []
  const registries: Registry[] = []
  let isCalm = false
  let commands = 0
  let life: { alerts: Alerts; file: SpoolFile; die: () => void } | undefined

  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] as Value

  async function send({ chat, text }: OutgoingMessage): Promise<number> {
    const luck = isCalm ? 1 : random()
    if (luck < 0.1) throw new DeliveryError('rate-limited', 'wait', { retryAfterMs: 5_000 })
    if (luck < 0.2) throw new DeliveryError('unreachable', 'refused')
    if (luck < 0.27) throw new DeliveryError('no-answer', 'cut before')
    read.push({ chat, text })
    if (luck < 0.34) throw new DeliveryError('no-answer', 'cut after')
    return read.length
  }

  async function live(): Promise<void> {
    const file = openSpoolFile({ dir, now: time.clock(), reserveBytes: 0, maxBytes: 1 << 28 })
    const registry = new Registry()
    registries.push(registry)
    let isDead = false
    const never = new Promise<never>(() => {})
    const mortal = <Args extends unknown[], Value>(work: (...args: Args) => Promise<Value>) => {
      return async (...args: Args): Promise<Value> => {
        if (isDead) return never
        const value = await work(...args)
        return isDead ? never : value
      }
    }
    const { write, mark, forgetStored, close } = inThread(file)
    const spool: Spool = { write: mortal(write), mark: mortal(mark), forgetStored: mortal(forgetStored), close }
    const alerts = await createAlerts({
      rules: [
        testRule,
        {
          ...testRule,
          id: 'slow',
          expr: 'failures >= 3',
          forMs: 5_000,
          keepFiringMs: 10_000,
          severity: 'warning',
          summary: '{{ $labels.target }} is slow',
        },
      ],
      query: mortal(async (query, at) => failures.ask(query, at)),
      countInstances: async () => null,
      publicUrl: 'http://x.test',
      now: time.clock,
      log: silentLog,
      registry,
      spool,
      contents: file.contents,
      store: null,
      send: mortal(send),
      schedule: time.schedule,
    })
    life = { alerts, file, die: () => (isDead = true) }
    await settled()
  }

  /** As a kill: what was not on the disk by now is lost. */
  async function dieAndLiveAgain(): Promise<void> {
    life?.die()
    life?.file.close()
    await live()
  }

  const say = (verb: 'subscribe' | 'unsubscribe', chat: number) => {
    const act = { verb, id: `command-${commands++}`, chat, by: 1, at: time.clock() }
    const severity = pick([undefined, 'all', 'critical'])
    const wanted = severity === undefined ? {} : { severity }
    return life?.alerts.command(verb === 'subscribe' ? { ...act, chatType: 'private', ...wanted } : act)
  }

  async function step(): Promise<void> {
    const luck = random()
    if (luck < 0.35) failures.set(pick(targets), pick([0, 0, 3, 9, undefined]))
    else if (luck < 0.42) for (const target of targets) failures.set(target, pick([0, 3]))
    else if (luck < 0.5) void say(pick(['subscribe', 'subscribe', 'unsubscribe']), pick(chats))
    else if (luck < 0.85) time.advance(pick([10, 500, 3_000, 20_000]))
    else if (luck < 0.9) return dieAndLiveAgain()
    life?.alerts.wake()
    // Sometimes the next thing happens while this one is still under way.
    if (random() < 0.7) await settled()
  }

  async function calmDown(): Promise<void> {
    isCalm = true
    for (const target of targets) failures.set(target, 0)
    for (let round = 0; round < 60; round += 1) {
      life?.alerts.wake()
      await settled()
      time.advance(minuteMs / 4)
      await settled()
    }
  }

  async function counted(outcome: string): Promise<number> {
    const values = await Promise.all(
      registries.map((registry) => registry.getSingleMetric('alerts_notices_total')?.get()),
    )
    const rows = values.flatMap((metric) => metric?.values ?? [])
    return rows.filter(({ labels }) => labels.outcome === outcome).reduce((sum, { value }) => sum + value, 0)
  }

  return { live, say, step, calmDown, counted, read, open: () => life?.alerts.incidents() }
}

test.each(Array.from({ length: 12 }, (_, seed) => ({ seed: seed + 1 })))(
  'whatever happens, each chat reads opened and resolved in turn, and nothing stays open (seed $seed)',
  async ({ seed }) => {
    const dir = mkdtempSync(join(tmpdir(), 'intelauto-pairs-'))
    const world = createWorld(seed, dir)
    await world.live()
    for (const chat of chats) await world.say('subscribe', chat)
    for (let steps = 0; steps < 250; steps += 1) await world.step()
    await world.calmDown()

    let repeats = 0
    const sequences = Map.groupBy(
      world.read.flatMap(({ chat, text }) => toldBy(text).map((told) => ({ chat, ...told }))),
      ({ chat, what }) => `${chat} ${what}`,
    )
    for (const [key, told] of sequences) {
      const kinds = told.map(({ kind }) => kind)
      const turns = kinds.filter((kind, index) => kind !== kinds[index - 1])
      repeats += kinds.length - turns.length
      expect(turns, key).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'opened' : 'resolved')))
      expect(turns.at(-1), key).toBe('resolved')
    }
    expect(sequences.size).toBeGreaterThan(10)
    expect(repeats).toBeLessThanOrEqual(await world.counted('possible-duplicate'))
    expect(world.open()).toEqual([])
    rmSync(dir, { recursive: true })
  },
)
