import { agoInWords, inWords } from '../parts/duration.ts'
import { dateWords } from './usage-words.ts'

export type Scope = 'decode' | 'read' | 'manage-keys'

/** A key as `GET /api/keys` tells it. Times are ISO 8601 UTC. */
export interface ApiKey {
  id: string
  name: string
  scopes: Scope[]
  status: 'live' | 'revoked' | 'expired'
  created_at: string
  remind_at: string
  rotation_due: boolean
  former_until: string | null
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
}

/** A key and its text, which comes once. */
export interface MadeKey extends ApiKey {
  key: string
}

export const scopeWords: Record<Scope, { name: string; text: string }> = {
  decode: { name: 'Look up', text: 'decode VINs, one or many; uses up the month' },
  read: { name: 'Read', text: 'list what was looked up' },
  'manage-keys': { name: 'Manage keys', text: 'make, rotate and revoke keys like this one' },
}

export interface Badge {
  tone: 'good' | 'doubt' | 'gone'
  text: string
}

const soonMs = 7 * 24 * 60 * 60 * 1000

/** How the key stands, and what should be done about it. `now`: Unix milliseconds. */
export function badgesOf(key: ApiKey, now: number): Badge[] {
  if (key.status === 'revoked') return [{ tone: 'gone', text: `Revoked ${ago(key.revoked_at, now)}` }]
  if (key.status === 'expired' || endsBy(key, now))
    return [{ tone: 'gone', text: `Expired ${ago(key.expires_at, now)}` }]
  const badges: Badge[] = []
  if (key.expires_at !== null && endsBy(key, now + soonMs))
    badges.push({ tone: 'doubt', text: `Expires in ${until(key.expires_at, now)}` })
  if (key.rotation_due) badges.push({ tone: 'doubt', text: 'Due for rotation: the secret is over 90 days old' })
  if (key.former_until !== null && Date.parse(key.former_until) > now)
    badges.push({ tone: 'doubt', text: `The former secret works for another ${until(key.former_until, now)}` })
  return badges.length === 0 ? [{ tone: 'good', text: 'Live' }] : badges
}

/** The rows of the key's small table, in words. */
export function factsOf(key: ApiKey, now: number): { label: string; text: string }[] {
  return [
    { label: 'May', text: key.scopes.map((scope) => scopeWords[scope]?.name ?? scope).join(', ') },
    { label: 'Made', text: dateWords(key.created_at) },
    { label: 'Last used', text: key.last_used_at === null ? 'never' : ago(key.last_used_at, now) },
    { label: 'Expires', text: key.expires_at === null ? 'never' : dateWords(key.expires_at) },
    ...(key.status === 'live' ? [{ label: 'Rotate by', text: dateWords(key.remind_at) }] : []),
  ]
}

/** What `expires_at` is sent for a choice of days. */
export function expiryOf(days: number | null, now: number): string | null {
  return days === null ? null : new Date(now + days * 24 * 60 * 60 * 1000).toISOString()
}

function endsBy({ expires_at }: ApiKey, at: number): boolean {
  return expires_at !== null && Date.parse(expires_at) <= at
}

function ago(iso: string | null, now: number): string {
  const passedMs = now - Date.parse(iso ?? '')
  if (Number.isNaN(passedMs)) return ''
  return agoInWords(passedMs)
}

function until(iso: string, now: number): string {
  return inWords(Date.parse(iso) - now)
}
