import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../platform/problem.ts'
import type { Attempts } from '../accounts/attempts.ts'
import type { Plan } from '../accounts/model/plan.ts'
import type { Scope } from '../accounts/model/scope.ts'
import type { Payer, Usage } from '../accounts/quota.ts'

/** Who asks without naming themselves; on the internal port, a trusted part of the platform. */
export interface Visitor {
  kind: 'visitor'
}

export interface AccountCaller {
  kind: 'account'
  account: string
  plan: Plan
  via: 'key' | 'jwt' | 'session'
  scopes: readonly Scope[]
  /** The API key, also of a token that was made with it; null for a session. */
  keyId: string | null
}

export type Caller = Visitor | AccountCaller

/** Who sent this request. For routes of the server part that `authenticate` was called for. */
export type CallerOf = (request: FastifyRequest) => Caller

/** @throws Problem 401 for visitors, 403 without the scope. */
export function needAccount(caller: Caller, scope?: Scope): AccountCaller {
  if (caller.kind === 'visitor') throw new Problem('unauthorized', 'an API key or a signed-in session was wanted')
  if (scope !== undefined) needScope(caller, scope)
  return caller
}

/** Visitors pass. @throws Problem 403 for an account whose credential lacks the scope. */
export function needScope(caller: Caller, scope: Scope): void {
  if (caller.kind === 'account' && !caller.scopes.includes(scope))
    throw new Problem('forbidden', `the scope ${scope} was wanted`)
}

/** Whose the rows and the quota are; null for a visitor. */
export function accountOf(caller: Caller): string | null {
  return caller.kind === 'account' ? caller.account : null
}

/** Whose month pays; null for a visitor. */
export function payerOf(caller: Caller): Payer | null {
  return caller.kind === 'account' ? caller : null
}

/** What a limit says in an answer: how many in a window, how many are left, seconds until it starts anew. */
export interface ToldLimit {
  limit: number
  remaining: number
  resetsInSeconds: number
}

/** Headers of every answer of a route with a limit, the same as those of the limits by minute. */
export function tellLeft(reply: FastifyReply, { limit, remaining, resetsInSeconds }: ToldLimit): void {
  reply.header('x-ratelimit-limit', limit)
  reply.header('x-ratelimit-remaining', remaining)
  reply.header('x-ratelimit-reset', resetsInSeconds)
}

/** Headers of a 429. */
export function tellLimit(reply: FastifyReply, told: ToldLimit): void {
  tellLeft(reply, told)
  reply.header('retry-after', told.resetsInSeconds)
}

/** The answer to a refused charge. @throws Problem 429 `quota_exceeded`, always. */
export function refuseForQuota(reply: FastifyReply, { used, limit, resetsAt }: Usage, now: number): never {
  const resetsInSeconds = Math.max(1, Math.ceil((resetsAt - now) / 1000))
  tellLimit(reply, { limit, remaining: Math.max(0, limit - used), resetsInSeconds })
  const resets_at = new Date(resetsAt).toISOString()
  throw new Problem('quota_exceeded', 'the lookups of this month do not suffice', { used, limit, resets_at })
}

/** @throws Problem 429 `rate_limited` when there were too many. */
export function refuseTooMany(reply: FastifyReply, attempts: Attempts, who: string): void {
  const waitMs = attempts.waitMs(who)
  if (waitMs === 0) return
  tellLimit(reply, { limit: attempts.perMinute, remaining: 0, resetsInSeconds: Math.ceil(waitMs / 1000) })
  throw new Problem('rate_limited', 'too many tries, wait a little')
}
