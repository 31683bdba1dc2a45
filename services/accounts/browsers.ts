import type { Clock } from '../../platform/clock.ts'
import { writeCode } from './model/browser-code.ts'
import { browserWaitsMs, knownForMs } from './model/session.ts'
import { deriveKey, digestOf, macOf, randomSecret, sameDigest } from './secrets.ts'

export interface BrowsersDeps {
  /** Of web: nobody else can tell the code of a browser. */
  secret: string
  now: Clock
}

export interface AskingBrowser {
  /** For a cookie of the browser that asks to sign in. */
  mark: string
  /** What its person sends to the bot. */
  code: string
}

/**
 * Binds a link to the browser that asked for it. Nothing is stored: the code is a keyed digest of what the browser's
 * cookie holds, so whoever sees the link and the code still lacks the cookie.
 */
export function createBrowsers({ secret, now }: BrowsersDeps) {
  const key = deriveKey(secret, 'login codes')
  const knownKey = deriveKey(secret, 'known browsers')
  const codeOf = (mark: string) => writeCode(macOf(key, mark))
  return {
    start(): AskingBrowser {
      const mark = `${now()}.${randomSecret()}`
      return { mark, code: codeOf(mark) }
    },
    /** @returns null for a browser that did not ask, or too long ago. */
    codeOf(mark: string): string | null {
      const at = Number(/^(\d{1,15})\.[0-9a-f]{64}$/.exec(mark)?.[1] ?? Number.NaN)
      const waited = now() - at
      return waited >= 0 && waited < browserWaitsMs ? codeOf(mark) : null
    },
    /** For a cookie of a browser in which an operator has signed in. It opens nothing. */
    know(): string {
      const signed = `${now()}.${randomSecret()}`
      return `${signed}.${macOf(knownKey, signed).toString('hex')}`
    },
    isKnown(mark: string): boolean {
      const [, signed = '', at, mac] = /^((\d{1,15})\.[0-9a-f]{64})\.([0-9a-f]{64})$/.exec(mark) ?? []
      if (mac === undefined || now() - Number(at) >= knownForMs) return false
      return sameDigest(digestOf(mac), digestOf(macOf(knownKey, signed).toString('hex')))
    },
  }
}

export type Browsers = ReturnType<typeof createBrowsers>
