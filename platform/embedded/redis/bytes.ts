import type { Argument } from './backend.ts'

/** A byte string, one character per byte: it compares as Redis compares, keeps any bytes, and can be a key of a Map. */
export type Bytes = string

export const toBytes = (argument: Argument): Bytes =>
  (typeof argument === 'string' ? Buffer.from(argument) : argument).toString('latin1')

export const fromBytes = (bytes: Bytes): Buffer => Buffer.from(bytes, 'latin1')

export const ok: Buffer = Buffer.from('OK')
