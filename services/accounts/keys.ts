import { randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { Problem } from '../../platform/problem.ts'
import type { KeyStore, StoredKey } from './key-store.ts'
import { createLastKnown } from './last-known.ts'
import { endOf, type Given, judgeKey, type Key, type KeyVerdict, overlapMs, useNotedEveryMs } from './model/key.ts'
import { parseKey, writeKey } from './model/key-text.ts'
import { covers, type Scope } from './model/scope.ts'
import { digestOf, randomSecret, sameDigest } from './secrets.ts'

export interface KeysDeps {
  store: KeyStore
  now: Clock
  log: Log
}

/** Whoever makes and changes keys; never more than it may itself. */
export type Holder = Pick<Key, 'account' | 'plan' | 'scopes'>

export interface WantedKey {
  name: string
  scopes: readonly Scope[]
  /** Unix milliseconds; null: until revoked. */
  expiresAt: number | null
}

/** A key and its text, which nobody can see again. */
export interface MadeKey {
  key: Key
  text: string
}

export type KeyAnswer = { ok: true; key: Key } | { ok: false; why: Exclude<KeyVerdict, 'opens'> }

export interface Keys {
  make(wanted: WantedKey, holder: Holder): Promise<MadeKey | 'too-many' | 'too-wide'>
  list(account: string): Promise<Key[]>
  /** A new secret at once; the one before goes on for a day, the one before that ends. */
  rotate(id: string, holder: Holder): Promise<MadeKey | 'not-found' | 'too-wide'>
  revoke(id: string, account: string): Promise<boolean>
  /** Whether the text of a key opens. @throws when Postgres is away and the key was not seen lately. */
  check(text: string): Promise<KeyAnswer>
  /** The key that a token was made with, while it is live. */
  findLive(id: string): Promise<Key | null>
}

/** Stands where there is no key, so that an unknown id takes the same way as a wrong secret. */
const nobodysDigest = digestOf('')

/** API keys: made, listed, rotated, revoked, checked. */
export function createKeys({ store, now, log }: KeysDeps): Keys {
  const known = createLastKnown({ ask: store.find, now })

  const noteUse = (key: StoredKey) => {
    if (key.lastUsedAt !== null && now() - key.lastUsedAt < useNotedEveryMs) return
    key.lastUsedAt = now()
    store.noteUse(key.id, now()).catch((error) => log.warn({ err: error }, 'the use of an API key was not noted'))
  }

  return {
    async make(wanted, holder) {
      if (!covers(holder.scopes, wanted.scopes)) return 'too-wide'
      const parts = { id: randomBytes(8).toString('hex'), secret: randomSecret() }
      const key = newKey(parts.id, wanted, holder, now())
      const added = await store.add({ ...key, digest: digestOf(parts.secret) })
      return added ? { key, text: writeKey(parts) } : 'too-many'
    },

    list: store.list,

    async rotate(id, holder) {
      const key = await store.find(id)
      if (key === null || key.account !== holder.account) return 'not-found'
      if (!covers(holder.scopes, key.scopes)) return 'too-wide'
      const secret = randomSecret()
      const at = now()
      if (!(await store.replaceSecret(id, holder.account, digestOf(secret), at))) return 'not-found'
      return { key: { ...key, secretMadeAt: at, formerUntil: at + overlapMs }, text: writeKey({ id, secret }) }
    },

    async revoke(id, account) {
      const revoked = await store.revoke(id, account, now())
      if (revoked) known.forget(id)
      return revoked
    },

    async check(text) {
      const parts = parseKey(text)
      if (parts === null) return { ok: false, why: 'wrong' }
      const { value: key, certain } = await known.find(parts.id)
      const given = whichSecret(key, digestOf(parts.secret))
      // What was remembered may be older than the last rotation.
      if (given === 'neither' && !certain) throw new Problem('unavailable', 'try again in a moment')
      const verdict = key === null ? 'wrong' : judgeKey(key, given, now())
      if (key === null || verdict !== 'opens') return { ok: false, why: verdict === 'opens' ? 'wrong' : verdict }
      noteUse(key)
      return { ok: true, key }
    },

    async findLive(id) {
      const { value: key } = await known.find(id)
      if (key === null || endOf(key, now()) !== null) return null
      noteUse(key)
      return key
    },
  }
}

function newKey(id: string, wanted: WantedKey, { account, plan }: Holder, at: number): Key {
  const { name, scopes, expiresAt } = wanted
  const unused = { formerUntil: null, revokedAt: null, lastUsedAt: null }
  return { id, account, plan, name, scopes, expiresAt, createdAt: at, secretMadeAt: at, ...unused }
}

/** Both comparisons are always made. */
function whichSecret(key: StoredKey | null, digest: Buffer): Given {
  const isCurrent = sameDigest(digest, key?.digest ?? nobodysDigest)
  const isFormer = sameDigest(digest, key?.formerDigest ?? nobodysDigest)
  if (isCurrent) return 'current'
  return isFormer ? 'former' : 'neither'
}
