/** Unsigned integers in groups of seven bits, lowest first; the eighth bit says that more follow. */
export interface ByteWriter {
  integer(value: number): void
  bytes(value: Buffer): void
  readonly length: number
  toBuffer(): Buffer
}

export function createByteWriter(): ByteWriter {
  let buffer = Buffer.alloc(1 << 16)
  let length = 0
  const reserve = (sizeBytes: number) => {
    if (length + sizeBytes <= buffer.length) return
    const grown = Buffer.alloc(Math.max(buffer.length * 2, length + sizeBytes))
    buffer.copy(grown, 0, 0, length)
    buffer = grown
  }
  return {
    integer(value) {
      reserve(8)
      let rest = value
      for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[length++] = (rest % 128) | 128
      buffer[length++] = rest
    },
    bytes(value) {
      reserve(value.length)
      length += value.copy(buffer, length)
    },
    get length() {
      return length
    },
    toBuffer: () => Buffer.from(buffer.subarray(0, length)),
  }
}

/** Walks a buffer that a `ByteWriter` wrote. Reading past the end throws a RangeError. */
export interface ByteReader {
  integer(): number
  skip(sizeBytes: number): void
  readonly at: number
}

export function createByteReader(buffer: Buffer, start = 0): ByteReader {
  let at = start
  return {
    integer() {
      let value = 0
      for (let scale = 1; ; scale *= 128) {
        const byte = buffer[at++]
        if (byte === undefined) throw new RangeError('the vPIC index ends in the middle of a number')
        value += (byte & 127) * scale
        if (byte < 128) return value
      }
    },
    skip(sizeBytes) {
      at += sizeBytes
    },
    get at() {
      return at
    },
  }
}
