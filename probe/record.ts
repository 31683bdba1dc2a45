import type { IncidentView, Overview, TargetView } from '../alerts/model/overview.ts'
import { type Labels, labelsOf, NAME_LABEL } from '../metrics/model/labels.ts'
import type { SeriesStore } from '../metrics/series.ts'
import type { ProbeMetrics } from './metrics.ts'
import { overviewOf, targetView } from './model/board.ts'
import type { Reading, Result } from './model/result.ts'
import type { Scrape, Target } from './model/target.ts'
import { advanceTarget, countSpeaks, isOverdue, type TargetState, unseen } from './model/target-state.ts'
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
  const told = createReadings(series, metrics.reading)
  const scraped = createReadings(series, null)

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
    for (const source of ['count', 'success', 'durations']) told.put(`${target.id} ${source}`, [], at)
    readingsOf(target).put(`${target.id} check`, [], at)
  }

  const ageOf = (target: Target, at: number) => at - (states.get(target.id)?.checkedAt ?? startedAt)
  const put = (name: string, target: Target, at: number, value: number) =>
    void series.append(labelsOf({ [NAME_LABEL]: name, target: target.id, location }), at, value)

  return {
    /** @returns failures in a row, this one counted. */
    record(target: Target, result: Result, { onGrid }: Turn): number {
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
      onChange(target)
      return state.failuresInARow
    },

    /** A scrape that failed says that nothing is known of its series any more. */
    recordScrape({ id, instance }: Scrape, { readings, endedAt }: Result): void {
      const ofInstance = readings.map((reading) => ({ ...reading, labels: { ...reading.labels, instance } }))
      scraped.put(id, ofInstance, endedAt)
      onChange(null)
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

type GaugeFor = ProbeMetrics['reading']

/**
 * Series that come with checks: those that did not come again are marked stale at once (reliability.md 13).
 *
 * @param gaugeFor shows them in the probe's own /metrics as well; null for what others show in theirs.
 */
function createReadings(series: SeriesStore, gaugeFor: GaugeFor | null) {
  const last = new Map<string, Map<string, { labels: Labels; reading: Reading }>>()

  function show({ name, labels, value }: Reading): void {
    gaugeFor?.(name, Object.keys(labels))?.set(labels, value)
  }
  function hide({ name, labels }: Reading): void {
    gaugeFor?.(name, Object.keys(labels))?.remove(labels)
  }

  return {
    /** @param readings all that the source has to say now. */
    put(source: string, readings: readonly Reading[], at: number): void {
      const seen = new Map<string, { labels: Labels; reading: Reading }>()
      for (const reading of readings) {
        const labels = labelsOf({ ...reading.labels, [NAME_LABEL]: reading.name })
        seen.set(labels.key, { labels, reading })
        series.append(labels, at, reading.value)
        show(reading)
      }
      for (const [key, { labels, reading }] of last.get(source) ?? []) {
        if (seen.has(key)) continue
        series.markStale(labels, at)
        hide(reading)
      }
      last.set(source, seen)
    },
  }
}
