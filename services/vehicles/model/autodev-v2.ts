import { driveType, engineParts, fuelType, transmission } from './autodev-words.ts'
import { attributesIn, type Foreign, objectIn, textIn } from './foreign.ts'
import { failure, type Outcome, told } from './outcome.ts'
import { foreignFacts } from './spell-facts.ts'
import type { Vin } from './vin.ts'

/** Not about the vehicle: where pictures are, and how auto.dev goes on. */
const aside = new Set(['photos', 'links', 'examples', 'account', 'user', 'api'])

/**
 * The flat shape with the year in `vehicle`. A car that is not sold in the US may have a make and nothing more. With
 * `ambiguous` several trims fit, so none is told.
 */
export function readAutodevV2(vin: Vin, answer: Foreign): Outcome {
  const vehicle = objectIn(answer.vehicle) ?? {}
  const said = textIn(answer.vin) ?? textIn(vehicle.vin)
  if (said === undefined) return failure('malformed')
  if (said.toUpperCase() !== vin) return failure('wrong-vin')
  const facts = foreignFacts({
    manufacturer: vehicle.manufacturer ?? answer.manufacturer,
    make: textIn(answer.make) ?? vehicle.make,
    model: textIn(answer.model) ?? vehicle.model,
    year: vehicle.year ?? answer.year,
    vehicle_type: textIn(answer.type) ?? vehicle.type,
    country: answer.origin,
    trim: answer.ambiguous === true ? undefined : answer.trim,
    body_class: answer.body,
    drive_type: driveType(textIn(answer.drive)),
    transmission: transmission(textIn(answer.transmission)),
    fuel_type: fuelType(textIn(answer.fuel)),
    ...engineParts(textIn(answer.engine)),
  })
  return told(facts, attributesIn(withoutAside(answer)))
}

function withoutAside(answer: Foreign): Foreign {
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !aside.has(name)))
}
