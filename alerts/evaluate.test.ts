import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { labelsOf, labelValue } from '../metrics/model/labels.ts'
import { createManualTime } from '../platform/embedded/telegram/manual-time.ts'
import { type Log, silentLog } from '../platform/log.ts'
import type { AskQuery } from './condition.ts'
import { createEvaluation } from './evaluate.ts'
import { createLedger } from './ledger.ts'
import { createAlertMetrics } from './metrics.ts'
import type { Change } from './model/change.ts'
import type { Rule } from './model/rule.ts'
import { createFailures, settled, testRule } from './test-bench.ts'
import { watchRule } from './watched-rule.ts'
import { resolvedWording } from './wording.ts'

function createBench(
  over: { rules?: Rule[]; ask?: AskQuery; count?: () => Promise<number | null>; failingSince?: number } = {},
) {
  const time = createManualTime()
  let asleepMs = 0
  const now = () => time.clock() + asleepMs
  const failures = createFailures({ web: 0, bot: 0 })
  const registry = new Registry()
  const told: string[] = []
  const log: Log = {
    ...silentLog,
    error: (_, text) => told.push(text),
    info: (_, text) => told.push(text),
    warn: (_, text) => told.push(text),
  }
  const changes: Change[] = []
  const ledger = createLedger({
    epoch: 1,
    ordinal: 1,
    hash: (text) => text,
    now: time.clock,
    resolvedWording: (one) => resolvedWording(one, 'u'),
  })
  ledger.learn([{ id: 'f', verb: 'subscribe', chat: 1, chatType: 'private', at: 1, by: '1' }])
  const evaluation = createEvaluation({
    rules: (over.rules ?? [testRule]).map(watchRule),
    ask: over.ask ?? failures.ask,
    ledger,
    carryOut: (change) => changes.push(change),
    countInstances: over.count ?? (async () => 2),
    failingSince: () => over.failingSince ?? null,
    now,
    schedule: time.schedule,
    metrics: createAlertMetrics(registry, ledger.open),
    log,
    statusUrl: 'u',
  })
  const open = () => ledger.open().map(({ rule, target }) => `${rule} ${target}`)
  const pass = async (ms: number) => {
    time.advance(ms)
    await settled()
  }
  /** The clock goes on while no timer runs, as in a process that is frozen. */
  const sleep = (ms: number) => {
    asleepMs += ms
  }
  return { ...time, sleep, failures, ledger, evaluation, changes, open, pass, told, registry }
}

async function woken<Bench extends ReturnType<typeof createBench>>(bench: Bench): Promise<Bench> {
  bench.evaluation.wake()
  await settled()
  return bench
}

test('a change that wakes it is told at once, with its notices', async () => {
  const bench = await woken(createBench())
  bench.failures.set('web', 3)
  await woken(bench)
  expect(bench.open()).toEqual(['target-down web'])
  expect(bench.changes).toMatchObject([
    { incidents: [{ phase: 'firing', summary: 'web is down' }], notices: [{ chat: 1, kind: 'opened' }] },
  ])
})

test('without being woken it looks every five seconds', async () => {
  const bench = await woken(createBench())
  bench.failures.set('web', 3)
  await bench.pass(4_999)
  expect(bench.open()).toEqual([])
  await bench.pass(1)
  expect(bench.open()).toEqual(['target-down web'])
})

test('a for is due by its own timer, not by the next look', async () => {
  const bench = createBench({ rules: [{ ...testRule, forMs: 1_234, keepFiringMs: 2_345 }] })
  bench.failures.set('web', 3)
  await woken(bench)
  await bench.pass(1_233)
  expect(bench.open()).toEqual([])
  await bench.pass(1)
  expect(bench.open()).toEqual(['target-down web'])
  bench.failures.set('web', 0)
  await woken(bench)
  await bench.pass(2_344)
  expect(bench.open()).toHaveLength(1)
  await bench.pass(1)
  expect(bench.open()).toEqual([])
})

test('evaluations never overlap, and however often it is woken meanwhile, one more follows', async () => {
  const gates: (() => void)[] = []
  let running = 0
  let most = 0
  let asked = 0
  const ask: AskQuery = async ({ text }) => {
    if (text.includes('bool')) return []
    asked += 1
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => gates.push(resolve))
    running -= 1
    return []
  }
  const bench = createBench({ ask })
  for (let times = 0; times < 10; times += 1) bench.evaluation.wake()
  await settled()
  expect(asked).toBe(1)
  for (let times = 0; times < 10; times += 1) bench.evaluation.wake()
  gates.shift()?.()
  await settled()
  gates.shift()?.()
  await settled()
  expect([asked, most, gates.length]).toEqual([2, 1, 0])
})

test('what changes while it evaluates is not missed', async () => {
  const bench = createBench({ ask: async (query, at) => bench.failures.ask(query, at) })
  bench.evaluation.wake()
  bench.failures.set('web', 3)
  bench.evaluation.wake()
  await settled()
  expect(bench.open()).toEqual(['target-down web'])
})

