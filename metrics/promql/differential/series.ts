import { type Labels, labelsOf } from '../../model/labels.ts'

/** One series of made-up data. Times are Unix milliseconds. */
export interface MadeSeries {
  readonly labels: Labels
  readonly samples: readonly { readonly at: number; readonly value: number }[]
}

/** Data begin at the start of an hour long ago. */
export const DATA_START = 1_700_002_800_000
const INTERVAL_MS = 15_000
const SAMPLES = 360

/** The same numbers for the same seed, evenly spread in [0, 1). Mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** An hour and a half of counters, gauges and histograms, with gaps, resets and NaN. */
export function makeSeries(random: () => number): MadeSeries[] {
  const jobs = ['api', 'web', 'bot']
  const instances = ['0', '1', '2', '3']
  const everywhere = jobs.flatMap((job) => instances.map((instance) => ({ job, instance })))
  return [
    ...everywhere.map((labels) => counter(random, { __name__: 'requests_total', ...labels })),
    ...everywhere.slice(0, 9).map((labels) => counter(random, { __name__: 'errors_total', ...labels })),
    ...everywhere.map((labels) => gauge(random, { __name__: 'load', ...labels })),
    ...everywhere.slice(3).map((labels) => gauge(random, { __name__: 'limit', ...labels })),
    ...everywhere.slice(0, 6).map((labels) => gaps(random, gauge(random, { __name__: 'gappy', ...labels }))),
    ...everywhere.slice(0, 4).map((labels) => strange(random, gauge(random, { __name__: 'strange', ...labels }))),
    ...jobs.map((job) => gauge(random, { __name__: 'owner', job, team: `team-${job}` })),
    ...jobs.flatMap((job) => histogram(random, job)),
  ]
}

/** Every sample at its own millisecond, so that no window edge falls on one. */
function timesOf(random: () => number): number[] {
  return Array.from({ length: SAMPLES }, (_, i) => DATA_START + i * INTERVAL_MS + 1 + Math.floor(random() * 200))
}

function series(random: () => number, labels: Record<string, string>, valueAt: (index: number) => number): MadeSeries {
  return { labels: labelsOf(labels), samples: timesOf(random).map((at, i) => ({ at, value: valueAt(i) })) }
}

/** Starts high: how far a counter may be extrapolated back to 0 has changed between versions of Prometheus. */
function counter(random: () => number, labels: Record<string, string>): MadeSeries {
  let value = 1e5 * (1 + random())
  return series(random, labels, () => {
    value = random() < 0.01 ? 1_000 + Math.floor(random() * 10) : value + Math.floor(random() * 20)
    return value
  })
}

function gauge(random: () => number, labels: Record<string, string>): MadeSeries {
  let value = random() * 10 - 5
  return series(random, labels, () => {
    value += random() - 0.5
    return value
  })
}

function gaps(random: () => number, made: MadeSeries): MadeSeries {
  return { ...made, samples: made.samples.filter((_, i) => random() < 0.6 && i % 90 < 60) }
}

const STRANGE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e-300, 1e300]

function strange(random: () => number, made: MadeSeries): MadeSeries {
  const odd = (value: number): number =>
    random() < 0.1 ? (STRANGE[Math.floor(random() * STRANGE.length)] ?? 0) : value
  return { ...made, samples: made.samples.map(({ at, value }) => ({ at, value: odd(value) })) }
}

function histogram(random: () => number, job: string): MadeSeries[] {
  const bounds = ['0.1', '0.5', '1', '2.5', '10', '+Inf']
  const times = timesOf(random)
  const counts = bounds.map(() => 1_000)
  const columns = bounds.map((): { at: number; value: number }[] => [])
  for (const at of times) {
    let below = 0
    for (const [i, column] of columns.entries()) {
      below += Math.floor(random() * 5)
      counts[i] = (counts[i] ?? 0) + below
      column.push({ at, value: counts[i] })
    }
  }
  return bounds.map((le, i) => ({
    labels: labelsOf({ __name__: 'latency_seconds_bucket', job, le }),
    samples: columns[i] ?? [],
  }))
}
