import cors from '@fastify/cors'
import type { FastifyRequest } from 'fastify'
import type { App } from '../../platform/http.ts'
import { Problem } from '../../platform/problem.ts'

export interface OriginDeps {
  /** Where people reach the pages; null: at whatever address was asked. */
  publicUrl: string | null
  /** Other sites that may call the API in the name of who is signed in. */
  allowedOrigins: readonly string[]
}

/** @throws Problem 403 when another site sent the request. Programs send no origin. */
export type CheckOrigin = (request: FastifyRequest) => void

export function createOriginCheck({ publicUrl, allowedOrigins }: OriginDeps): CheckOrigin {
  const own = publicUrl === null ? null : new URL(publicUrl).origin
  const isOwn = (origin: string, host: string | undefined) =>
    own === null ? URL.canParse(origin) && new URL(origin).host === host : origin === own
  return ({ headers: { origin, host } }) => {
    if (origin === undefined || isOwn(origin, host) || allowedOrigins.includes(origin)) return
    throw new Problem('forbidden', 'not from this origin')
  }
}

const told = ['x-request-id', 'retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']

/** Lets pages of the allowed origins read the API's answers; to other sites nothing is said, nor about other paths. */
export async function allowOrigins(app: App, { allowedOrigins }: Pick<OriginDeps, 'allowedOrigins'>): Promise<void> {
  const allowed = {
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'x-csrf-token'],
    exposedHeaders: told,
    maxAge: 600,
  }
  await app.register(cors, {
    delegator: async ({ url, headers: { origin } }: FastifyRequest) => {
      const isAllowed = origin !== undefined && allowedOrigins.includes(origin) && url.startsWith('/api/')
      return isAllowed ? { ...allowed, origin } : { origin: false }
    },
  })
}
