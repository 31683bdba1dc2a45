import { Problem } from '../../platform/problem.ts'
import type { RejectedVin } from '../vehicles/model/vin.ts'

/** Why a text is no VIN, as every answer tells it: of one VIN, or of a row among many. */
export function describeInvalidVin({ message, reason, forbidden }: RejectedVin, suggestions: readonly string[]) {
  return { code: 'invalid_vin', message, reason, forbidden, suggestions } as const
}

export function invalidVin(rejected: RejectedVin, suggestions: readonly string[]): Problem {
  const { code, message, ...details } = describeInvalidVin(rejected, suggestions)
  return new Problem(code, message, details)
}
