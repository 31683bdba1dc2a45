import type { Usage } from '../../accounts/quota.ts'
import type { LookupAnswer, Vehicle } from '../../vehicles/lookup.ts'
import { parseVin } from '../../vehicles/model/vin.ts'
import { describeInvalidVin } from '../invalid-vin.ts'

/** `vin` is the VIN as it was read, or what came in its place, cut. */
export type BatchRow =
  | { vin: string; success: true; vehicle: Vehicle }
  | { vin: string; success: false; error: RowError }

export interface RowError {
  code: 'invalid_vin' | 'quota_exceeded'
  message: string
  suggestions: readonly string[]
}

const longestEcho = 40

/** @param refusal asked when a row was not paid for. */
export function rowsOf(
  inputs: readonly string[],
  answers: readonly LookupAnswer[],
  refusal: () => Pick<Usage, 'resetsAt'>,
): BatchRow[] {
  return answers.map((answer, place) => {
    const input = inputs[place] ?? ''
    if (answer.ok) return { vin: answer.vehicle.vin, success: true, vehicle: answer.vehicle }
    if ('unpaid' in answer) return { vin: readable(input), success: false, error: unpaidError(refusal()) }
    return { vin: readable(input), success: false, error: describeInvalidVin(answer.rejected, answer.suggestions) }
  })
}

function unpaidError({ resetsAt }: Pick<Usage, 'resetsAt'>): RowError {
  const nextMonth = new Date(resetsAt).toISOString().slice(0, 10)
  const message = `the lookups of this month are used up; they begin anew on ${nextMonth}`
  return { code: 'quota_exceeded', message, suggestions: [] }
}

function readable(input: string): string {
  const parsed = parseVin(input)
  if (parsed.ok) return parsed.vin
  const [...characters] = input
    .slice(0, 4 * longestEcho)
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return characters.length > longestEcho ? `${characters.slice(0, longestEcho).join('')}…` : characters.join('')
}
