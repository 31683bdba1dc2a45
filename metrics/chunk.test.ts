import { expect, test } from 'vitest'
import { type ChunkColumns, createChunkColumns, decodeChunk, encodeChunk, SAMPLES_PER_CHUNK } from './chunk.ts'
import { isStaleAt, markStaleAt } from './model/sample.ts'
import { createRandom } from './promql/differential/series.ts'

const START = 1_700_000_000_000

function chunkOf(timeAt: (i: number) => number, valueAt: (i: number) => number): ChunkColumns {
  const columns = createChunkColumns()
  for (let i = 0; i < SAMPLES_PER_CHUNK; i++) {
    columns.times[i] = timeAt(i)
    columns.values[i] = valueAt(i)
  }
  return columns
}

function repacked(columns: ChunkColumns): { columns: ChunkColumns; sizeBytes: number } {
  const bytes = encodeChunk(columns, SAMPLES_PER_CHUNK)
  const moved = new Uint8Array(bytes.length + 7)
  moved.set(bytes, 5)
  const unpacked = chunkOf(
    () => -1,
    () => 123,
  )
  decodeChunk(moved, 5, SAMPLES_PER_CHUNK, unpacked)
  return { columns: unpacked, sizeBytes: bytes.length }
}

const random = createRandom(7)
const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 5e-324, Number.MAX_VALUE, -1, 1 / 3]
const regular = (i: number) => START + i * 30_000

test.each<{ name: string; timeAt: (i: number) => number; valueAt: (i: number) => number; atMostBytes: number }>([
  { name: 'a constant at a regular time', timeAt: regular, valueAt: () => 1, atMostBytes: 140 },
  { name: 'a counter at a regular time', timeAt: regular, valueAt: (i) => i * 7, atMostBytes: 300 },
  {
    name: 'a constant at a time that jitters',
    timeAt: (i) => regular(i) + Math.floor(random() * 50),
    valueAt: () => 0,
    atMostBytes: 200,
  },
  { name: 'random numbers', timeAt: regular, valueAt: () => random(), atMostBytes: 620 },
  {
    name: 'numbers that are hard to store',
    timeAt: regular,
    valueAt: (i) => odd[i % odd.length] ?? 0,
    atMostBytes: 1_020,
  },
  { name: 'times far apart', timeAt: (i) => START + i ** 6 * 1_000, valueAt: (i) => -i, atMostBytes: 1_020 },
  { name: 'times before 1970', timeAt: (i) => -START + i, valueAt: (i) => i, atMostBytes: 1_020 },
  {
    name: 'random times and random bits',
    timeAt: (i) => START + i * 1e9 + Math.floor(random() * 1e9),
    valueAt: () => (random() - 0.5) * 10 ** Math.floor(random() * 600 - 300),
    atMostBytes: 1_020,
  },
])('$name come back as they were, in $atMostBytes bytes', ({ timeAt, valueAt, atMostBytes }) => {
  const columns = chunkOf(timeAt, valueAt)
  const { columns: back, sizeBytes } = repacked(columns)
  expect(back).toEqual(columns)
  expect(sizeBytes).toBeLessThanOrEqual(atMostBytes)
})

test('a stale marker comes back as one, a NaN as none', () => {
  const columns = chunkOf(regular, () => Number.NaN)
  markStaleAt(columns.values, 30)
  const { values } = repacked(columns).columns
  expect([...values.keys()].filter((i) => isStaleAt(values, i))).toEqual([30])
})
