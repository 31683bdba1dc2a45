/** Samples that are no longer appended to, as few bytes: most series are regular in time and change little. */

/** Samples in one chunk. Sixty at 30 s are half an hour: instant queries seldom reach into a chunk. */
export const SAMPLES_PER_CHUNK = 60
/** A time takes at most 8 bytes as the difference of a difference, a value 9. */
const MAX_CHUNK_BYTES = SAMPLES_PER_CHUNK * 17

/** Columns of at least SAMPLES_PER_CHUNK samples. */
export interface ChunkColumns {
  /** Whole Unix milliseconds. */
  readonly times: Float64Array
  readonly values: Float64Array
}

export function createChunkColumns(): ChunkColumns {
  return { times: new Float64Array(SAMPLES_PER_CHUNK), values: new Float64Array(SAMPLES_PER_CHUNK) }
}

const scratch = new Uint8Array(MAX_CHUNK_BYTES)

/** Packs the first `count` samples. @returns bytes that are valid until the next call. */
export function encodeChunk({ times, values }: ChunkColumns, count: number): Uint8Array {
  const bits = new Uint8Array(values.buffer, values.byteOffset, count * 8)
  let place = 0
  let before = 0
  let step = 0
  for (let i = 0; i < count; i++) {
    const time = times[i] ?? 0
    place = putInteger(place, time - before - step)
    place = putValue(place, bits, i * 8)
    step = i === 0 ? 0 : time - before
    before = time
  }
  return scratch.subarray(0, place)
}

/** Unpacks `count` samples that begin at `start`. */
export function decodeChunk(bytes: Uint8Array, start: number, count: number, { times, values }: ChunkColumns): void {
  const bits = new Uint8Array(values.buffer, values.byteOffset, count * 8)
  let place = start
  let time = 0
  let step = 0
  for (let i = 0; i < count; i++) {
    const length = lengthOfInteger(bytes, place)
    const change = step + integerAt(bytes, place, length)
    place += length
    time += change
    times[i] = time
    step = i === 0 ? 0 : change
    place = takeValue(bytes, place, bits, i * 8)
  }
}

/** Seven bits a byte, the lowest first, the sign in the very lowest; numbers may be larger than 32 bits. */
function putInteger(at: number, value: number): number {
  let place = at
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  for (; rest >= 128; rest = Math.floor(rest / 128)) scratch[place++] = (rest % 128) + 128
  scratch[place++] = rest
  return place
}

function lengthOfInteger(bytes: Uint8Array, at: number): number {
  let length = 1
  while ((bytes[at + length - 1] ?? 0) >= 128) length++
  return length
}

function integerAt(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = length - 1; i >= 0; i--) value = value * 128 + ((bytes[at + i] ?? 0) % 128)
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2
}

/** The bytes that differ from the value before, after one that says which: 0 for none, else first * 16 + how many. */
function putValue(at: number, bits: Uint8Array, index: number): number {
  let first = 8
  let last = -1
  for (let i = 0; i < 8; i++) {
    if (changed(bits, index + i) === 0) continue
    if (first === 8) first = i
    last = i
  }
  if (last < 0) {
    scratch[at] = 0
    return at + 1
  }
  scratch[at] = first * 16 + (last - first + 1)
  let place = at + 1
  for (let i = first; i <= last; i++) scratch[place++] = changed(bits, index + i)
  return place
}

function takeValue(bytes: Uint8Array, at: number, bits: Uint8Array, index: number): number {
  const header = bytes[at] ?? 0
  const first = header >> 4
  const end = first + (header & 15)
  let place = at + 1
  for (let i = 0; i < 8; i++) {
    const change = i >= first && i < end ? (bytes[place++] ?? 0) : 0
    bits[index + i] = (index === 0 ? 0 : (bits[index - 8 + i] ?? 0)) ^ change
  }
  return place
}

function changed(bits: Uint8Array, index: number): number {
  return (bits[index] ?? 0) ^ (index < 8 ? 0 : (bits[index - 8] ?? 0))
}
