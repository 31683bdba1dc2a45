import { createArena } from './arena.ts'
import { gather } from './gather.ts'
import { createLabelIndex } from './label-index.ts'
import type { Labels } from './model/labels.ts'
import type { Matcher } from './model/matcher.ts'
import { isStaleAt, type SeriesPoints } from './model/sample.ts'
import { createOpenColumns } from './open-columns.ts'
import {
  appendTo,
  clear,
  countSamples,
  createRing,
  dropBefore,
  OPEN_BYTES,
  type Ring,
  readRange,
  type TakeSamples,
} from './ring.ts'
import { readSnapshot, type SampleRun, writeSnapshot } from './snapshot.ts'

export interface SeriesOptions {
  /** How long samples are kept, milliseconds, counted back from the newest of their series. */
  readonly keepMs: number
  readonly maxSeries: number
  /** Of packed samples. Once used up, series stop growing: they then keep less time. */
  readonly maxSampleBytes: number
}

/** Six hours at full resolution. */
export const defaultSeriesOptions: SeriesOptions = {
  keepMs: 6 * 3_600_000,
  maxSeries: 20_000,
  maxSampleBytes: 192 * 1024 * 1024,
}

/**
 * `duplicate`: the series has a sample of that very time already; `out-of-order`: it has a later one;
 * `too-many-series`: the series is new and there is no place for it. None of them was stored.
 */
type Appended = 'stored' | 'duplicate' | 'out-of-order' | 'too-many-series'

interface SeriesStatistics {
  readonly series: number
  readonly samples: number
  readonly sampleBytes: number
}

/** The last hours of every series, in memory of bounded size. */
export interface SeriesStore {
  /** @param at whole Unix milliseconds, later than the newest sample of that series. @throws TypeError for parts of one. */
  append(labels: Labels, at: number, value: number): Appended
  /** Says that the series ended at `at`: until its next sample it has no value. An unknown series stays unknown. */
  markStale(labels: Labels, at: number): Appended
  /** The samples of [from, to], Unix milliseconds, of every series that has any there, sorted by labels. */
  select(matchers: readonly Matcher[], from: number, to: number): SeriesPoints[]
  /** The label sets that match and have a sample in [from, to]. */
  labelSets(matchers: readonly Matcher[], from: number, to: number): Labels[]
  labelNames(): string[]
  labelValues(name: string): string[]
  /** Forgets the series whose newest sample is older than `at`, Unix milliseconds. @returns how many. */
  forgetBefore(at: number): number
  statistics(): SeriesStatistics
  /** Everything that is stored, piece by piece; nothing may be appended between two pieces. */
  snapshot(): Generator<Buffer>
  /**
   * Appends what a snapshot holds.
   * @returns how many samples were stored.
   * @throws SnapshotError when the bytes are no whole snapshot; nothing was stored then.
   */
  restore(bytes: Uint8Array): number
}

interface StoredSeries {
  readonly labels: Labels
  readonly ring: Ring
}

export function createSeries(options: SeriesOptions = defaultSeriesOptions): SeriesStore {
  const byKey = new Map<string, StoredSeries>()
  const index = createLabelIndex<StoredSeries>()
  const arena = createArena(options.maxSampleBytes)
  const openColumns = createOpenColumns()

  const open = (labels: Labels): StoredSeries | undefined => {
    if (byKey.size >= options.maxSeries) return undefined
    const series = { labels, ring: createRing(openColumns.take()) }
    byKey.set(labels.key, series)
    index.add(series)
    return series
  }

  const write = ({ ring }: StoredSeries, at: number, value: number | undefined): Appended => {
    if (!Number.isSafeInteger(at)) throw new TypeError(`expected whole Unix milliseconds, got ${at}`)
    if (at === ring.newest) return 'duplicate'
    if (at < ring.newest) return 'out-of-order'
    dropBefore(arena, ring, at - options.keepMs)
    appendTo(arena, ring, at, value)
    return 'stored'
  }

  const close = (series: StoredSeries): void => {
    byKey.delete(series.labels.key)
    index.remove(series)
    clear(arena, series.ring)
    openColumns.giveBack(series.ring.open)
  }

  /** A chunk may reach further back than samples are kept. */
  const read = ({ ring }: StoredSeries, from: number, to: number, take: TakeSamples): void =>
    readRange(ring, Math.max(from, ring.newest - options.keepMs), to, take)

  const runs = (series: StoredSeries): SampleRun[] => {
    const all: SampleRun[] = []
    const take: TakeSamples = (columns, from, end) => {
      all.push({ times: columns.times.slice(from, end), values: columns.values.slice(from, end) })
    }
    read(series, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, take)
    return all
  }

  const put = (labels: Labels, at: number, value: number | undefined): Appended => {
    const series = byKey.get(labels.key) ?? open(labels)
    return series === undefined ? 'too-many-series' : write(series, at, value)
  }

  const putRun = (labels: Labels, { times, values }: SampleRun): number => {
    let stored = 0
    for (const [i, at] of times.entries()) {
      if (put(labels, at, isStaleAt(values, i) ? undefined : values[i]) === 'stored') stored++
    }
    return stored
  }

  const hasSamples = (series: StoredSeries, from: number, to: number): boolean => {
    let has = false
    read(series, from, to, () => {
      has = true
    })
    return has
  }

  return {
    append: put,
    markStale(labels, at) {
      const series = byKey.get(labels.key)
      return series === undefined ? 'stored' : write(series, at, undefined)
    },
    select: (matchers, from, to) => gather(index.find(matchers), (series, take) => read(series, from, to, take)),
    labelSets: (matchers, from, to) =>
      index
        .find(matchers)
        .filter((series) => hasSamples(series, from, to))
        .map(({ labels }) => labels),
    labelNames: () => index.names(),
    labelValues: (name) => index.values(name),
    forgetBefore(at) {
      const old = [...byKey.values()].filter(({ ring }) => ring.newest < at)
      old.forEach(close)
      return old.length
    },
    statistics() {
      let samples = 0
      for (const { ring } of byKey.values()) samples += countSamples(ring)
      return { series: byKey.size, samples, sampleBytes: arena.usedBytes + byKey.size * OPEN_BYTES }
    },
    *snapshot() {
      yield* writeSnapshot([...byKey.values()].map((series) => ({ labels: series.labels, runs: () => runs(series) })))
    },
    restore(bytes) {
      let stored = 0
      for (const { labels, runs } of readSnapshot(bytes)) for (const run of runs()) stored += putRun(labels, run)
      return stored
    },
  }
}
