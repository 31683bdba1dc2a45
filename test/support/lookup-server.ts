import type { Environment } from '../../platform/config/read.ts'
import { expectedCheckDigit } from '../../services/vehicles/model/check-digit.ts'
import type { Vin } from '../../services/vehicles/model/vin.ts'
import { lookupsPerMinute } from '../../services/web/lookup-limits.ts'
import { lookupRoutes } from '../../services/web/lookup-routes.ts'
import { startAccountServer } from './account-server.ts'
import { openLookups } from './vehicle-services/open-lookups.ts'

export type LookupServer = Awaited<ReturnType<typeof startLookupServer>>

/** A public server with accounts that looks up VINs, offline, as web does. */
export async function startLookupServer(databaseUrl: string, env: Environment = {}) {
  const lookups = await openLookups({ databaseUrl })
  const server = await startAccountServer(databaseUrl, env, (api, ground) =>
    lookupRoutes(api, { ...ground, lookups, perMinute: lookupsPerMinute }),
  )
  /** What is no text is sent as JSON. */
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  /** The header of a new key of the account. */
  async function credentialOf(account: string, scopes: ('decode' | 'read')[] = ['decode', 'read']) {
    await server.database.query('insert into accounts (id, created_at) values ($1, now()) on conflict do nothing', [
      account,
    ])
    const made = await server.accounts.keys.make(
      { name: 'mine', scopes, expiresAt: null },
      { account, plan: 'free', scopes },
    )
    if (typeof made === 'string') throw new Error(made)
    return { authorization: `Bearer ${made.text}` }
  }
  let people = 0
  return {
    ...server,
    lookups,
    post,
    credentialOf,
    /** One that has used so many of its month. */
    async newAccount(lookupsUsed = 0) {
      const account = `telegram:${3000 + people++}`
      const headers = await credentialOf(account)
      if (lookupsUsed > 0) await server.accounts.quota.chargeUpTo({ account, plan: 'free' }, lookupsUsed)
      return { account, headers }
    },
    used: async (account: string) => (await server.accounts.quota.usage({ account, plan: 'free' })).used,
    async close() {
      await server.close()
      await lookups.shut()
    },
  }
}

let serial = 0

/** Accords with right check digits that no other call gives. */
export function newVins(count: number): string[] {
  return Array.from({ length: count }, () => {
    const text = `1HGCM82603A${String(serial++).padStart(6, '0')}`
    return text.slice(0, 8) + expectedCheckDigit(text as Vin) + text.slice(9)
  })
}
