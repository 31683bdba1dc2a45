import type { Log } from '../platform/log.ts'
import { failed, type Observation, type Result } from './model/result.ts'
import type { CheckSpec, Look } from './model/target.ts'

/** Ends soon after the signal, whatever the other side does. */
export type RunSpec = (spec: CheckSpec, signal: AbortSignal) => Promise<Observation>

/** A check that does not end by itself after its signal is given up so much later. */
const patienceMs = 500

/** One check with its deadline. Never rejects: a check that throws is a fault of ours, and a failure of the check. */
export function createRunCheck({ runSpec, now, log }: { runSpec: RunSpec; now: () => number; log: Log }) {
  return async ({ id, check, timeoutMs }: Look): Promise<Result> => {
    const startedAt = now()
    const deadline = new AbortController()
    const late = Promise.withResolvers<Observation>()
    const timer = setTimeout(() => deadline.abort(), timeoutMs)
    const giveUp = setTimeout(() => late.resolve(tooLate(timeoutMs)), timeoutMs + patienceMs)
    const observed = runSpec(check, deadline.signal).catch((error: unknown) => {
      log.error({ err: error, target: id }, 'a check broke')
      return failed('broken', 'the check itself failed')
    })
    const observation = await Promise.race([observed, late.promise])
    clearTimeout(timer)
    clearTimeout(giveUp)
    return { ...observation, startedAt, endedAt: now() }
  }
}

function tooLate(timeoutMs: number): Observation {
  return failed('timeout', `no answer within ${timeoutMs} ms`)
}
