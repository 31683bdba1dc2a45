import cookiePlugin from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../platform/http.ts'

/** One cookie of ours. Scripts cannot read it, other sites cannot send it. */
export interface Cookie {
  read(request: FastifyRequest): string | undefined
  set(reply: FastifyReply, value: string, lastsMs: number): void
  clear(reply: FastifyReply): void
}

export interface CallerCookies {
  /** The secret of a session. */
  session: Cookie
  /** Marks the browser that asked to sign in. */
  browser: Cookie
  /** Says that an operator has signed in here before; opens nothing. */
  known: Cookie
}

/**
 * @param https whether people reach the pages by it. Then no other host and no plain connection can plant a cookie of
 *   this name. @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export async function openCallerCookies(app: App, https: boolean): Promise<CallerCookies> {
  await app.register(cookiePlugin)
  const prefix = https ? '__Host-' : ''
  return {
    session: cookie(`${prefix}session`, https),
    browser: cookie(`${prefix}signing-in`, https),
    known: cookie(`${prefix}known-browser`, https),
  }
}

function cookie(name: string, secure: boolean): Cookie {
  const traits = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    read: (request) => request.cookies[name] || undefined,
    set: (reply, value, lastsMs) => void reply.setCookie(name, value, { ...traits, maxAge: lastsMs / 1000 }),
    clear: (reply) => void reply.setCookie(name, '', { ...traits, maxAge: 0 }),
  }
}
