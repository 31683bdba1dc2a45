import type { Plan } from './plan.ts'
import type { Scope } from './scope.ts'

const day = 24 * 60 * 60 * 1000
/** The former secret goes on so long after a rotation. */
export const overlapMs = day
/** A secret of this age should be rotated. */
export const remindAfterMs = 90 * day
export const mostLiveKeys = 20
export const longestName = 100
/** The time of the last use is as exact as this. */
export const useNotedEveryMs = 60_000

/** What a key is, without its secrets. Times are Unix milliseconds. */
export interface Key {
  id: string
  account: string
  plan: Plan
  name: string
  scopes: readonly Scope[]
  createdAt: number
  /** Of the secret that is current. */
  secretMadeAt: number
  /** Until then the secret before the last rotation opens as well. */
  formerUntil: number | null
  expiresAt: number | null
  revokedAt: number | null
  lastUsedAt: number | null
}

/** Which of a key's secrets was given. */
export type Given = 'current' | 'former' | 'neither'

export type KeyVerdict = 'opens' | 'wrong' | 'replaced' | 'expired' | 'revoked'

/** What became of a key is told only to those who have its secret. */
export function judgeKey(key: Key, given: Given, now: number): KeyVerdict {
  if (given === 'neither') return 'wrong'
  const ended = endOf(key, now)
  if (ended !== null) return ended
  return given === 'former' && now >= (key.formerUntil ?? 0) ? 'replaced' : 'opens'
}

/** @returns null for a key that is live. */
export function endOf({ revokedAt, expiresAt }: Key, now: number): 'revoked' | 'expired' | null {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && now >= expiresAt ? 'expired' : null
}

export function isRotationDue({ secretMadeAt }: Key, now: number): boolean {
  return now >= secretMadeAt + remindAfterMs
}
