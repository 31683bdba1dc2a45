/** The two parts of an API key: `id` finds its row and may be shown, `secret` proves it. */
export interface KeyParts {
  /** 16 hexadecimal digits. */
  id: string
  /** 64 hexadecimal digits: 256 random bits. */
  secret: string
}

/** What scanners for published keys look for. */
export const keyPrefix = 'ia_live_'

const form = /^ia_live_([0-9a-f]{16})_([0-9a-f]{64})$/

/** Whether a text can be the id of a key; what cannot is never asked for. */
export function isKeyId(text: string): boolean {
  return /^[0-9a-f]{16}$/.test(text)
}

/** Letters, digits and underscores only, so that a double click takes the whole key. */
export function writeKey({ id, secret }: KeyParts): string {
  return `${keyPrefix}${id}_${secret}`
}

/** @returns null for what never was a key of ours. */
export function parseKey(text: string): KeyParts | null {
  const [, id, secret] = form.exec(text) ?? []
  return id === undefined || secret === undefined ? null : { id, secret }
}
