import type { Labels } from '../../model/labels.ts'
import { xxHash64 } from './xxhash.ts'

/** Where a series lies between 0 and 1, evenly spread and always the same, as in Prometheus. */
export function sampleOffset(labels: Labels): number {
  return Number(xxHash64(encode(labels))) / 2 ** 64
}

/** Prometheus's form of a label set in memory: each text after its length. */
function encode(labels: Labels): Buffer {
  return Buffer.concat(labels.pairs.flat().flatMap((text) => [lengthOf(text), Buffer.from(text)]))
}

/** One byte, or 255 and three bytes, lowest first. */
function lengthOf(text: string): Buffer {
  const length = Buffer.byteLength(text)
  return Buffer.from(length < 255 ? [length] : [255, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff])
}
