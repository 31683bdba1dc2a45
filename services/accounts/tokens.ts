import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../../platform/clock.ts'
import type { Key } from './model/key.ts'
import { deriveKey, digestOf } from './secrets.ts'

export interface TokensDeps {
  /** `JWT_SECRET`. */
  secret: string
  now: Clock
}

/** Whose token it is, and the API key that it was made with and lives by. */
export interface TokenHolder {
  account: string
  keyId: string
}

export interface Token {
  text: string
  expiresInSeconds: number
}

const lastsSeconds = 900
/** Whatever a token says of itself. */
const oldestSeconds = 3600
/** Machines' clocks differ by less. */
const clocksDifferSeconds = 5
const issuer = 'intelauto'
const audience = 'intelauto-api'

/** JWTs that API clients use for a while instead of their key: HS256 and nothing else. */
export function createTokens({ secret, now }: TokensDeps) {
  const key = deriveKey(secret, 'tokens')
  const kid = digestOf(key.toString('hex')).toString('hex').slice(0, 16)

  return {
    /** Lasts 15 minutes, and never longer than its key. */
    async make({ account, id, expiresAt }: Key): Promise<Token> {
      const at = Math.floor(now() / 1000)
      const keyEnds = expiresAt === null ? Number.POSITIVE_INFINITY : Math.floor(expiresAt / 1000)
      const expires = Math.min(at + lastsSeconds, keyEnds)
      const text = await new SignJWT({ key: id })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(account)
        .setIssuedAt(at)
        .setExpirationTime(expires)
        .sign(key)
      return { text, expiresInSeconds: expires - at }
    },

    /** @returns null for what is no token of ours, or is over. */
    async read(text: string): Promise<TokenHolder | null> {
      try {
        const { payload, protectedHeader } = await jwtVerify(text, key, {
          algorithms: ['HS256'],
          issuer,
          audience,
          requiredClaims: ['sub', 'iat', 'exp', 'key'],
          maxTokenAge: oldestSeconds,
          clockTolerance: clocksDifferSeconds,
          currentDate: new Date(now()),
        })
        const { sub, key: keyId } = payload
        if (protectedHeader.kid !== kid || sub === undefined || typeof keyId !== 'string') return null
        return { account: sub, keyId }
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}

export type Tokens = ReturnType<typeof createTokens>
