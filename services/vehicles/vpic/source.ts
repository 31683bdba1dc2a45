import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { modelElementId } from './index-file.ts'

/** One line of vPIC's pattern table: VINs whose key matches have this value. */
export interface PatternRow {
  keys: string
  elementId: number
  value: string
  /** Days since 2000-01-01. */
  changedDay: number
}

export interface SchemaLink {
  schemaId: number
  yearFrom: number
  /** 0: still open. */
  yearTo: number
}

export interface MakerRow {
  code: string
  manufacturer: string
  vehicleType: string
  country: string
  /** vPIC's truck class: 1 is at most 10,000 lb. */
  truckClass: number
  makes: string[]
  schemas: SchemaLink[]
}

/** What the index is made of, read whole from a vPIC database. */
export interface VpicSource {
  /** Day of the newest change, `YYYY-MM-DD`. */
  snapshot: string
  elements: [id: number, name: string][]
  makers: MakerRow[]
  models: Map<string, { name: string; make: string }>
  engines: { name: string; attributes: { elementId: number; value: string }[] }[]
  patterns: Map<number, PatternRow[]>
}

/** Make, manufacturer, model year and vehicle type come from elsewhere. */
const ignoredElementIds = new Set([26, 27, 29, 39])
const dayMs = 86_400_000
const dayZero = Date.UTC(2000, 0, 1)

type Row = Record<string, SQLOutputValue>
type Query = (sql: string) => Row[]

/** Reads a vPIC database. @throws when a table or a column is missing. */
export function readVpicSource(database: DatabaseSync): VpicSource {
  const all: Query = (sql) => database.prepare(sql).all()
  const snapshot = text(all('select max(CreatedOn) as day from Pattern')[0]?.day).slice(0, 10)
  const valueIn = createValueLookup(all)
  return {
    snapshot,
    elements: all('select Id, Name from Element order by Id').map((row) => [Number(row.Id), text(row.Name)]),
    makers: readMakers(all, snapshot),
    models: readModels(all),
    engines: readEngines(all, valueIn),
    patterns: readPatterns(all, valueIn),
  }
}

/** An element's attribute as text: itself, or the name it has in the element's lookup table. */
function createValueLookup(all: Query): (elementId: number, attribute: string) => string {
  const tables = new Map<number, Map<string, string>>()
  const existing = new Set(all("select name from sqlite_master where type = 'table'").map((row) => text(row.name)))
  for (const row of all('select Id, LookupTable from Element where LookupTable is not null order by Id')) {
    const table = text(row.LookupTable)
    if (existing.has(table) && table !== 'Model') tables.set(Number(row.Id), readNames(all, table))
  }
  return (elementId, attribute) => {
    const names = tables.get(elementId)
    return names === undefined ? attribute : (names.get(attribute) ?? '')
  }
}

function readNames(all: Query, table: string): Map<string, string> {
  return new Map(all(`select Id, Name from "${table}"`).map((row) => [text(row.Id), text(row.Name)]))
}

function readMakers(all: Query, snapshot: string): MakerRow[] {
  const schemas = Map.groupBy(
    all(`select WmiId, VinSchemaId, YearFrom, YearTo from Wmi_VinSchema join VinSchema on VinSchema.Id = VinSchemaId
          where TobeQCed is null or TobeQCed <> 1 order by YearFrom desc, VinSchemaId`),
    (row) => row.WmiId,
  )
  const makes = Map.groupBy(
    all('select WmiId, Name from Wmi_Make join Make on Make.Id = MakeId order by Name'),
    (row) => row.WmiId,
  )
  const rows = all(`select Wmi.Id, Wmi, Manufacturer.Name as manufacturer, VehicleType.Name as vehicleType,
      Country.Name as country, TruckTypeId from Wmi
      left join Manufacturer on Manufacturer.Id = ManufacturerId left join VehicleType on VehicleType.Id = VehicleTypeId
      left join Country on Country.Id = CountryId
      where PublicAvailabilityDate is null or PublicAvailabilityDate <= '${snapshot}' order by Wmi, Wmi.Id`)
  return rows.map((row) => ({
    code: text(row.Wmi).toUpperCase(),
    manufacturer: text(row.manufacturer),
    vehicleType: text(row.vehicleType),
    country: text(row.country),
    truckClass: Number(row.TruckTypeId ?? 0),
    makes: (makes.get(row.Id ?? null) ?? []).map((make) => text(make.Name)),
    schemas: (schemas.get(row.Id ?? null) ?? []).map((link) => ({
      schemaId: Number(link.VinSchemaId),
      yearFrom: Number(link.YearFrom),
      yearTo: Number(link.YearTo ?? 0),
    })),
  }))
}

function readModels(all: Query): VpicSource['models'] {
  const rows = all(`select Model.Id, Model.Name as model, Make.Name as make from Model
    join Make_Model on ModelId = Model.Id join Make on Make.Id = MakeId order by Model.Id, Make_Model.Id`)
  return new Map(rows.map((row) => [text(row.Id), { name: text(row.model), make: text(row.make) }]))
}

function readEngines(all: Query, valueIn: (elementId: number, attribute: string) => string): VpicSource['engines'] {
  const patterns = Map.groupBy(
    all('select EngineModelId, ElementId, AttributeId from EngineModelPattern order by Id'),
    (row) => row.EngineModelId,
  )
  return all('select Id, Name from EngineModel order by Id').map((row) => ({
    name: text(row.Name),
    attributes: (patterns.get(row.Id ?? null) ?? []).map((pattern) => ({
      elementId: Number(pattern.ElementId),
      value: valueIn(Number(pattern.ElementId), text(pattern.AttributeId)),
    })),
  }))
}

function readPatterns(all: Query, valueIn: (elementId: number, attribute: string) => string): VpicSource['patterns'] {
  const patterns = new Map<number, PatternRow[]>()
  const rows = all(`select VinSchemaId, Keys, ElementId, AttributeId, coalesce(UpdatedOn, CreatedOn) as changedOn
    from Pattern order by VinSchemaId, Keys, Id`)
  for (const row of rows) {
    const elementId = Number(row.ElementId)
    const value = elementId === modelElementId ? text(row.AttributeId) : valueIn(elementId, text(row.AttributeId))
    if (ignoredElementIds.has(elementId) || value === '') continue
    const schemaId = Number(row.VinSchemaId)
    const list = patterns.get(schemaId) ?? []
    patterns.set(schemaId, list)
    list.push({ keys: text(row.Keys).toUpperCase(), elementId, value, changedDay: dayOf(text(row.changedOn)) })
  }
  return patterns
}

function dayOf(timestamp: string): number {
  const ms = Date.parse(timestamp.slice(0, 10))
  return Number.isNaN(ms) ? 0 : Math.max(0, Math.floor((ms - dayZero) / dayMs))
}

function text(value: SQLOutputValue | undefined): string {
  return value === null || value === undefined ? '' : String(value).trim()
}
