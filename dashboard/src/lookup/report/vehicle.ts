import type { Report } from '../../../../services/vehicles/model/report.ts'
import { record } from '../../parts/call.ts'

/** A vehicle as `POST /api/decode` answers it. What is not known is null or has no field. */
export interface Vehicle extends Report {
  id: number | null
  /** ISO 8601 UTC. */
  decoded_at: string
}

export function isVehicle(value: unknown): value is Vehicle {
  const { vin, fields, warnings, suggestions } = record(value)
  const listed = Array.isArray(warnings) && Array.isArray(suggestions)
  return typeof vin === 'string' && typeof fields === 'object' && fields !== null && listed
}

/** The year, make and model, or null when none of them is known. */
export function headlineOf({ year, make, model }: Pick<Vehicle, 'year' | 'make' | 'model'>): string | null {
  const known = [year, make, model].filter((part) => part !== null)
  return known.length === 0 ? null : known.join(' ')
}
