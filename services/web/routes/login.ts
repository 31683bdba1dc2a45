import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type App, sameSecret } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Attempts } from '../../accounts/attempts.ts'
import type { Browsers } from '../../accounts/browsers.ts'
import { networkOf } from '../../accounts/model/network.ts'
import { breakGlassAccount, browserWaitsMs, knownForMs, linkLastsMs } from '../../accounts/model/session.ts'
import type { OpenedSession, Sessions } from '../../accounts/sessions.ts'
import { type CallerOf, refuseTooMany } from '../caller.ts'
import type { CallerCookies, Cookie } from '../caller-cookies.ts'
import type { CheckOrigin } from '../caller-origins.ts'

export interface LoginRouteDeps {
  sessions: Pick<Sessions, 'signIn' | 'breakGlass' | 'csrfToken'>
  browsers: Browsers
  cookies: CallerCookies
  checkOrigin: CheckOrigin
  /** `DASHBOARD_SECRET_KEY`. */
  dashboardSecret: string
  secretTries: SecretTries
  /** Telegram users. */
  operatorIds: readonly number[]
  /** Tells the operators that somebody signed in with it. */
  onBreakGlass: (about: { address: string; requestId: string }) => void
  addressOf: (request: FastifyRequest) => string
}

/** Tries of the dashboard's secret. */
export interface SecretTries {
  /** Of one known browser, else of one network. */
  ofEach: Attempts
  /** Of all browsers that are not known. */
  ofStrangers: Attempts
}

const startsPerMinute = 20
const finishesPerMinute = 10
/** Why these two: docs/decisions/credentials.md. */
export const secretTriesPerMinute = 5
export const strangersTriesPerMinute = 100

const Finish = Type.Object({ token: Type.String({ maxLength: 200 }) })
const Secret = Type.Object({ secret: Type.String({ maxLength: 1000 }) })

/**
 * Signing in. By the bot: the page asks for a code, its person sends `/login CODE` to the bot and opens the link that
 * comes back, `/account#login=TOKEN`, whose token the page posts. By the dashboard's secret when there is no bot.
 */
export async function loginRoutes(app: App, deps: LoginRouteDeps): Promise<void> {
  const { sessions, browsers, cookies } = deps
  const operators = new Set([breakGlassAccount, ...deps.operatorIds.map((id) => `telegram:${id}`)])
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    deps.checkOrigin(request)
    reply.header('cache-control', 'no-store')
  }
  const options = (max: number) => ({ config: { rateLimit: { max, timeWindow: 60_000 } }, onRequest })
  const opened = ({ account, secret, lastsMs }: OpenedSession, reply: FastifyReply) => {
    cookies.session.set(reply, secret, lastsMs)
    if (operators.has(account)) cookies.known.set(reply, browsers.know(), knownForMs)
    return { account, csrf_token: sessions.csrfToken(secret) }
  }

  app.post('/api/login/start', options(startsPerMinute), async (_request, reply) => {
    const { mark, code } = browsers.start()
    cookies.browser.set(reply, mark, browserWaitsMs)
    return { code, command: `/login ${code}`, expires_in: browserWaitsMs / 1000, link_expires_in: linkLastsMs / 1000 }
  })

  app.post<{ Body: Static<typeof Finish> }>(
    '/api/login/finish',
    { ...options(finishesPerMinute), schema: { body: Finish } },
    async (request, reply) => {
      const code = browsers.codeOf(cookies.browser.read(request) ?? '')
      const session = code === null ? null : await sessions.signIn(request.body.token, code)
      if (session === null)
        throw new Problem(
          'unauthorized',
          'the link is used, over, or was asked for in another browser: ask for a new one',
        )
      cookies.browser.clear(reply)
      return opened(session, reply)
    },
  )

  app.post<{ Body: Static<typeof Secret> }>(
    '/api/login/secret',
    { onRequest, schema: { body: Secret } },
    async (request, reply) => {
      countTry(request, reply, deps)
      if (!sameSecret(request.body.secret, deps.dashboardSecret)) throw new Problem('unauthorized', 'not the secret')
      const session = await sessions.breakGlass()
      deps.onBreakGlass({ address: deps.addressOf(request), requestId: request.id })
      return opened(session, reply)
    },
  )
}

/** A loop of a stranger uses up what its own network has, and at most what strangers have. @throws Problem 429. */
function countTry(request: FastifyRequest, reply: FastifyReply, deps: LoginRouteDeps): void {
  const { ofEach, ofStrangers } = deps.secretTries
  const mark = deps.cookies.known.read(request) ?? ''
  const isKnown = deps.browsers.isKnown(mark)
  const who = isKnown ? `browser ${mark}` : `network ${networkOf(deps.addressOf(request))}`
  refuseTooMany(reply, ofEach, who)
  if (!isKnown) refuseTooMany(reply, ofStrangers, 'all')
  ofEach.note(who)
  if (!isKnown) ofStrangers.note('all')
}

export interface LogoutRouteDeps {
  callerOf: CallerOf
  sessions: Pick<Sessions, 'end'>
  cookie: Cookie
}

/** `POST /api/logout`: ends the session of the cookie; who has none gets the same answer. */
export async function logoutRoutes(app: App, { callerOf, sessions, cookie }: LogoutRouteDeps): Promise<void> {
  app.post('/api/logout', async (request, reply) => {
    const caller = callerOf(request)
    const secret = caller.kind === 'account' && caller.via === 'session' ? cookie.read(request) : undefined
    if (secret !== undefined) await sessions.end(secret)
    cookie.clear(reply)
    return reply.code(204).send()
  })
}
