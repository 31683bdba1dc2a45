import type { LookupAnswer, Vehicle } from '../../../services/vehicles/lookup.ts'

/** @throws when it is a refusal. */
export function vehicleOf(answer: LookupAnswer): Vehicle {
  if (!answer.ok) throw new Error('a vehicle was wanted')
  return answer.vehicle
}

/** The codes of its warnings. */
export function codesOf(answer: LookupAnswer): string[] {
  return vehicleOf(answer).warnings.map(({ code }) => code)
}
