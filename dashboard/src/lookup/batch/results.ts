import { type CallApi, notUnderstood, record, type Trouble, textOrNull, texts } from '../../parts/call.ts'
import { headlineOf, isVehicle, type Vehicle } from '../report/vehicle.ts'

export interface RowFault {
  code: string
  message: string
  suggestions: string[]
}

/** What came back for one row; `vin` as it stands in the file when it could not be read. */
export type RowResult = { vin: string; vehicle: Vehicle; fault: null } | { vin: string; vehicle: null; fault: RowFault }

export type SendPart = (vins: readonly string[], signal: AbortSignal) => Promise<RowResult[] | Trouble>

/** Asks `POST /api/decode/batch`. Rejects only when `signal` aborts. */
export function createSendPart(call: CallApi): SendPart {
  return async (vins, signal) => {
    const reply = await call('/api/decode/batch', { method: 'POST', body: { vins }, signal })
    if (reply.kind !== 'ok') return reply
    const { results } = record(reply.body)
    const isWhole = Array.isArray(results) && results.length === vins.length
    return isWhole ? results.map((result, index) => toResult(result, vins[index] ?? '')) : notUnderstood
  }
}

function toResult(result: unknown, asked: string): RowResult {
  const { vin, vehicle, error } = record(result)
  if (isVehicle(vehicle)) return { vin: vehicle.vin, vehicle, fault: null }
  const { code, message, suggestions } = record(error)
  const fault = {
    code: textOrNull(code) ?? 'internal',
    message: textOrNull(message) ?? 'there is no answer for this row',
    suggestions: texts(suggestions),
  }
  return { vin: textOrNull(vin) ?? asked, vehicle: null, fault }
}

const doubtful = new Set(['check_digit', 'unknown_maker'])

/** Somebody should look at it: there is no report, or the VIN is likely mistyped. */
export function isProblem({ vehicle }: RowResult): boolean {
  return vehicle === null || vehicle.warnings.some(({ code }) => doubtful.has(code))
}

/** The row in words. */
export function rowWords({ vehicle, fault }: RowResult): { title: string; notes: string[] } {
  if (vehicle === null) return { title: 'No report', notes: [fault.message] }
  const notes = vehicle.warnings.filter(({ code }) => doubtful.has(code)).map(({ message }) => message)
  return { title: headlineOf(vehicle) ?? 'Unknown vehicle', notes }
}

/** VINs that were perhaps meant. */
export function suggestionsOf({ vehicle, fault }: RowResult): string[] {
  return vehicle === null ? fault.suggestions : vehicle.suggestions
}
