import { crc32 } from 'node:zlib'
import { decodeChunk, encodeChunk } from './chunk.ts'
import { type LabelPair, type Labels, labelsOf } from './model/labels.ts'
import type { Points } from './model/sample.ts'

/** At most SAMPLES_PER_CHUNK samples of one series, oldest first. */
export type SampleRun = Points

export interface SnapshotSeries {
  readonly labels: Labels
  /** Oldest first. */
  readonly runs: () => readonly SampleRun[]
}

/** The bytes are not a snapshot, or not all of one. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError'
}

/** Another layout gets another number, so that an older program refuses it. */
const MAGIC = Buffer.from('IA-SERIES-1\n')
const CHECKSUM_BYTES = 4

/** All series as bytes, one piece per series, with a checksum at the end. */
export function* writeSnapshot(series: readonly SnapshotSeries[]): Generator<Buffer> {
  let checksum = 0
  for (const piece of [MAGIC, countBytes(series.length)]) {
    checksum = crc32(piece, checksum)
    yield piece
  }
  for (const each of series) {
    const piece = writeSeries(each)
    checksum = crc32(piece, checksum)
    yield piece
  }
  yield countBytes(checksum)
}

/** @throws SnapshotError */
export function readSnapshot(input: Uint8Array): SnapshotSeries[] {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  const end = bytes.length - CHECKSUM_BYTES
  if (end < MAGIC.length || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new SnapshotError('expected a snapshot of series')
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
    throw new SnapshotError('the snapshot is damaged or cut off')
  let place = MAGIC.length
  const takeCount = (): number => {
    place += 4
    return bytes.readUInt32LE(place - 4)
  }
  const takeBytes = (): Buffer => {
    const size = takeCount()
    place += size
    return bytes.subarray(place - size, place)
  }
  const takeSeries = (): SnapshotSeries => {
    const labels = labelsOf(JSON.parse(takeBytes().toString()) as LabelPair[])
    const packed = Array.from({ length: takeCount() }, () => ({ count: takeCount(), bytes: takeBytes() }))
    return { labels, runs: () => packed.map(({ count, bytes: chunk }) => unpack(chunk, count)) }
  }
  return Array.from({ length: takeCount() }, takeSeries)
}

function writeSeries({ labels, runs }: SnapshotSeries): Buffer {
  const packed = runs().map((run) =>
    Buffer.concat([countBytes(run.times.length), withSize(encodeChunk(run, run.times.length))]),
  )
  return Buffer.concat([withSize(Buffer.from(JSON.stringify(labels.pairs))), countBytes(packed.length), ...packed])
}

function unpack(bytes: Buffer, count: number): SampleRun {
  const run = { times: new Float64Array(count), values: new Float64Array(count) }
  decodeChunk(bytes, 0, count, run)
  return run
}

function withSize(bytes: Uint8Array): Buffer {
  return Buffer.concat([countBytes(bytes.length), bytes])
}

function countBytes(count: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(count)
  return bytes
}
