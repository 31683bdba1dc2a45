import type { Database, Queryable } from '../../platform/postgres/pool.ts'
import { type Key, mostLiveKeys, overlapMs, useNotedEveryMs } from './model/key.ts'
import { toPlan } from './model/plan.ts'
import { isScope } from './model/scope.ts'

/** A key with what its secrets are checked against. */
export interface StoredKey extends Key {
  digest: Buffer
  formerDigest: Buffer | null
}

export interface NewKey extends Pick<Key, 'id' | 'account' | 'name' | 'scopes' | 'expiresAt' | 'createdAt'> {
  digest: Buffer
}

/** Ended keys that an account keeps to look at. */
const endedKeysKept = 50

interface Row {
  id: string
  account: string
  plan: string
  name: string
  scopes: string[]
  secret_digest: Buffer
  former_digest: Buffer | null
  former_until: Date | null
  created_at: Date
  secret_made_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}

const select = 'select api_keys.*, accounts.plan from api_keys join accounts on accounts.id = api_keys.account'
const isLive = 'revoked_at is null and (expires_at is null or expires_at > to_timestamp($2 / 1000.0))'

/** API keys in Postgres; every function throws DatabaseError. */
export function createKeyStore(database: Database) {
  return {
    async find(id: string): Promise<StoredKey | null> {
      const [row] = await database.query<Row>(`${select} where api_keys.id = $1`, [id])
      return row === undefined ? null : toKey(row)
    },

    /** Live ones and those that ended, newest first. */
    async list(account: string): Promise<StoredKey[]> {
      const rows = await database.query<Row>(
        `${select} where account = $1 order by api_keys.created_at desc, api_keys.id limit $2`,
        [account, mostLiveKeys + endedKeysKept],
      )
      return rows.map(toKey)
    },

    /** @returns false, and adds nothing, when the account has as many live keys as it may. */
    add(key: NewKey): Promise<boolean> {
      const now = key.createdAt
      return database.transaction(async (within) => {
        await within.query('select from accounts where id = $1 for update', [key.account])
        const live = await within.query(`select from api_keys where account = $1 and ${isLive}`, [key.account, now])
        if (live.length >= mostLiveKeys) return false
        await within.query(
          `insert into api_keys (id, account, name, scopes, secret_digest, expires_at, created_at, secret_made_at)
           values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), to_timestamp($7 / 1000.0), to_timestamp($7 / 1000.0))`,
          [key.id, key.account, key.name, key.scopes, key.digest, key.expiresAt, now],
        )
        await forgetLongEnded(within, key.account, now)
        return true
      })
    },

    /** The current secret becomes the former one. @returns false when the account has no such live key. */
    async replaceSecret(id: string, account: string, digest: Buffer, now: number): Promise<boolean> {
      const rows = await database.query(
        `update api_keys set former_digest = secret_digest, former_until = to_timestamp($5 / 1000.0),
           secret_digest = $4, secret_made_at = to_timestamp($2 / 1000.0)
         where id = $1 and account = $3 and ${isLive} returning id`,
        [id, now, account, digest, now + overlapMs],
      )
      return rows.length > 0
    },

    /** @returns false when the account has no such key that is not revoked. */
    async revoke(id: string, account: string, now: number): Promise<boolean> {
      const rows = await database.query(
        `update api_keys set revoked_at = to_timestamp($3 / 1000.0)
         where id = $1 and account = $2 and revoked_at is null returning id`,
        [id, account, now],
      )
      return rows.length > 0
    },

    async noteUse(id: string, now: number): Promise<void> {
      await database.query(
        `update api_keys set last_used_at = to_timestamp($2 / 1000.0)
         where id = $1 and (last_used_at is null or last_used_at <= to_timestamp($3 / 1000.0))`,
        [id, now, now - useNotedEveryMs],
      )
    },
  }
}

export type KeyStore = ReturnType<typeof createKeyStore>

/** So that making and revoking in a loop does not fill the table. */
async function forgetLongEnded(within: Queryable, account: string, now: number): Promise<void> {
  await within.query(
    `delete from api_keys where id in (
       select id from api_keys where account = $1 and not (${isLive}) order by created_at desc offset $3)`,
    [account, now, endedKeysKept],
  )
}

function toKey(row: Row): StoredKey {
  return {
    id: row.id,
    account: row.account,
    plan: toPlan(row.plan),
    name: row.name,
    scopes: row.scopes.filter(isScope),
    digest: row.secret_digest,
    formerDigest: row.former_digest,
    createdAt: row.created_at.getTime(),
    secretMadeAt: row.secret_made_at.getTime(),
    formerUntil: timeOf(row.former_until),
    expiresAt: timeOf(row.expires_at),
    revokedAt: timeOf(row.revoked_at),
    lastUsedAt: timeOf(row.last_used_at),
  }
}

function timeOf(date: Date | null): number | null {
  return date?.getTime() ?? null
}
