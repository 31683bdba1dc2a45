import { Registry } from 'prom-client'
import { type Environment, readConfig } from '../../platform/config/read.ts'
import { type App, listen } from '../../platform/http.ts'
import { createLog } from '../../platform/log.ts'
import { createDatabase, isUnavailable } from '../../platform/postgres/pool.ts'
import { silentReporter } from '../../platform/sentry.ts'
import { openAccounts } from '../../services/accounts/open.ts'
import { payFor } from '../../services/accounts/pay-for.ts'
import { createSessionStore } from '../../services/accounts/session-store.ts'
import { createLoginLinks } from '../../services/accounts/sessions.ts'
import { needScope, payerOf, refuseForQuota } from '../../services/web/caller.ts'
import { publicCallerRoutes } from '../../services/web/caller-routes.ts'
import { createLookupLimits } from '../../services/web/lookup-limits.ts'
import type { LookupRoutesDeps } from '../../services/web/lookup-routes.ts'
import { createPublicServer } from '../../services/web/public.ts'
import { createHandClock } from './hand-clock.ts'

export type AccountServer = Awaited<ReturnType<typeof startAccountServer>>

/** Small, so that tests reach them. */
export const visitorsPerMinute = 3
export const accountsPerMinute = 8
const perMinute = { visitorVins: visitorsPerMinute, decodes: accountsPerMinute, batches: accountsPerMinute }
export const dashboardSecret = 'the secret of the dashboard, 32 characters or more'

/** What routes of others are given. */
export type CallerGround = Omit<LookupRoutesDeps, 'lookups' | 'perMinute'>

/**
 * A public server with accounts, and two routes that stand for those of others: `GET /api/who` tells the caller,
 * `POST /api/work` costs one lookup.
 */
export async function startAccountServer(
  databaseUrl: string,
  env: Environment = {},
  more: (api: App, ground: CallerGround) => Promise<void> = async () => {},
) {
  const clock = createHandClock(Date.parse('2026-11-24T12:00:00Z'))
  const lines: string[] = []
  const broken: { address: string; requestId: string }[] = []
  const registry = new Registry()
  const log = createLog('web', 'debug', [], (line) => lines.push(line))
  const database = createDatabase({ url: databaseUrl, service: 'web', max: 4, registry, log })
  const config = readConfig(env, 'web')
  const { now } = clock
  const accounts = openAccounts({ registry, now, log }, { database, secret: 'j'.repeat(32) })
  const app = await createPublicServer({
    ...{ config, log, errors: silentReporter, registry, isUnavailable },
    routes: (server) =>
      publicCallerRoutes(server, {
        ...{ config, accounts, now, dashboardSecret, onBreakGlass: (about) => void broken.push(about) },
        async routes(api, callerOf, addressOf) {
          const limits = createLookupLimits({ callerOf, addressOf, now, perMinute })
          api.get('/api/who', async (request) => callerOf(request))
          api.post('/api/work', { onRequest: limits.decode.begin }, async (request, reply) => {
            const caller = callerOf(request)
            needScope(caller, 'decode')
            const payment = payFor(accounts.quota, payerOf(caller))
            return (await payment.pay(1)) === 1 ? { done: true } : refuseForQuota(reply, payment.refusal(), now())
          })
          await more(api, { callerOf, addressOf, quota: accounts.quota, now })
        },
      }),
  })
  const port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'WEB_PORT' })
  return {
    ...{ url: `http://127.0.0.1:${port}`, clock, lines, broken, registry, database, accounts },
    links: createLoginLinks({ store: createSessionStore(database), now }),
    async close() {
      await app.close()
      await database.close()
    },
  }
}

/** A browser: keeps its cookies, and sends what its page would. */
export function createBrowser({ url, links }: Pick<AccountServer, 'url' | 'links'>) {
  const cookies = new Map<string, string>()
  let csrf: string | undefined
  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(csrf !== undefined && { 'x-csrf-token': csrf }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    ask,
    csrfToken: () => csrf,
    /** Asks for a code, lets the bot make a link, opens it. */
    async signIn(account: string) {
      const { code } = (await (await ask('POST', '/api/login/start')).json()) as { code: string }
      const token = await links.make(account, code)
      const answer = await ask('POST', '/api/login/finish', { token })
      const body = (await answer.json()) as { csrf_token: string }
      csrf = body.csrf_token
      return { token, code, status: answer.status, setCookies: answer.headers.getSetCookie() }
    },
  }
}

export type Browser = ReturnType<typeof createBrowser>
