import type { Credentials } from './operation.ts'

export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`ia_live_…`), or a token that `POST /api/token` made with one.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-session',
    description: 'Of a signed-in browser. Where there is no https, as on your own machine, its name is `session`.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
    description: 'Goes with the cookie on every request that changes something; `GET /api/users/me` tells it.',
  },
} as const

type Requirement = Partial<Record<keyof typeof securitySchemes, string[]>>

/** Any one of them suffices; the empty one is a visitor. */
export function securityOf(credentials: Credentials, method: string): Requirement[] {
  const session: Requirement = method === 'get' ? { session: [] } : { session: [], csrf: [] }
  switch (credentials) {
    case 'none':
      return []
    case 'key':
      return [{ bearer: [] }]
    case 'account':
      return [{ bearer: [] }, session]
    case 'optional':
      return [{ bearer: [] }, session, {}]
  }
}
