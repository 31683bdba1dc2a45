const PRIME_1 = 11400714785074694791n
const PRIME_2 = 14029467366897019727n
const PRIME_3 = 1609587929392839161n
const PRIME_4 = 9650029242287828579n
const PRIME_5 = 2870177450012600261n

/** The 64-bit xxHash with seed 0. @see https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
export function xxHash64(bytes: Buffer): bigint {
  const stripes = bytes.length >= 32 ? bytes.length - (bytes.length % 32) : 0
  const start = stripes > 0 ? hashStripes(bytes, stripes) : PRIME_5
  return avalanche(hashRest(bytes, stripes, wrap(start + BigInt(bytes.length))))
}

function hashStripes(bytes: Buffer, end: number): bigint {
  const lanes = [wrap(PRIME_1 + PRIME_2), PRIME_2, 0n, wrap(-PRIME_1)]
  for (let at = 0; at < end; at += 32) {
    for (const [i, lane] of lanes.entries()) lanes[i] = round(lane, bytes.readBigUInt64LE(at + 8 * i))
  }
  const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes
  const merged = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n))
  return lanes.reduce((hash, lane) => wrap((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4), merged)
}

function hashRest(bytes: Buffer, from: number, start: bigint): bigint {
  let hash = start
  let at = from
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * PRIME_1 + PRIME_4)
  }
  for (; at + 4 <= bytes.length; at += 4) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * PRIME_1), 23n) * PRIME_2 + PRIME_3)
  }
  for (; at < bytes.length; at++) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes.readUInt8(at)) * PRIME_5), 11n) * PRIME_1)
  }
  return hash
}

function round(lane: bigint, input: bigint): bigint {
  return wrap(rotate(wrap(lane + input * PRIME_2), 31n) * PRIME_1)
}

function avalanche(hash: bigint): bigint {
  const second = wrap((hash ^ (hash >> 33n)) * PRIME_2)
  const third = wrap((second ^ (second >> 29n)) * PRIME_3)
  return third ^ (third >> 32n)
}

function rotate(value: bigint, bits: bigint): bigint {
  return wrap((value << bits) | (value >> (64n - bits)))
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value)
}
