import { type Labels, labelsOf, NAME_LABEL } from '../metrics/model/labels.ts'
import type { SeriesStore } from '../metrics/series.ts'
import type { ProbeMetrics } from './metrics.ts'
import type { Reading } from './model/result.ts'

type GaugeFor = ProbeMetrics['reading']

export interface Readings {
  /** @param readings all that the source has to say now. */
  put(source: string, readings: readonly Reading[], at: number): void
}

/**
 * Series that come with checks: those that did not come again are marked stale at once (reliability.md 13).
 *
 * @param gaugeFor shows them in the probe's own /metrics as well; null for what others show in theirs.
 */
export function createReadings(series: SeriesStore, gaugeFor: GaugeFor | null): Readings {
  const last = new Map<string, Map<string, { labels: Labels; reading: Reading }>>()

  function show({ name, labels, value }: Reading): void {
    gaugeFor?.(name, Object.keys(labels))?.set(labels, value)
  }
  function hide({ name, labels }: Reading): void {
    gaugeFor?.(name, Object.keys(labels))?.remove(labels)
  }

  return {
    put(source, readings, at) {
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
      if (seen.size === 0) last.delete(source)
      else last.set(source, seen)
    },
  }
}
