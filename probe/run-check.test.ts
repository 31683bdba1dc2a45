import { expect, test } from 'vitest'
import { silentLog } from '../platform/log.ts'
import { type Observation, passed } from './model/result.ts'
import type { Look } from './model/target.ts'
import { createRunCheck } from './run-check.ts'

const look: Look = { id: 'a', intervalMs: 5000, timeoutMs: 5, check: { kind: 'tcp', host: 'h', port: 1 } }

test.each<{ name: string; runSpec: (signal: AbortSignal) => Promise<Observation>; reason: string | null }>([
  { name: 'what the check saw is the result', runSpec: async () => passed({}), reason: null },
  {
    name: 'a check that throws has failed, and is ours to mend',
    runSpec: () => Promise.reject(new Error('bug')),
    reason: 'broken',
  },
  {
    name: 'a check that does not even end after its signal is given up',
    runSpec: () => new Promise(() => {}),
    reason: 'timeout',
  },
])('$name', async ({ runSpec, reason }) => {
  let at = 0
  const run = createRunCheck({ runSpec: (_spec, signal) => runSpec(signal), now: () => ++at, log: silentLog })
  const result = await run(look)
  expect(result.failure?.reason ?? null).toBe(reason)
  expect([result.startedAt, result.endedAt]).toEqual([1, 2])
})

test('at the deadline the check is told to end', async () => {
  const run = createRunCheck({
    runSpec: (_spec, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(passed({ total: 5 })))),
    now: () => 0,
    log: silentLog,
  })
  expect((await run(look)).phases).toEqual({ total: 5 })
})
