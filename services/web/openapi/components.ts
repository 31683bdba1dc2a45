import type { TSchema } from 'typebox'
import { ApiKey, ApiKeys, LoginStart, MadeKey, Me, SignedIn, Token } from '../schemas/account.ts'
import { BatchResults, BatchRow } from '../schemas/batch.ts'
import { Warning } from '../schemas/common.ts'
import { ProblemBody } from '../schemas/problem.ts'
import { StatusHistory, StatusOverview } from '../schemas/status.ts'
import { Decoded, Stats, Vehicle, VehiclePage } from '../schemas/vehicle.ts'
import { Explanation } from '../schemas/vin.ts'

/** Schemas that have a name in the description. */
export const namedSchemas: Readonly<Record<string, TSchema>> = {
  Vehicle,
  Warning,
  Decoded,
  BatchResults,
  BatchRow,
  VehiclePage,
  Stats,
  Explanation,
  Me,
  ApiKey,
  ApiKeys,
  MadeKey,
  Token,
  LoginStart,
  SignedIn,
  StatusOverview,
  StatusHistory,
  Problem: ProblemBody,
}

const nameOf = new Map<unknown, string>(Object.entries(namedSchemas).map(([name, schema]) => [schema, name]))

/** The schema as the description writes it: named ones are referred to. */
export function refer(schema: unknown): unknown {
  const name = nameOf.get(schema)
  return name === undefined ? referWithin(schema) : { $ref: `#/components/schemas/${name}` }
}

/** The named schemas themselves. */
export function describeNamed(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(namedSchemas).map(([name, schema]) => [name, referWithin(schema)]))
}

function referWithin(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(refer)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, refer(value)]))
}

const integerHeader = (description: string) => ({ description, schema: { type: 'integer' } })

export const headers = {
  'x-request-id': {
    description: 'Names this request in our log; a sent one of 8 to 64 characters is kept.',
    schema: { type: 'string' },
  },
  'x-ratelimit-limit': integerHeader('How many in a minute; with `quota_exceeded`, in a month.'),
  'x-ratelimit-remaining': integerHeader('How many are left.'),
  'x-ratelimit-reset': integerHeader('Seconds until all are there again.'),
  'retry-after': integerHeader('Seconds to wait.'),
} as const

export type HeaderName = keyof typeof headers

export function referToHeaders(names: readonly HeaderName[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
