import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../platform/clock.ts'
import { Problem } from '../../platform/problem.ts'
import { type Attempts, createAttempts } from '../accounts/attempts.ts'
import { networkOf } from '../accounts/model/network.ts'
import { type AccountCaller, type CallerOf, tellLeft, tellLimit } from './caller.ts'

/** What a route of lookups asks before it works. */
export interface LookupLimit {
  /** As `onRequest`, before a body is read: counts one. @throws Problem 429 when there were too many. */
  begin(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Counts the rows of a visitor's batch, of which `begin` counted one. @throws Problem 429 when they do not all fit. */
  countRows(request: FastifyRequest, reply: FastifyReply, rows: number): void
  /** Of a visitor, at once and in a minute. */
  mostRows: number
}

export interface LookupLimits {
  decode: LookupLimit
  batch: LookupLimit
}

export interface LookupLimitsDeps {
  callerOf: CallerOf
  addressOf: (request: FastifyRequest) => string
  now: Clock
  perMinute: PerMinute
}

export interface PerMinute {
  /** VINs from one address, one by one or as rows. */
  visitorVins: number
  /** Requests of an API key or, signed in, of an account. */
  decodes: number
  /** Requests of an account, with all its keys: in each there may be a thousand rows. */
  batches: number
}

/** Visitors: "a few a minute", more than a person types and less than a program wants. */
export const lookupsPerMinute: PerMinute = { visitorVins: 30, decodes: 300, batches: 20 }

/** Visitors have one book for all that they look up; accounts one for each route. In this process. */
export function createLookupLimits({ perMinute, now, ...who }: LookupLimitsDeps): LookupLimits {
  const visitors = createAttempts({ perMinute: perMinute.visitorVins, now })
  const limit = (requests: number, nameOf: Books['nameOf']) =>
    limitWith({ ...who, nameOf, visitors, accounts: createAttempts({ perMinute: requests, now }) })
  return {
    decode: limit(perMinute.decodes, ({ keyId, account }) => (keyId === null ? `account ${account}` : `key ${keyId}`)),
    batch: limit(perMinute.batches, ({ account }) => account),
  }
}

interface Books extends Pick<LookupLimitsDeps, 'callerOf' | 'addressOf'>, Record<'visitors' | 'accounts', Attempts> {
  /** Whom an account's requests are counted by. */
  nameOf: (caller: AccountCaller) => string
}

function limitWith({ callerOf, addressOf, nameOf, visitors, accounts }: Books): LookupLimit {
  const visitorOf = (request: FastifyRequest) => networkOf(addressOf(request))
  return {
    mostRows: visitors.perMinute,
    async begin(request, reply) {
      const caller = callerOf(request)
      if (caller.kind === 'visitor') return take(reply, visitors, visitorOf(request), 1)
      take(reply, accounts, nameOf(caller), 1)
    },
    countRows(request, reply, rows) {
      if (callerOf(request).kind === 'visitor') take(reply, visitors, visitorOf(request), rows - 1)
    },
  }
}

function take(reply: FastifyReply, attempts: Attempts, who: string, count: number): void {
  const waitMs = attempts.waitMs(who, count)
  if (waitMs === 0) attempts.note(who, count)
  const left = attempts.left(who)
  const resetsInSeconds = Math.ceil(left.resetsInMs / 1000)
  const told = { limit: attempts.perMinute, remaining: left.count, resetsInSeconds }
  tellLeft(reply, told)
  if (waitMs === 0) return
  tellLimit(reply, told)
  throw new Problem('rate_limited', `at most ${told.limit} a minute: go on in ${resetsInSeconds} s`)
}
