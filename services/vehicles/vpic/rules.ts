import { makerCodeOf } from '../model/structure.ts'
import type { Vin } from '../model/vin.ts'
import { type Maker, modelElementId, type Schema, type VpicIndex } from './index-file.ts'

const engineModelElement = 'Engine Model'
/** The last year of a span that is still open. */
const openEnd = 9999

/** What vPIC's patterns say of a VIN in one model year; attributes under vPIC's names. */
export interface YearReading {
  year: number
  make: string | undefined
  model: string | undefined
  attributes: Record<string, string>
  /** How many values matched; 0 when vPIC has no patterns for this VIN in this year. */
  matched: number
}

export function makerOf(index: VpicIndex, vin: Vin): Maker | undefined {
  return index.maker(makerCodeOf(vin))
}

/** Passenger cars, MPVs and trucks of at most 10,000 lb. */
export function isLightVehicle(maker: Maker | undefined): boolean {
  if (maker === undefined) return false
  const { vehicleType, truckClass } = maker
  if (vehicleType === 'Truck') return truckClass === 1
  return vehicleType === 'Passenger Car' || vehicleType.startsWith('Multipurpose')
}

export function hasSchemaFor(maker: Maker, year: number): boolean {
  return maker.schemas.some((schema) => covers(schema, year))
}

function covers({ yearFrom, yearTo }: Schema, year: number): boolean {
  return yearFrom <= year && year <= (yearTo || openEnd)
}

/**
 * Reads a VIN as NHTSA's own decoder does: of each element the value of the newest schema wins, then the
 * latest change, then the keys with the fewest fixed characters, then their order.
 *
 * @see https://vpic.nhtsa.dot.gov/about
 */
export function readYear(index: VpicIndex, vin: Vin, maker: Maker, year: number): YearReading {
  const best = new Map<number, Candidate>()
  let matched = 0
  const key = `${vin.slice(3, 8)}|${vin.slice(9)}`
  for (const schema of maker.schemas) {
    if (!covers(schema, year)) continue
    index.matches(schema, key, (elementId, changedDay, keys, valueNumber) => {
      matched += 1
      const candidate = { yearFrom: schema.yearFrom, changedDay, keys, valueNumber }
      const known = best.get(elementId)
      if (known === undefined || beats(candidate, known)) best.set(elementId, candidate)
    })
  }
  const modelNumber = best.get(modelElementId)?.valueNumber
  const model = modelNumber === undefined ? undefined : index.model(modelNumber)
  const make = model?.make ?? (maker.makes.length === 1 ? maker.makes[0] : undefined)
  return { year, make, model: model?.name, attributes: attributesOf(index, best), matched }
}

interface Candidate {
  yearFrom: number
  changedDay: number
  keys: string
  valueNumber: number
}

function beats(candidate: Candidate, known: Candidate): boolean {
  if (candidate.yearFrom !== known.yearFrom) return candidate.yearFrom > known.yearFrom
  if (candidate.changedDay !== known.changedDay) return candidate.changedDay > known.changedDay
  const fixed = fixedCharacters(candidate.keys) - fixedCharacters(known.keys)
  return fixed === 0 ? candidate.keys < known.keys : fixed < 0
}

function fixedCharacters(keys: string): number {
  return keys.replaceAll('*', '').length
}

/** The engine model brings attributes of its own; those that the VIN tells itself come first. */
function attributesOf(index: VpicIndex, best: ReadonlyMap<number, Candidate>): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [elementId, { valueNumber }] of best) {
    if (elementId !== modelElementId) attributes[index.elementName(elementId)] = index.text(valueNumber)
  }
  for (const { elementId, value } of index.engine(attributes[engineModelElement] ?? '')) {
    attributes[index.elementName(elementId)] ??= value
  }
  return attributes
}
