import type { FactName, Facts } from './facts.ts'
import { numberIn, textIn, yearIn } from './foreign.ts'
import { spellMake, spellManufacturer, spellModel, spellPlace, spellVehicleType } from './names.ts'

export const numericFacts: ReadonlySet<FactName> = new Set<FactName>([
  'doors',
  'displacement_l',
  'cylinders',
  'horsepower',
])

const spelling: { [name in FactName]?: (text: string) => string } = {
  make: spellMake,
  model: spellModel,
  manufacturer: spellManufacturer,
  vehicle_type: spellVehicleType,
  country: spellPlace,
  plant_city: spellPlace,
  plant_state: spellPlace,
  plant_country: spellPlace,
}

/** A text of a decoder as people write it. */
export function spellFact(name: FactName, text: string): string {
  return spelling[name]?.(text) ?? text
}

/** Facts out of a stranger's values, spelled as people do; what is unknown or no such fact is left out. */
export function foreignFacts(values: { [name in FactName]?: unknown }): Facts {
  const facts: Facts = {}
  for (const [name, value] of Object.entries(values) as [FactName, unknown][]) {
    const fact = foreignFact(name, value)
    if (fact !== undefined) facts[name] = fact
  }
  return facts
}

function foreignFact(name: FactName, value: unknown): string | number | undefined {
  if (name === 'year') return yearIn(value)
  if (numericFacts.has(name)) return numberIn(value)
  const text = textIn(value)
  return text === undefined ? undefined : spellFact(name, text)
}
