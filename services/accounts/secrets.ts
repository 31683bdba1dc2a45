import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, in hexadecimal. */
export function randomSecret(): string {
  return randomBytes(32).toString('hex')
}

/**
 * What is stored instead of a secret. A plain SHA-256 is enough, as all our secrets are 256 random bits: none can be
 * guessed, and none stops working when a key of the server is changed. The bot, which has no such key, needs it as well.
 */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** True when equal; takes the same time wherever they differ. Both are digests of one length. */
export function sameDigest(one: Buffer, other: Buffer): boolean {
  return timingSafeEqual(one, other)
}

/** A key for one purpose, so that what one part signs means nothing to another. @see https://www.rfc-editor.org/rfc/rfc5869 */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `intelauto ${purpose}`, 32))
}

export function macOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
