import type { Database, Queryable } from '../../platform/postgres/pool.ts'
import { type Plan, toPlan } from './model/plan.ts'
import { idleEndsMs, type SessionTimes } from './model/session.ts'

export interface Session extends SessionTimes {
  account: string
  plan: Plan
}

export interface NewSession {
  digest: Buffer
  expiresAt: number
}

/** More sign-ins of one account end its oldest session. */
const mostSessions = 20

/** Accounts, their sessions and the links that open these, in Postgres; every function throws DatabaseError. */
export function createSessionStore(database: Database) {
  return {
    /** @param digest in hexadecimal. */
    async find(digest: string): Promise<Session | null> {
      const [row] = await database.query<{ account: string; plan: string; expires_at: Date; seen_at: Date }>(
        `select account, plan, expires_at, seen_at from sessions join accounts on accounts.id = account
         where digest = decode($1, 'hex')`,
        [digest],
      )
      if (row === undefined) return null
      const { account, plan, expires_at, seen_at } = row
      return { account, plan: toPlan(plan), expiresAt: expires_at.getTime(), seenAt: seen_at.getTime() }
    },

    async noteSeen(digest: string, now: number): Promise<void> {
      await database.query(`update sessions set seen_at = to_timestamp($2 / 1000.0) where digest = decode($1, 'hex')`, [
        digest,
        now,
      ])
    },

    async end(digest: string): Promise<void> {
      await database.query(`delete from sessions where digest = decode($1, 'hex')`, [digest])
    },

    /** Opens a session, and the account with the plan where it is new. */
    open(account: string, plan: Plan, session: NewSession, now: number): Promise<void> {
      return database.transaction((within) => open(within, account, plan, session, now))
    },

    /** Takes the place of the account's link before it. */
    async saveLink(account: string, link: { digest: Buffer; code: string; expiresAt: number }): Promise<void> {
      await database.query(
        `insert into login_links (account, digest, browser_code, expires_at)
         values ($1, $2, $3, to_timestamp($4 / 1000.0))
         on conflict (account) do update set digest = excluded.digest, browser_code = excluded.browser_code,
           expires_at = excluded.expires_at`,
        [account, link.digest, link.code, link.expiresAt],
      )
    },

    /** Takes the link away and opens a session for it, together or not at all. @returns the account, or null. */
    useLink(link: { digest: Buffer; code: string }, session: NewSession, now: number): Promise<string | null> {
      return database.transaction(async (within) => {
        const [used] = await within.query<{ account: string }>(
          `delete from login_links where digest = $1 and browser_code = $2 and expires_at > to_timestamp($3 / 1000.0)
           returning account`,
          [link.digest, link.code, now],
        )
        if (used === undefined) return null
        await open(within, used.account, 'free', session, now)
        return used.account
      })
    },
  }
}

export type SessionStore = ReturnType<typeof createSessionStore>

async function open(within: Queryable, account: string, plan: Plan, session: NewSession, now: number): Promise<void> {
  await within.query(
    `insert into accounts (id, plan, created_at) values ($1, $2, to_timestamp($3 / 1000.0)) on conflict do nothing`,
    [account, plan, now],
  )
  await within.query(
    `insert into sessions (digest, account, created_at, seen_at, expires_at)
     values ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0))`,
    [session.digest, account, now, session.expiresAt],
  )
  await sweep(within, account, session.digest, now)
}

async function sweep(within: Queryable, account: string, newest: Buffer, now: number): Promise<void> {
  await within.query(
    `delete from sessions where expires_at <= to_timestamp($1 / 1000.0) or seen_at <= to_timestamp($2 / 1000.0)`,
    [now, now - idleEndsMs],
  )
  await within.query(
    `delete from sessions where digest in (
       select digest from sessions where account = $1 order by (digest = $2) desc, created_at desc offset $3)`,
    [account, newest, mostSessions],
  )
  await within.query('delete from login_links where expires_at <= to_timestamp($1 / 1000.0)', [now])
}
