import type { IncidentView, Overview, TargetView } from '../alerts/model/overview.ts'
import { type Labels, labelsOf, NAME_LABEL } from '../metrics/model/labels.ts'
import type { SeriesStore } from '../metrics/series.ts'
import type { ProbeMetrics } from './metrics.ts'
import { overviewOf, targetView } from './model/board.ts'
import type { Reading, Result } from './model/result.ts'
import type { Scrape, Target } from './model/target.ts'
import { advanceTarget, isOverdue, type TargetState, unseen } from './model/target-state.ts'
import type { Turn } from './schedule.ts'

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
  const readings = createReadings(series)

  const put = (name: string, labels: Record<string, string>, at: number, value: number) =>
    void series.append(labelsOf({ [NAME_LABEL]: name, ...labels }), at, value)

  function countFailures(target: Target, state: TargetState, endedAt: number): void {
    put('probe_failures_in_a_row', { target: target.id, location }, endedAt, state.failuresInARow)
    metrics.failures.set({ target: target.id, location }, state.failuresInARow)
    if (state.failuresInARow === 0) failingSince.delete(target.id)
    else if (state.failuresInARow === 1) failingSince.set(target.id, endedAt)
  }

  function putSuccess(target: Target, state: TargetState, endedAt: number): void {
    if (state.seen === 'unknown') return
    const success = state.seen === 'up' ? 1 : 0
    put('probe_success', { target: target.id, location }, endedAt, success)
    metrics.success.set({ target: target.id, location }, success)
  }

  function putPhases({ id }: Target, { phases, endedAt }: Result): void {
    for (const [phase, ms] of Object.entries(phases)) {
      put('probe_duration_seconds', { target: id, phase }, endedAt, ms / 1000)
      metrics.duration.set({ target: id, phase }, ms / 1000)
    }
  }

  return {
    /** @returns failures in a row, this one counted. */
    record(target: Target, result: Result, { onGrid }: Turn): number {
      const before = states.get(target.id) ?? unseen
      const state = advanceTarget(before, result, startedAt + target.graceMs)
      states.set(target.id, state)
      overdue.delete(target.id)
      countFailures(target, state, result.endedAt)
      if (onGrid) putSuccess(target, state, result.endedAt)
      putPhases(target, result)
      readings.put(target.id, result.readings, {}, result.endedAt)
      for (const { name, labels, value } of result.readings)
        metrics.reading(name, Object.keys(labels)).set(labels, value)
      onChange(target)
      return state.failuresInARow
    },

    /** A scrape that failed says that nothing is known of its series any more. */
    recordScrape({ id, instance }: Scrape, { readings: read, endedAt }: Result): void {
      readings.put(id, read, { instance }, endedAt)
      onChange(null)
    },

    /** Says how old each look is, and ends the series of targets that nobody looked at for two intervals. */
    reviewAges(): void {
      const at = now()
      for (const target of targets) {
        const state = states.get(target.id) ?? unseen
        const age = at - (state.checkedAt ?? startedAt)
        put('probe_check_age_seconds', { target: target.id, location }, at, age / 1000)
        put('probe_check_interval_seconds', { target: target.id, location }, at, target.intervalMs / 1000)
        if (!isOverdue(state, target, at) || overdue.has(target.id)) continue
        overdue.add(target.id)
        for (const name of ['probe_success', 'probe_failures_in_a_row']) {
          series.markStale(labelsOf({ [NAME_LABEL]: name, target: target.id, location }), at)
        }
        readings.put(target.id, [], {}, at)
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

/** Series that come with checks: those that did not come again are marked stale at once (reliability.md 13). */
function createReadings(series: SeriesStore) {
  const last = new Map<string, Map<string, Labels>>()
  return {
    put(source: string, readings: readonly Reading[], more: Record<string, string>, at: number): void {
      const seen = new Map<string, Labels>()
      for (const { name, labels, value } of readings) {
        const all = labelsOf({ ...labels, ...more, [NAME_LABEL]: name })
        seen.set(all.key, all)
        series.append(all, at, value)
      }
      for (const [key, labels] of last.get(source) ?? []) if (!seen.has(key)) series.markStale(labels, at)
      last.set(source, seen)
    },
  }
}
