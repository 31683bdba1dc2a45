import { failed, type PhaseTimes, type Result } from './result.ts'
import type { Look } from './target.ts'

/** One look at one of the instances behind a name. */
export interface InstanceLook {
  /** Host and port, as the label of its series has it. */
  readonly instance: string
  readonly result: Result
}

export function instanceName(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** The look at one instance of what stands behind a name. */
export function lookAt<L extends Look>(look: L, address: string): L {
  return { ...look, check: { ...look.check, connectTo: address } }
}

/**
 * What the looks at all instances say of the target: it is up while one of them is, and down while it has none.
 * Its times are those of the slowest that passed, its readings those of all, each with the `instance` it came from.
 *
 * @param at Unix milliseconds; when it was found that there is no instance.
 */
export function combine(looks: readonly InstanceLook[], at: number): Result {
  const results = looks.map(({ result }) => result)
  const [first] = results
  if (first === undefined) return { ...failed('no-instance', 'no instance stands behind the name'), ...sameMoment(at) }
  const moment = {
    startedAt: Math.min(...results.map(({ startedAt }) => startedAt)),
    endedAt: Math.max(...results.map(({ endedAt }) => endedAt)),
  }
  const slowest = slowestPassing(results)
  if (slowest === null) return { ...none(looks.length, first), ...moment }
  return { phases: slowest, readings: looks.flatMap(readingsOf), failure: null, ...moment }
}

function sameMoment(at: number) {
  return { startedAt: at, endedAt: at }
}

function none(count: number, { phases, failure }: Result) {
  const { reason, message } = failure ?? { reason: 'broken', message: '' }
  return failed(
    reason,
    count === 1 ? message : `none of ${count} instances is as wanted, the first: ${message}`,
    phases,
  )
}

/** @returns null when none passed. */
function slowestPassing(results: readonly Result[]): PhaseTimes | null {
  const passing = results.filter(({ failure }) => failure === null)
  const bySlowness = passing.toSorted((a, b) => (b.phases.total ?? 0) - (a.phases.total ?? 0))
  return bySlowness[0]?.phases ?? null
}

function readingsOf({ instance, result }: InstanceLook) {
  return result.readings.map((reading) => ({ ...reading, labels: { ...reading.labels, instance } }))
}

/** Each name that stands for instances once, asked as often as the quickest of the looks that need it. */
export function discoveredNames(looks: readonly Look[]): { name: string; intervalMs: number }[] {
  const byName = Map.groupBy(
    looks.filter(({ discover }) => discover !== undefined),
    ({ discover }) => discover?.name ?? '',
  )
  return [...byName].map(([name, same]) => ({
    name,
    intervalMs: Math.min(...same.map(({ intervalMs }) => intervalMs)),
  }))
}
