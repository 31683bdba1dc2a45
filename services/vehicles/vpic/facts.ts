import { countryOf } from '../model/countries.ts'
import type { FactName, Facts } from '../model/facts.ts'
import { numericFacts, spellFact } from '../model/spell-facts.ts'
import type { Vin } from '../model/vin.ts'
import type { Maker } from './index-file.ts'
import type { YearReading } from './rules.ts'

export interface Known {
  maker: Maker | undefined
  make: string | undefined
  vehicle: YearReading | undefined
  year: number | null
}

/** vPIC's names of the elements that become facts. */
const factOfElement: Record<string, FactName> = {
  'Fuel Type - Primary': 'fuel_type',
  'Fuel Type - Secondary': 'secondary_fuel_type',
  Series: 'series',
  Trim: 'trim',
  'Body Class': 'body_class',
  Doors: 'doors',
  'Drive Type': 'drive_type',
  'Transmission Style': 'transmission',
  'Displacement (L)': 'displacement_l',
  'Engine Number of Cylinders': 'cylinders',
  'Engine Configuration': 'engine_configuration',
  'Engine Model': 'engine_model',
  Turbo: 'turbo',
  'Engine Brake (hp) From': 'horsepower',
  'Electrification Level': 'electrification',
  'Gross Vehicle Weight Rating From': 'gross_weight',
  'Plant City': 'plant_city',
  'Plant State': 'plant_state',
  'Plant Country': 'plant_country',
}

/** Facts under our names, spelled as people do. */
export function factsOf(vin: Vin, { maker, make, vehicle, year }: Known): Facts {
  return withoutUnknown({
    manufacturer: maker && spellFact('manufacturer', maker.manufacturer),
    make: make && spellFact('make', make),
    model: vehicle?.model && spellFact('model', vehicle.model),
    year: year ?? undefined,
    vehicle_type: maker?.vehicleType,
    country: countryOf(vin) ?? undefined,
    ...factsOfAttributes(vehicle?.attributes ?? {}),
  })
}

function factsOfAttributes(attributes: Readonly<Record<string, string>>): Facts {
  const facts: Facts = {}
  for (const [element, name] of Object.entries(factOfElement)) {
    const value = attributes[element]
    if (value !== undefined) facts[name] = spelled(name, value)
  }
  const cubicCentimetres = Number(attributes['Displacement (CC)'])
  if (facts.displacement_l === undefined && cubicCentimetres > 0) facts.displacement_l = cubicCentimetres / 1000
  return facts
}

function spelled(name: FactName, value: string): string | number {
  return numericFacts.has(name) && Number.isFinite(Number(value)) ? Number(value) : spellFact(name, value)
}

function withoutUnknown(facts: { [name in FactName]?: string | number | undefined }): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''))
}
