import type { FastifyReply, FastifyRequest } from 'fastify'
import { type App, sameSecret } from '../../platform/http.ts'
import { Problem } from '../../platform/problem.ts'
import type { Attempts } from '../accounts/attempts.ts'
import type { KeyAnswer, Keys } from '../accounts/keys.ts'
import type { Key } from '../accounts/model/key.ts'
import { keyPrefix } from '../accounts/model/key-text.ts'
import { networkOf } from '../accounts/model/network.ts'
import { type Scope, scopes } from '../accounts/model/scope.ts'
import { breakGlassAccount } from '../accounts/model/session.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Tokens } from '../accounts/tokens.ts'
import { type AccountCaller, type Caller, type CallerOf, refuseTooMany } from './caller.ts'
import type { Cookie } from './caller-cookies.ts'
import type { CheckOrigin } from './caller-origins.ts'

export interface AuthenticateDeps {
  keys: Pick<Keys, 'check' | 'findLive'>
  tokens: Pick<Tokens, 'read'>
  /** Null where no browser comes. */
  browsers: BrowserDeps | null
  /** Credentials that did not open, by network. */
  failures: Attempts
  addressOf: (request: FastifyRequest) => string
  /** On the internal port it may stand where API keys do, and names nobody. */
  internalToken: string | null
}

export interface BrowserDeps {
  sessions: Pick<Sessions, 'find' | 'csrfToken'>
  cookie: Cookie
  checkOrigin: CheckOrigin
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A token that lasts minutes must not make keys that last for years. */
const tokenScopes = (held: readonly Scope[]) => held.filter((scope) => scope !== 'manage-keys')
/** Nor must the hour of whoever broke the glass. */
const sessionScopes = (account: string) => (account === breakGlassAccount ? tokenScopes(scopes) : scopes)

/**
 * Finds out, once a request, who calls the routes that are added to this part of the server. A credential that does not
 * open is 401, never a visitor; without any the caller is a visitor.
 */
export function authenticate(app: App, deps: AuthenticateDeps): CallerOf {
  const callers = new WeakMap<FastifyRequest, Caller>()
  app.addHook('onRequest', async (request, reply) => {
    const caller = await resolve(request, reply, deps)
    if (caller.kind === 'account') reply.header('cache-control', 'no-store')
    callers.set(request, caller)
  })
  return (request) => {
    const caller = callers.get(request)
    if (caller === undefined) throw new Error('the route stands outside of the part that knows its callers')
    return caller
  }
}

async function resolve(request: FastifyRequest, reply: FastifyReply, deps: AuthenticateDeps): Promise<Caller> {
  const { authorization } = request.headers
  if (authorization !== undefined) return byHeader(authorization, request, reply, deps)
  const secret = deps.browsers?.cookie.read(request)
  if (deps.browsers === null || secret === undefined) return { kind: 'visitor' }
  return bySession(secret, request, reply, deps.browsers)
}

async function byHeader(
  authorization: string,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: AuthenticateDeps,
): Promise<Caller> {
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  if (deps.internalToken !== null && sameSecret(text, deps.internalToken)) return { kind: 'visitor' }
  const network = networkOf(deps.addressOf(request))
  refuseTooMany(reply, deps.failures, network)
  const caller = text.startsWith(keyPrefix) ? await byKey(text, deps) : await byToken(text, deps)
  if (caller.kind === 'account') return caller
  deps.failures.note(network)
  reply.header('www-authenticate', 'Bearer')
  throw new Problem('unauthorized', caller.why)
}

interface Refused {
  kind: 'refused'
  why: string
}

const refusals: Record<Extract<KeyAnswer, { ok: false }>['why'], string> = {
  wrong: 'the API key is not valid',
  replaced: 'the API key was replaced by a rotation',
  expired: 'the API key has expired',
  revoked: 'the API key was revoked',
}

async function byKey(text: string, { keys }: AuthenticateDeps): Promise<AccountCaller | Refused> {
  const answer = await keys.check(text)
  if (!answer.ok) return { kind: 'refused', why: refusals[answer.why] }
  return callerWith(answer.key, 'key', answer.key.scopes)
}

async function byToken(text: string, { keys, tokens }: AuthenticateDeps): Promise<AccountCaller | Refused> {
  const refused: Refused = { kind: 'refused', why: 'the token is not valid, or is over' }
  const holder = await tokens.read(text)
  const key = holder === null ? null : await keys.findLive(holder.keyId)
  if (key === null || key.account !== holder?.account) return refused
  return callerWith(key, 'jwt', tokenScopes(key.scopes))
}

function callerWith({ account, plan, id }: Key, via: 'key' | 'jwt', held: readonly Scope[]): AccountCaller {
  return { kind: 'account', account, plan, via, scopes: held, keyId: id }
}

/** A cookie comes by itself, so what it changes must also show that our own page sent it. */
async function bySession(
  secret: string,
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions, cookie, checkOrigin }: BrowserDeps,
): Promise<AccountCaller> {
  const session = await sessions.find(secret)
  if (session === null) {
    cookie.clear(reply)
    throw new Problem('unauthorized', 'the session is over: sign in again')
  }
  if (!safeMethods.has(request.method)) {
    checkOrigin(request)
    const given = request.headers['x-csrf-token']
    if (typeof given !== 'string' || !sameSecret(given, sessions.csrfToken(secret)))
      throw new Problem('forbidden', 'the header x-csrf-token was wanted, as /api/users/me tells it')
  }
  const { account, plan } = session
  return { kind: 'account', account, plan, via: 'session', scopes: sessionScopes(account), keyId: null }
}
