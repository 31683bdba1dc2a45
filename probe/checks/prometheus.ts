import { RE2JS } from 're2js'
import { failed, type Observation, passed } from '../model/result.ts'
import type { PrometheusSpec } from '../model/target.ts'
import { askOnce } from './http.ts'
import { parsePrometheusText } from './prometheus-text.ts'

const maxBodyBytes = 16 * 1024 * 1024
const headers = { accept: 'text/plain;version=0.0.4' }

/** Reads a /metrics and keeps the series that are wanted. */
export async function checkPrometheus({ url, keep }: PrometheusSpec, signal: AbortSignal): Promise<Observation> {
  const exchange = await askOnce({ url, method: 'GET', headers, maxBodyBytes }, signal)
  if ('failure' in exchange) return exchange
  const { status, body, phases } = exchange
  if (status !== 200) return failed('unexpected', `wanted status 200, got ${status}`, phases)
  const parsed = parsePrometheusText(body, wanted(keep))
  return parsed.ok ? passed(phases, parsed.readings) : failed('malformed', parsed.complaint, phases)
}

/** Patterns of whole names, matched in linear time. */
function wanted(keep: readonly string[]): (name: string) => boolean {
  const pattern = RE2JS.compile(keep.map((one) => `(?:${one})`).join('|'))
  const known = new Map<string, boolean>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const isWanted = keep.length > 0 && pattern.matches(name)
    known.set(name, isWanted)
    return isWanted
  }
}
