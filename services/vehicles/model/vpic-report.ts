import { hasValidCheckDigit } from './check-digit.ts'
import type { FactName, Facts } from './facts.ts'
import { attributesIn, type Foreign, listIn, numberIn, objectIn, textIn } from './foreign.ts'
import { failure, type Outcome, told } from './outcome.ts'
import { foreignFacts } from './spell-facts.ts'
import { isNorthAmerican } from './structure.ts'
import type { Vin } from './vin.ts'

/** vPIC's names of flat results; "" and "Not Applicable" mean unknown. @see https://vpic.nhtsa.dot.gov/api/ */
const memberOfFact: { [name in FactName]?: string } = {
  manufacturer: 'Manufacturer',
  make: 'Make',
  model: 'Model',
  year: 'ModelYear',
  vehicle_type: 'VehicleType',
  fuel_type: 'FuelTypePrimary',
  secondary_fuel_type: 'FuelTypeSecondary',
  series: 'Series',
  trim: 'Trim',
  body_class: 'BodyClass',
  doors: 'Doors',
  drive_type: 'DriveType',
  transmission: 'TransmissionStyle',
  displacement_l: 'DisplacementL',
  cylinders: 'EngineCylinders',
  engine_configuration: 'EngineConfiguration',
  engine_model: 'EngineModel',
  turbo: 'Turbo',
  horsepower: 'EngineHP',
  electrification: 'ElectrificationLevel',
  gross_weight: 'GVWR',
  plant_city: 'PlantCity',
  plant_state: 'PlantState',
  plant_country: 'PlantCountry',
}
/** What the maker's code alone tells. */
const makerFacts: readonly FactName[] = ['manufacturer', 'make', 'vehicle_type']

/**
 * `ErrorCode` is a list such as "1,14". 2, 3: the facts may be those of a VIN that vPIC corrected. 7, 8: it knows little.
 * 11: position 10 is no year, and what was decoded "may not be accurate".
 */
const codesOfMakerOnly = new Set(['2', '3', '7', '8', '11'])
/** 4, 5: some characters are wrong. 400: some are forbidden. */
const codesOfDoubt = new Set(['4', '5', '400'])

/** Reads the body of a single question: one result, of the VIN that was asked. */
export function readVpicAnswer(vin: Vin, body: unknown): Outcome {
  const [result, ...others] = listIn(objectIn(body)?.Results)
  return result === undefined || others.length > 0 ? failure('malformed') : readVpicResult(vin, result)
}

/** Reads the body of a batch: results are told apart by their VIN, whatever their order. */
export function readVpicBatch(vins: readonly Vin[], body: unknown): Map<Vin, Outcome> | undefined {
  const results = objectIn(body)?.Results
  if (!Array.isArray(results)) return undefined
  const byVin = new Map(results.map((result) => [vinOf(result), result]))
  const outcomeOf = (vin: Vin) => (byVin.has(vin) ? readVpicResult(vin, byVin.get(vin)) : failure('wrong-vin'))
  return new Map(vins.map((vin) => [vin, outcomeOf(vin)]))
}

function readVpicResult(vin: Vin, value: unknown): Outcome {
  const result = objectIn(value)
  const told = vinOf(result)
  if (result === undefined || told === undefined) return failure('malformed')
  return told === vin ? outcomeOf(vin, result) : failure('wrong-vin')
}

function vinOf(result: unknown): string | undefined {
  return textIn(objectIn(result)?.VIN)?.toUpperCase()
}

function outcomeOf(vin: Vin, result: Foreign): Outcome {
  const codes = (textIn(result.ErrorCode) ?? '').split(',').map((code) => code.trim())
  const outcome = told(factsOf(vin, result, codes), attributesIn(result, 0))
  const isDoubtful = codes.some((code) => codesOfDoubt.has(code))
  return outcome.kind === 'whole' && isDoubtful ? { ...outcome, kind: 'partial' } : outcome
}

function factsOf(vin: Vin, result: Foreign, codes: readonly string[]): Facts {
  const values = Object.fromEntries(Object.entries(memberOfFact).map(([name, member]) => [name, result[member]]))
  const facts = foreignFacts(values)
  const litres = facts.displacement_l ?? litresOf(numberIn(result.DisplacementCC))
  // Makers keep open-ended patterns of cars they no longer sell in the US: elsewhere they name the wrong car.
  const isForeign = !isNorthAmerican(vin) && !hasValidCheckDigit(vin)
  if (isForeign || codes.some((code) => codesOfMakerOnly.has(code))) return only(makerFacts, facts)
  return litres === undefined ? facts : { ...facts, displacement_l: litres }
}

function litresOf(cubicCentimetres: number | undefined): number | undefined {
  return cubicCentimetres === undefined ? undefined : cubicCentimetres / 1000
}

function only(names: readonly FactName[], facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name as FactName)))
}
