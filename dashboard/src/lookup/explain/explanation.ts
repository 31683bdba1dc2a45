import type { Explanation } from '../../../../services/vehicles/model/explain.ts'
import { type CallApi, notUnderstood, record, type Trouble } from '../../parts/call.ts'

export type { Explanation }

export type Explained = { kind: 'explained'; explanation: Explanation } | Trouble

/** Asks `GET /api/vin/:vin`: a VIN taken apart; costs no lookup. */
export type Explain = (vin: string) => Promise<Explained>

export function createExplain(call: CallApi): Explain {
  return async (vin) => {
    const reply = await call(`/api/vin/${encodeURIComponent(vin)}`, { signal: new AbortController().signal })
    if (reply.kind !== 'ok') return reply
    return isExplanation(reply.body) ? { kind: 'explained', explanation: reply.body } : notUnderstood
  }
}

/** The sum of all products, and what it leaves when it is divided by eleven. */
export function sumOf({ check_digit: { positions } }: Explanation): { sum: number; rest: number } {
  const sum = positions.reduce((total, { product }) => total + product, 0)
  return { sum, rest: sum % 11 }
}

/** What the comparison of the two digits means for this VIN. */
export function verdictOf({ check_digit: { expected, actual, valid: fits }, valid, region }: Explanation): string {
  if (fits) return `Position 9 is ${actual}, as the other characters call for.`
  const differs = `Position 9 is ${actual}, but the other characters call for ${expected}.`
  if (!valid) return `${differs} The law wants it to fit here: at least one character is wrong.`
  return `${differs} ${region === null ? 'Outside North America' : `In ${region}`} nobody must keep to it, so this may be no fault.`
}

/** `2003 or 2033`, the likelier first. */
export function yearsOf({ year_candidates: years }: Explanation): string {
  return years.length === 0 ? 'no year' : years.join(' or ')
}

function isExplanation(body: unknown): body is Explanation {
  const { check_digit, structure, year_candidates, suggestions } = record(body)
  return (
    Array.isArray(record(check_digit).positions) &&
    [year_candidates, suggestions].every(Array.isArray) &&
    record(structure).wmi !== undefined
  )
}
