import type { InstanceLook } from './model/instances.ts'
import type { Target } from './model/target.ts'
import { advanceTarget, countSpeaks, type TargetState, unseen } from './model/target-state.ts'
import type { Readings } from './readings.ts'
import type { Turn } from './schedule.ts'

interface Instance {
  state: TargetState
  /** What begins answers in its own time: failures before its first success do not count until then. */
  graceUntil: number
}

/** Keeps what is known of each instance of the targets that stand for several. */
export function createInstanceRecorder({ told, location }: { told: Readings; location: string }) {
  const known = new Map<string, Map<string, Instance>>()

  function put(target: Target, instance: string, state: TargetState, at: number, onGrid: boolean): void {
    const labels = { target: target.id, instance, location }
    const [count, success] = sourcesOf(target, instance)
    const value = state.failuresInARow
    if (countSpeaks(state)) told.put(count, [{ name: 'probe_instance_failures_in_a_row', labels, value }], at)
    if (!onGrid || state.seen === 'unknown') return
    told.put(success, [{ name: 'probe_instance_success', labels, value: state.seen === 'up' ? 1 : 0 }], at)
  }

  function forget(target: Target, instance: string, at: number): void {
    for (const source of sourcesOf(target, instance)) told.put(source, [], at)
    known.get(target.id)?.delete(instance)
  }

  function forgetOthers(target: Target, present: readonly string[], at: number): void {
    for (const instance of [...(known.get(target.id)?.keys() ?? [])]) {
      if (!present.includes(instance)) forget(target, instance, at)
    }
  }

  return {
    /**
     * @param looks at all instances there are; of others nothing is known any more.
     * @returns failures in a row of the instance that has the most.
     */
    record(target: Target, looks: readonly InstanceLook[], at: number, { onGrid }: Turn): number {
      const names = looks.map(({ instance }) => instance)
      forgetOthers(target, names, at)
      const instances = known.get(target.id) ?? new Map<string, Instance>()
      known.set(target.id, instances)
      let most = 0
      for (const { instance, result } of looks) {
        const { state, graceUntil } = instances.get(instance) ?? { state: unseen, graceUntil: at + target.graceMs }
        const next = advanceTarget(state, result, graceUntil)
        instances.set(instance, { state: next, graceUntil })
        put(target, instance, next, result.endedAt, onGrid)
        most = Math.max(most, next.failuresInARow)
      }
      return most
    },

    /** Nothing is known of any instance of the target any more. */
    forgetAll: (target: Target, at: number): void => forgetOthers(target, [], at),
  }
}

function sourcesOf({ id }: Target, instance: string): [string, string] {
  return [`${id} ${instance} count`, `${id} ${instance} success`]
}
