import { createLabelIndex } from '../label-index.ts'
import { type Labels, labelValue, NAME_LABEL, withLabel, withoutLabels } from '../model/labels.ts'
import { type Matcher, matchesAll } from '../model/matcher.ts'
import { indexAfter, markStaleAt, type Points, type SeriesPoints } from '../model/sample.ts'
import { PromqlError } from './error.ts'
import type { Load } from './script-commands.ts'
import type { Point } from './script-series.ts'
import type { Storage } from './storage.ts'

/** The series of a script. A query that reaches a native histogram is refused: this engine has none. */
export interface ScriptStorage extends Storage {
  load(load: Load): void
}

interface Loaded {
  readonly labels: Labels
  readonly points: Map<number, number | 'stale'>
  columns: Points | undefined
}

export function createScriptStorage(): ScriptStorage {
  const index = createLabelIndex<Loaded>()
  const byKey = new Map<string, Loaded>()
  const native: Labels[] = []

  const open = (labels: Labels): Loaded => {
    const series = byKey.get(labels.key) ?? { labels, points: new Map(), columns: undefined }
    if (!byKey.has(labels.key)) index.add(series)
    byKey.set(labels.key, series)
    return series
  }

  return {
    load({ series, stepMs, alsoNative }) {
      for (const line of series) {
        if (line.native) native.push(line.labels)
        else put(open(line.labels), line.points, stepMs)
        if (alsoNative) native.push(asNative(line.labels))
      }
    },
    select(matchers: readonly Matcher[], from: number, to: number): SeriesPoints[] {
      if (native.some((labels) => matchesAll(matchers, labels))) {
        throw new PromqlError('unsupported', 'native histograms are not supported')
      }
      return index
        .find(matchers)
        .map((found) => ({ labels: found.labels, points: slice(columnsOf(found), from, to) }))
        .filter(({ points }) => points.times.length > 0)
    },
  }
}

function put(series: Loaded, points: readonly Point[], stepMs: number): void {
  for (const [i, point] of points.entries()) if (point !== 'gap') series.points.set(i * stepMs, point)
  series.columns = undefined
}

function columnsOf(series: Loaded): Points {
  if (series.columns !== undefined) return series.columns
  const sorted = [...series.points].sort(([a], [b]) => a - b)
  const times = Float64Array.from(sorted, ([at]) => at)
  const values = Float64Array.from(sorted, ([, point]) => (point === 'stale' ? Number.NaN : point))
  for (const [i, [, point]] of sorted.entries()) if (point === 'stale') markStaleAt(values, i)
  series.columns = { times, values }
  return series.columns
}

function slice({ times, values }: Points, from: number, to: number): Points {
  const first = indexAfter(times, from - 1)
  const end = indexAfter(times, to)
  return { times: times.slice(first, end), values: values.slice(first, end) }
}

const bound = new Set(['le'])

/** The native histogram that a classic bucket, count or sum would become. */
function asNative(labels: Labels): Labels {
  const name = labelValue(labels, NAME_LABEL).replace(/_(bucket|count|sum)$/, '')
  return withLabel(withoutLabels(labels, bound), NAME_LABEL, name)
}
