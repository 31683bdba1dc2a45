import { type ChunkColumns, SAMPLES_PER_CHUNK } from './chunk.ts'

/** Columns of many series in one buffer, for the reason that arenas have slabs. */
const SERIES_PER_SLAB = 512

/** Gives out columns for the plain samples of a series, and takes them back. */
export interface OpenColumns {
  take(): ChunkColumns
  giveBack(columns: ChunkColumns): void
}

export function createOpenColumns(): OpenColumns {
  const free: ChunkColumns[] = []

  const makeSlab = (): void => {
    const times = new Float64Array(SERIES_PER_SLAB * SAMPLES_PER_CHUNK)
    const values = new Float64Array(SERIES_PER_SLAB * SAMPLES_PER_CHUNK)
    for (let i = 0; i < SERIES_PER_SLAB; i++) {
      const [start, end] = [i * SAMPLES_PER_CHUNK, (i + 1) * SAMPLES_PER_CHUNK]
      free.push({ times: times.subarray(start, end), values: values.subarray(start, end) })
    }
  }

  const take = (): ChunkColumns => {
    if (free.length === 0) makeSlab()
    const columns = free.pop()
    if (columns === undefined) throw new Error('a new slab had no columns')
    return columns
  }

  return { take, giveBack: (columns) => void free.push(columns) }
}
