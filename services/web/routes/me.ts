import type { FastifyRequest } from 'fastify'
import type { App } from '../../../platform/http.ts'
import type { Quota } from '../../accounts/quota.ts'
import type { Sessions } from '../../accounts/sessions.ts'
import { type CallerOf, needAccount } from '../caller.ts'
import type { Cookie } from '../caller-cookies.ts'

export interface MeRouteDeps {
  callerOf: CallerOf
  quota: Pick<Quota, 'usage'>
  /** Null where no browser comes. */
  browsers: Browsers | null
}

interface Browsers {
  sessions: Pick<Sessions, 'csrfToken' | 'find'>
  cookie: Cookie
}

/** `GET /api/users/me`: the account, its plan and what is used of it; pages also get what they must send with changes. */
export async function meRoutes(app: App, { callerOf, quota, browsers }: MeRouteDeps): Promise<void> {
  app.get('/api/users/me', async (request) => {
    const { account, plan, via, scopes } = needAccount(callerOf(request))
    const { used, limit, resetsAt } = await quota.usage({ account, plan })
    const usage = { used, limit, resets_at: new Date(resetsAt).toISOString() }
    const session = via === 'session' && browsers !== null ? await sessionOf(request, browsers) : {}
    return { account, plan, usage, via, scopes, ...session }
  })
}

/** What the page of a signed-in browser needs beside. */
async function sessionOf(request: FastifyRequest, { sessions, cookie }: Browsers) {
  const secret = cookie.read(request) ?? ''
  const session = await sessions.find(secret)
  const session_ends_at = session === null ? undefined : new Date(session.expiresAt).toISOString()
  return { csrf_token: sessions.csrfToken(secret), session_ends_at }
}