test('a rule that throws is told once and counted each time; the others go on; its incidents stay as they are', async () => {
  let isBroken = false
  const rules = [
    { ...testRule, id: 'first' },
    { ...testRule, id: 'second', expr: 'failures >= 3.0' },
  ]
  const bench = createBench({
    rules,
    ask: (query, at) => {
      if (isBroken && !query.text.endsWith('.0')) throw new Error('too many samples')
      return bench.failures.ask(query, at)
    },
  })
  bench.failures.set('web', 3)
  await woken(bench)
  isBroken = true
  bench.failures.set('web', 0)
  bench.failures.set('bot', 3)
  for (let times = 0; times < 3; times += 1) await woken(bench)
  expect(bench.open()).toEqual(['first web', 'second bot'])
  expect(bench.told).toEqual(['a rule gives no answer'])
  expect(await bench.registry.metrics()).toContain('alerts_rule_failures_total{rule="first"} 3')
  isBroken = false
  await woken(bench)
  expect(bench.open().sort()).toEqual(['first bot', 'second bot'])
  expect(bench.told.at(-1)).toBe('a rule gives answers again')
})

test.each([
  { name: 'after a sleep of this process nothing is known about that time', asleepMs: 15_001, open: [] },
  { name: 'a gap no longer than three looks is no sleep', asleepMs: 15_000, open: ['target-down web'] },
])('$name', async ({ asleepMs, open }) => {
  const bench = createBench({ rules: [{ ...testRule, forMs: 12_000 }] })
  bench.failures.set('web', 3)
  await woken(bench)
  bench.sleep(asleepMs)
  await woken(bench)
  expect(bench.open()).toEqual(open)
})

test('an instance that is gone closes its incidents, and says why', async () => {
  let isThere = true
  const labels = labelsOf({ target: 'web', instance: 'machine-1' })
  const bench = createBench({ ask: () => (isThere ? [{ labels, value: 3 }] : []) })
  await woken(bench)
  isThere = false
  await woken(bench)
  expect(bench.open()).toHaveLength(1)
  bench.evaluation.instanceGone('machine-2')
  await settled()
  expect(bench.open()).toHaveLength(1)
  bench.evaluation.instanceGone('machine-1')
  await settled()
  expect(bench.open()).toEqual([])
  expect(bench.changes.at(-1)).toMatchObject({ incidents: [{ ending: 'instance-gone' }] })
})

test('what a target still has goes on, and what it had before this process began is gone', async () => {
  const bench = createBench({
    ask: () => ['m-1', 'm-2'].map((instance) => ({ labels: labelsOf({ target: 'web', instance }), value: 3 })),
  })
  await woken(bench)
  bench.evaluation.instancesAre('bot', [])
  await settled()
  expect(bench.open()).toEqual(['target-down web', 'target-down web'])
  bench.evaluation.instancesAre('web', ['m-2'])
  await settled()
  const endings = bench.changes.flatMap(({ incidents }) => incidents.filter(({ ending }) => ending !== null))
  expect(endings.map(({ labels, ending }) => [labelValue(labels, 'instance'), ending])).toEqual([
    ['m-1', 'instance-gone'],
  ])
})

test('an incident of a rule that is no more ends', async () => {
  const bench = createBench()
  bench.failures.set('web', 3)
  await woken(bench)
  const other = createEvaluation({
    rules: [],
    ask: bench.failures.ask,
    ledger: bench.ledger,
    carryOut: (change) => bench.changes.push(change),
    countInstances: async () => null,
    failingSince: () => null,
    now: bench.clock,
    schedule: bench.schedule,
    metrics: createAlertMetrics(new Registry(), bench.ledger.open),
    log: silentLog,
    statusUrl: 'u',
  })
  other.wake()
  await settled()
  expect(bench.open()).toEqual([])
  expect(bench.changes.at(-1)).toMatchObject({ incidents: [{ ending: 'rule-removed' }] })
})

const scaling: Rule = { ...testRule, scale: { process: 'bot', max: 4 } }

test.each<{ name: string; count: () => Promise<number | null>; says: string }>([
  { name: 'the present count comes in time', count: async () => 2, says: 'fly scale count bot=3' },
  { name: 'it is not known', count: async () => null, says: 'is not known' },
  {
    name: 'counting throws',
    count: () => {
      throw new Error('no way to ask')
    },
    says: 'is not known',
  },
  { name: 'counting fails', count: () => Promise.reject(new Error('no answer')), says: 'is not known' },
])('a scaling rule proposes: $name', async ({ count, says }) => {
  const bench = createBench({ rules: [scaling], count })
  bench.failures.set('web', 3)
  await woken(bench)
  expect(bench.changes[0]?.notices[0]?.text).toContain(says)
})

test('a count that never comes holds the notice up for a quarter of a second', async () => {
  const bench = createBench({ rules: [scaling], count: () => new Promise(() => {}) })
  bench.failures.set('web', 3)
  await woken(bench)
  await bench.pass(249)
  expect(bench.open()).toEqual([])
  await bench.pass(1)
  expect(bench.open()).toEqual(['target-down web'])
})

test.each([
  { name: 'from the end of the first failed check, where that is known', failingSince: 5, detectedAt: 5 },
  { name: 'else from the first breach', failingSince: undefined, detectedAt: 1_800_000_000_000 },
])('the detection clock starts $name', async ({ failingSince, detectedAt }) => {
  const bench = createBench({
    rules: [{ ...testRule, forMs: 1_000 }],
    ...(failingSince !== undefined && { failingSince }),
  })
  bench.failures.set('web', 3)
  await woken(bench)
  await bench.pass(1_000)
  expect(bench.changes[0]?.notices[0]?.detectedAt).toBe(detectedAt)
})

test('once stopped it is not woken any more', async () => {
  const bench = createBench()
  await bench.evaluation.stop()
  bench.failures.set('web', 3)
  await woken(bench)
  await bench.pass(60_000)
  expect(bench.open()).toEqual([])
})
