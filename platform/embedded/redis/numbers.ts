import { RedisError } from './backend.ts'
import type { Bytes } from './bytes.ts'

const maxInteger = 2n ** 63n - 1n
const minInteger = -(2n ** 63n)

export const fitsInteger = (value: bigint) => value >= minInteger && value <= maxInteger

/** Digits as Redis takes them: no sign of plus, no leading zero, no space, 64 bits. */
export function readInteger(text: Bytes, refusal = 'ERR value is not an integer or out of range'): bigint {
  const value = /^(0|-?[1-9]\d{0,18})$/.test(text) ? BigInt(text) : maxInteger + 1n
  if (!fitsInteger(value)) throw new RedisError(refusal)
  return value
}

/** An integer that stands for a place or a count, where anything past 2^53 is as good as endless. */
export const readIndex = (text: Bytes, refusal?: string): number => Number(readInteger(text, refusal))

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const infinite = /^([+-]?)(inf|infinity)$/i

export function readFloat(text: Bytes, refusal = 'ERR value is not a valid float'): number {
  if (decimal.test(text)) return Number(text)
  const [, sign] = infinite.exec(text) ?? []
  if (sign === undefined) throw new RedisError(refusal)
  return sign === '-' ? -Infinity : Infinity
}

/** A score as Redis 7.2 and later write it: the shortest digits that read back the same. */
export function writeScore(value: number): Bytes {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return value > 0 ? 'inf' : '-inf'
}

/** The sum of INCRBYFLOAT: never an exponent, and 15 digits, since Redis adds in more than 64 bits. */
export function writeFloat(value: number): Bytes {
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  if (text.includes('e+')) return BigInt(rounded).toString()
  return text.includes('e-') ? rounded.toFixed(17).replace(/0+$/, '').replace(/\.$/, '') : text
}

/** Integers leave as numbers while a number can hold them. */
export const toReply = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value)
