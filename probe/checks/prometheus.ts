import { RE2JS } from 're2js'
import { failed, passed } from '../model/result.ts'
import type { PrometheusSpec } from '../model/target.ts'
import type { Check } from './check.ts'
import { exchange } from './http-exchange.ts'
import { parsePrometheusText } from './prometheus-text.ts'

const maxBodyBytes = 16 * 1024 * 1024
const headers = { accept: 'text/plain;version=0.0.4' }

/** Reads a /metrics: its kept series are the readings. Rejects when a pattern of `keep` is none. */
export const checkPrometheus: Check<PrometheusSpec> = async ({ url, connectTo, keep }, signal) => {
  const isKept = createFilter(keep)
  const { phases, answer, failure } = await exchange(
    { url, ...(connectTo !== undefined && { connectTo }), method: 'GET', headers, maxBodyBytes },
    signal,
  )
  if (failure !== null) return { phases, readings: [], failure }
  if (answer.status !== 200) return failed('unexpected', `wanted status 200, got ${answer.status}`, phases)
  const parsed = parsePrometheusText(answer.body, isKept)
  return 'failure' in parsed ? { phases, readings: [], failure: parsed.failure } : passed(phases, parsed.readings)
}

/** Asks the patterns once for a name: a text has a thousand lines and few names. */
function createFilter(keep: readonly string[]): (name: string) => boolean {
  const patterns = keep.map((pattern) => RE2JS.compile(pattern))
  const verdicts = new Map(keep.map((name) => [name, true]))
  return (name) => {
    const verdict = verdicts.get(name) ?? patterns.some((pattern) => pattern.matches(name))
    verdicts.set(name, verdict)
    return verdict
  }
}
