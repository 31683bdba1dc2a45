import type { Indexed } from './label-index.ts'
import type { Points, SeriesPoints } from './model/sample.ts'
import type { TakeSamples } from './ring.ts'

/** An instant query takes about so many samples of a series. */
const EXPECTED_SAMPLES = 16

/**
 * The samples of many series, without those that have none.
 * All of them share two columns: thousands of small buffers would cost more than the samples.
 */
export function gather<Source extends Indexed>(
  sources: readonly Source[],
  read: (source: Source, take: TakeSamples) => void,
): SeriesPoints[] {
  const columns = createGrowingColumns(sources.length * EXPECTED_SAMPLES)
  const ends = sources.map((source) => {
    read(source, columns.add)
    return columns.length()
  })
  const { times, values } = columns.finish()
  return sources.flatMap(({ labels }, i) => {
    const [start, end] = [ends[i - 1] ?? 0, ends[i] ?? 0]
    return start === end
      ? []
      : [{ labels, points: { times: times.subarray(start, end), values: values.subarray(start, end) } }]
  })
}

/** Columns that become longer as samples are added. */
interface GrowingColumns {
  readonly add: TakeSamples
  length(): number
  /** Only the first `length()` samples count. */
  finish(): Points
}

function createGrowingColumns(expected: number): GrowingColumns {
  let times = new Float64Array(expected)
  let values = new Float64Array(expected)
  let length = 0

  const reserve = (count: number): void => {
    if (length + count <= times.length) return
    const capacity = 2 * (length + count)
    times = widened(times, capacity)
    values = widened(values, capacity)
  }

  const add: TakeSamples = (columns, from, end) => {
    reserve(end - from)
    times.set(columns.times.subarray(from, end), length)
    values.set(columns.values.subarray(from, end), length)
    length += end - from
  }

  return { add, length: () => length, finish: () => ({ times, values }) }
}

function widened(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity)
  wider.set(column)
  return wider
}
