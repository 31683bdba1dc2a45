import { engineInfo } from './engine.ts'
import type { Facts } from './facts.ts'
import type { Vin } from './vin.ts'

/** Who said so. */
export type Source = 'offline' | 'nhtsa' | 'autodev'

export interface Field {
  value: string | number
  source: Source
}

export type WarningCode = 'check_digit' | 'unknown_maker' | 'year_uncertain' | 'not_north_american' | 'unverified'

export interface Warning {
  code: WarningCode
  message: string
}

/** A vehicle as the HTTP API tells it, but for the id and the time that storing it adds. */
export interface Report {
  vin: string
  manufacturer: string | null
  make: string | null
  model: string | null
  year: number | null
  vehicle_type: string | null
  engine_info: string | null
  fuel_type: string | null
  source: Source
  warnings: Warning[]
  suggestions: string[]
  /** Only what is known, each with its source. */
  fields: { [name: string]: Field }
  /** The decoder's own attributes under the decoder's own names. */
  raw_data: Record<string, unknown>
}

export interface ReportParts {
  vin: Vin
  source: Source
  facts: Facts
  warnings: Warning[]
  suggestions: string[]
  rawData: Record<string, unknown>
}

/** Puts a report together; every fact becomes a field that names its source. */
export function createReport({ vin, source, facts, warnings, suggestions, rawData }: ReportParts): Report {
  const engine = engineInfo(facts)
  const told = { ...facts, ...(engine === null ? {} : { engine_info: engine }) }
  const fields = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, { value, source }]))
  return {
    vin,
    manufacturer: textOrNull(facts.manufacturer),
    make: textOrNull(facts.make),
    model: textOrNull(facts.model),
    year: typeof facts.year === 'number' ? facts.year : null,
    vehicle_type: textOrNull(facts.vehicle_type),
    engine_info: engine,
    fuel_type: textOrNull(facts.fuel_type),
    source,
    warnings,
    suggestions,
    fields,
    raw_data: rawData,
  }
}

function textOrNull(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value)
}
