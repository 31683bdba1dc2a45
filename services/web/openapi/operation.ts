import type { TSchema } from 'typebox'
import type { ProblemCode } from '../../../platform/problem.ts'
import type { Scope } from '../../accounts/model/scope.ts'

/** In the order of the page. */
export const tags = {
  Vehicles: 'A VIN, or many, to vehicles; and what the account has looked up.',
  VIN: 'A VIN taken apart, without a lookup.',
  Account: 'Who one is here, and what is used of the month.',
  'API keys': 'Keys for programs, and short-lived tokens made with them.',
  'Signing in': 'Sessions of browsers, by the bot or by the secret of the dashboard.',
  Status: 'Whether the platform is well.',
} as const

export type Tag = keyof typeof tags

export const json = 'application/json'
export const csv = 'text/csv'
export type Media = typeof json | typeof csv

/**
 * `none`: what is sent is not looked at. `optional`: visitors may call it too. `account`: a key, a token or a session.
 * `key`: an API key only.
 */
export type Credentials = 'none' | 'optional' | 'account' | 'key'

/** What a route's own schemas do not say. Nothing here changes what the route answers. */
export interface Operation {
  /** For generated clients. */
  id: string
  tag: Tag
  summary: string
  description: string
  credentials: Credentials
  scope?: Scope
  /** The success and what it looks like; null for an answer without a body. */
  answer: { status: 200 | 201 | 204; description: string; body: TSchema | null }
  /** Bodies that are taken or given as CSV as well. */
  csv?: { request: string; answer: string }
  /** Those that are this operation's own; every operation can also answer `internal`. */
  problems: readonly ProblemCode[]
}

/** By method and path, as in the description: `GET /api/vehicles/{id}`. */
export type Operations = Readonly<Record<string, Operation>>
