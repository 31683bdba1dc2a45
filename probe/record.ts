import type { IncidentView, Overview, TargetView } from '../alerts/model/overview.ts'
import { labelsOf, NAME_LABEL } from '../metrics/model/labels.ts'
import type { SeriesStore } from '../metrics/series.ts'
import type { ProbeMetrics } from './metrics.ts'
import { overviewOf, targetView } from './model/board.ts'
import { combine, type InstanceLook } from './model/instances.ts'
import type { Reading, Result } from './model/result.ts'
import type { Scrape, Target } from './model/target.ts'
import { advanceTarget, countSpeaks, isOverdue, type TargetState, unseen } from './model/target-state.ts'
import { createReadings } from './readings.ts'
import { createInstanceRecorder } from './record-instances.ts'
import type { Turn } from './schedule.ts'

export type Recorder = ReturnType<typeof createRecorder>

export interface RecorderDeps {
  targets: readonly Target[]
  series: SeriesStore
  metrics: ProbeMetrics
  /** Where this probe looks from; a label of what it sees. */
  location: string
  startedAt: number
  now: () => number
  /** Samples have changed, and possibly the state of this target. */
  onChange: (target: Target | null) => void
}

/** Turns what checks saw into samples, states and the board. */
export function createRecorder(deps: RecorderDeps) {
  const { targets, series, metrics, location, startedAt, now, onChange } = deps
  const states = new Map<string, TargetState>(targets.map(({ id }) => [id, unseen]))
  const failingSince = new Map<string, number>()
  const overdue = new Set<string>()
  const told = createReadings(series, metrics.reading)
  const scraped = createReadings(series, null)
  const instances = createInstanceRecorder({ told, location })

  /** What is said of a target, by source: each is replaced as a whole. */
  const countOf = ({ id }: Target, { failuresInARow }: TargetState): Reading[] => [
    { name: 'probe_failures_in_a_row', labels: { target: id, location }, value: failuresInARow },
  ]
  const successOf = ({ id }: Target, { seen }: TargetState): Reading[] => [
    { name: 'probe_success', labels: { target: id, location }, value: seen === 'up' ? 1 : 0 },
  ]
  const durationsOf = ({ id }: Target, { phases }: Result): Reading[] =>
    Object.entries(phases).map(([phase, ms]) => ({
      name: 'probe_duration_seconds',
      labels: { target: id, phase },
      value: ms / 1000,
    }))

  function followRow(target: Target, { failuresInARow }: TargetState, endedAt: number): void {
    if (failuresInARow === 0) failingSince.delete(target.id)
    else if (failuresInARow === 1) failingSince.set(target.id, endedAt)
  }

  /** What another process shows in its /metrics has labels of its own making: it stays out of ours. */
  const readingsOf = ({ check }: Target) => (check.kind === 'prometheus' ? scraped : told)

  function forget(target: Target, at: number): void {
    instances.forgetAll(target, at)
    for (const source of ['count', 'success', 'durations']) told.put(`${target.id} ${source}`, [], at)
    readingsOf(target).put(`${target.id} check`, [], at)
  }

  const ageOf = (target: Target, at: number) => at - (states.get(target.id)?.checkedAt ?? startedAt)
  const put = (name: string, target: Target, at: number, value: number) =>
    void series.append(labelsOf({ [NAME_LABEL]: name, target: target.id, location }), at, value)

  function recordWhole(target: Target, result: Result, { onGrid }: Turn): number {
    const before = states.get(target.id) ?? unseen
    const state = advanceTarget(before, result, startedAt + target.graceMs)
    states.set(target.id, state)
    overdue.delete(target.id)
    followRow(target, state, result.endedAt)
    const at = result.endedAt
    if (countSpeaks(state)) told.put(`${target.id} count`, countOf(target, state), at)
    if (onGrid && state.seen !== 'unknown') told.put(`${target.id} success`, successOf(target, state), at)
    told.put(`${target.id} durations`, durationsOf(target, result), at)
    readingsOf(target).put(`${target.id} check`, result.readings, at)
    return state.failuresInARow
  }

  return {
    /** @returns failures in a row, this one counted. */
    record(target: Target, result: Result, turn: Turn): number {
      const failures = recordWhole(target, result, turn)
      onChange(target)
      return failures
    },

    /**
     * One round of looks at all instances behind the target's name.
     *
     * @returns failures in a row of the whole or of the instance that has most: all are looked at again to confirm them.
     */
    recordInstances(target: Target, looks: readonly InstanceLook[], turn: Turn): number {
      const result = combine(looks, now())
      const ofWhole = recordWhole(target, result, turn)
      const ofOne = instances.record(target, looks, result.endedAt, turn)
      onChange(target)
      return Math.max(ofWhole, ofOne)
    },

    /** @param count of instances behind the target's name; null when the name service does not say (reliability.md 14). */
    recordDiscovery({ id, expectedInstances = 1 }: Target, count: number | null): void {
      const of = (name: string, value: number): Reading => ({ name, labels: { target: id }, value })
      const counted = count === null ? [] : [of('discovered_instances', count)]
      told.put(`${id} discovery`, [...counted, of('expected_instances', expectedInstances)], now())
      onChange(null)
    },

    /** A scrape that failed says that nothing is known of its series any more. */
    recordScrape({ id }: Scrape, { instance, result: { readings, endedAt } }: InstanceLook): void {
      const ofInstance = readings.map((reading) => ({ ...reading, labels: { ...reading.labels, instance } }))
      scraped.put(`${id} ${instance}`, ofInstance, endedAt)
      onChange(null)
    },

    /** The instance is not there any more: nothing is known of its series. */
    forgetScrape({ id }: Scrape, instance: string): void {
      scraped.put(`${id} ${instance}`, [], now())
    },

    /** Says how old each look is, and ends the series of targets that nobody looked at for two intervals. */
    reviewAges(): void {
      const at = now()
      for (const target of targets) {
        put('probe_check_age_seconds', target, at, ageOf(target, at) / 1000)
        put('probe_check_interval_seconds', target, at, target.intervalMs / 1000)
        if (!isOverdue(states.get(target.id) ?? unseen, target, at) || overdue.has(target.id)) continue
        overdue.add(target.id)
        forget(target, at)
        onChange(target)
      }
      onChange(null)
    },

    view: (target: Target, incidents: readonly IncidentView[]): TargetView =>
      targetView(target, states.get(target.id) ?? unseen, incidents, now()),
    overview: (incidents: readonly IncidentView[]): Overview =>
      overviewOf(
        targets,
        (target) => targetView(target, states.get(target.id) ?? unseen, incidents, now()),
        incidents,
        now(),
      ),
    failingSince: (targetId: string): number | null => failingSince.get(targetId) ?? null,
    /** Every target was looked at once. */
    isComplete: (): boolean => [...states.values()].every(({ checkedAt }) => checkedAt !== null),
  }
}
