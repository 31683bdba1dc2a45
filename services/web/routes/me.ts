import type { App } from '../../../platform/http.ts'
import type { Quota } from '../../accounts/quota.ts'
import type { Sessions } from '../../accounts/sessions.ts'
import { type CallerOf, needAccount } from '../caller.ts'
import type { Cookie } from '../caller-cookies.ts'

export interface MeRouteDeps {
  callerOf: CallerOf
  quota: Pick<Quota, 'usage'>
  /** Null where no browser comes. */
  browsers: { sessions: Pick<Sessions, 'csrfToken'>; cookie: Cookie } | null
}

/** `GET /api/users/me`: the account, its plan and what is used of it; pages also get what they must send with changes. */
export async function meRoutes(app: App, { callerOf, quota, browsers }: MeRouteDeps): Promise<void> {
  app.get('/api/users/me', async (request) => {
    const { account, plan, via, scopes } = needAccount(callerOf(request))
    const { used, limit, resetsAt } = await quota.usage({ account, plan })
    const usage = { used, limit, resets_at: new Date(resetsAt).toISOString() }
    const secret = via === 'session' ? browsers?.cookie.read(request) : undefined
    const csrf_token = secret === undefined ? undefined : browsers?.sessions.csrfToken(secret)
    return { account, plan, usage, via, scopes, csrf_token }
  })
}
