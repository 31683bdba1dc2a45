import type { Arena, Chunk } from './arena.ts'
import { type ChunkColumns, createChunkColumns, decodeChunk, encodeChunk, SAMPLES_PER_CHUNK } from './chunk.ts'
import { markStaleAt } from './model/sample.ts'

interface SealedChunk {
  readonly chunk: Chunk
  /** Unix milliseconds of its first and last sample. */
  readonly from: number
  readonly to: number
}

/** The samples of one series: the newest ones plain, the others packed into full chunks. */
export interface Ring {
  readonly sealed: SealedChunk[]
  readonly open: ChunkColumns
  openCount: number
  /** Unix milliseconds; -Infinity while empty. */
  newest: number
}

/** Of the plain samples, whether there are any yet or not. */
export const OPEN_BYTES = SAMPLES_PER_CHUNK * 16

export function createRing(open: ChunkColumns): Ring {
  return { sealed: [], open, openCount: 0, newest: Number.NEGATIVE_INFINITY }
}

/**
 * Appends one sample that is later than the newest; `value` undefined is a stale marker.
 * When the arena is full, the ring gives up its own oldest samples.
 */
export function appendTo(arena: Arena, ring: Ring, at: number, value: number | undefined): void {
  if (ring.openCount === SAMPLES_PER_CHUNK) seal(arena, ring)
  const index = ring.openCount++
  ring.open.times[index] = at
  if (value === undefined) markStaleAt(ring.open.values, index)
  else ring.open.values[index] = Number.isNaN(value) ? Number.NaN : value
  ring.newest = at
}

/** Gives up the chunks that end before `at`, Unix milliseconds. A chunk that holds a later sample stays whole. */
export function dropBefore(arena: Arena, ring: Ring, at: number): void {
  while ((ring.sealed[0]?.to ?? at) < at) dropOldest(arena, ring)
}

export function clear(arena: Arena, ring: Ring): void {
  while (ring.sealed.length > 0) dropOldest(arena, ring)
  ring.openCount = 0
}

export function countSamples(ring: Ring): number {
  return ring.sealed.length * SAMPLES_PER_CHUNK + ring.openCount
}

/** Takes one run of samples after the other; what it gets is overwritten by the next one. */
export type TakeSamples = (columns: ChunkColumns, from: number, end: number) => void

const unpacked = createChunkColumns()

/** Hands over the samples of [from, to], Unix milliseconds, oldest first. */
export function readRange(ring: Ring, from: number, to: number, take: TakeSamples): void {
  if (from > ring.newest) return
  for (const { chunk, ...span } of ring.sealed) {
    if (span.to < from || span.from > to) continue
    decodeChunk(chunk.slab.bytes, chunk.start, SAMPLES_PER_CHUNK, unpacked)
    takeWithin(unpacked, SAMPLES_PER_CHUNK, from, to, take)
  }
  takeWithin(ring.open, ring.openCount, from, to, take)
}

function takeWithin(columns: ChunkColumns, count: number, from: number, to: number, take: TakeSamples): void {
  let first = 0
  while (first < count && (columns.times[first] ?? 0) < from) first++
  let end = count
  while (end > first && (columns.times[end - 1] ?? 0) > to) end--
  if (end > first) take(columns, first, end)
}

function seal(arena: Arena, ring: Ring): void {
  const bytes = encodeChunk(ring.open, SAMPLES_PER_CHUNK)
  let chunk = arena.store(bytes)
  while (chunk === undefined && ring.sealed.length > 0) {
    dropOldest(arena, ring)
    chunk = arena.store(bytes)
  }
  // Without any memory left, the plain samples are all that a series keeps.
  if (chunk !== undefined) ring.sealed.push({ chunk, from: ring.open.times[0] ?? 0, to: ring.newest })
  ring.openCount = 0
}

function dropOldest(arena: Arena, ring: Ring): void {
  const oldest = ring.sealed.shift()
  if (oldest !== undefined) arena.release(oldest.chunk)
}
