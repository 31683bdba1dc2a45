import { engineInfo } from './engine.ts'
import type { FactName, Facts } from './facts.ts'
import type { Vin } from './vin.ts'

/** Who said so. */
export type Source = 'offline' | 'nhtsa' | 'autodev'

export interface Field {
  value: string | number
  source: Source
}

export type WarningCode =
  | 'check_digit'
  | 'unknown_maker'
  | 'year_uncertain'
  | 'not_north_american'
  | 'unverified'
  | 'online_unavailable'
  | 'sources_disagree'

export interface Warning {
  code: WarningCode
  message: string
  /** Of `sources_disagree`: who says what. Reports that were kept before it was noted have none. */
  said?: Statement[]
}

/** What one source says that a vehicle is. */
export interface Statement {
  source: Source
  make: string | null
  year: number | null
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

interface CommonParts {
  vin: string
  source: Source
  warnings: Warning[]
  suggestions: string[]
  rawData: Record<string, unknown>
}

export interface ReportParts extends CommonParts {
  vin: Vin
  facts: Facts
}

export interface AssembledParts extends CommonParts {
  fields: { readonly [name in FactName]?: Field }
}

/** A report of one decoder: every fact becomes a field that names it. */
export function createReport({ facts, source, ...parts }: ReportParts): Report {
  const known = Object.entries(facts).map(([name, value]) => [name, { value, source }] as const)
  return assembleReport({ ...parts, source, fields: Object.fromEntries(known) })
}

/** The facts that the line about the engine is made of, the telling ones first. */
const engineFacts: readonly FactName[] = ['displacement_l', 'cylinders', 'fuel_type', 'turbo', 'horsepower']

/** Puts a report together of fields that name their sources. */
export function assembleReport({ fields, rawData, ...parts }: AssembledParts): Report {
  const facts: Facts = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))
  const engine = engineInfo(facts)
  const engineSource = engineFacts.map((name) => fields[name]?.source).find((source) => source !== undefined)
  return {
    vin: parts.vin,
    manufacturer: textOrNull(facts.manufacturer),
    make: textOrNull(facts.make),
    model: textOrNull(facts.model),
    year: typeof facts.year === 'number' ? facts.year : null,
    vehicle_type: textOrNull(facts.vehicle_type),
    engine_info: engine,
    fuel_type: textOrNull(facts.fuel_type),
    source: parts.source,
    warnings: parts.warnings,
    suggestions: parts.suggestions,
    fields:
      engine === null
        ? { ...fields }
        : { ...fields, engine_info: { value: engine, source: engineSource ?? parts.source } },
    raw_data: rawData,
  }
}

function textOrNull(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value)
}
