import type { Queryable } from '../../platform/postgres/pool.ts'
import type { Vehicle } from './lookup.ts'
import type { Report } from './model/report.ts'
import { likePatterns, wordsOf } from './model/search.ts'

export interface ListingQuestion {
  /** From 1 to `mostPages`. */
  page: number
  /** From 1 to `mostListed`. */
  limit: number
  /** In whatever case. */
  make?: string | undefined
  model?: string | undefined
  year?: number | undefined
  /** Words that all occur in the VIN, make, model, manufacturer or year. */
  q?: string | undefined
}

export interface ListingPage {
  /** The last looked up first. */
  vehicles: Vehicle[]
  /** On all pages. */
  total: number
}

export const mostPages = 10_000
export const mostListed = 100
export const longestSearch = 100

/** What an account looked up. */
export interface VehicleListing {
  /** @throws {RangeError} for a page or limit out of range. @throws DatabaseError. */
  page(account: string, question: ListingQuestion): Promise<ListingPage>
  /** Null when the account has no such vehicle. @throws DatabaseError. */
  find(account: string, id: number): Promise<Vehicle | null>
  /** @returns whether there was one. @throws DatabaseError. */
  remove(account: string, id: number): Promise<boolean>
}

interface Row {
  id: number
  report: Report
  decoded_at: Date
}

export function createVehicleListing(database: Queryable): VehicleListing {
  return {
    async page(account, { page, limit, make, model, year, q = '' }) {
      assertInRange(page, mostPages, 'page')
      assertInRange(limit, mostListed, 'limit')
      const rows = await database.query<{ total: number } & (Row | { id: null })>(pageQuery, [
        account,
        ...[spelled(make), spelled(model), year ?? null, likePatterns(q)],
        ...[limit, (page - 1) * limit],
      ])
      const vehicles = rows.flatMap((row) => (row.id === null ? [] : [toVehicle(row)]))
      return { vehicles, total: rows[0]?.total ?? 0 }
    },

    async find(account, id) {
      if (!isId(id)) return null
      const [row] = await database.query<Row>(
        'select id, report, decoded_at from vehicles where account = $1 and id = $2',
        [account, id],
      )
      return row === undefined ? null : toVehicle(row)
    },

    async remove(account, id) {
      if (!isId(id)) return false
      const gone = await database.query('delete from vehicles where account = $1 and id = $2 returning id', [
        account,
        id,
      ])
      return gone.length > 0
    },
  }
}

/** One row at least, so that an empty page tells the total too. The index has all that the first step reads. */
const pageQuery = `
  with matching as (
    select id, decoded_at from vehicles
     where account = $1
       and ($2::text is null or lower(make) = lower($2))
       and ($3::text is null or lower(model) = lower($3))
       and ($4::integer is null or year = $4)
       and searched like all (array(select lower(word) from unnest($5::text[]) as word))
  ), listed as (
    select id from matching order by decoded_at desc, id desc limit $6 offset $7
  )
  select counted.total, v.id, v.report, v.decoded_at
    from (select count(*)::integer as total from matching) as counted
    left join (listed join vehicles v using (id)) on true
   order by v.decoded_at desc, v.id desc`

/** Postgres keeps the members of a JSON in an order of its own; people read them in ours. */
function toVehicle({ id, report, decoded_at }: Row): Vehicle {
  const { vin, manufacturer, make, model, year, vehicle_type, engine_info, fuel_type, ...said } = report
  const { source, warnings, suggestions, fields, raw_data } = said
  return {
    ...{ id, vin, manufacturer, make, model, year, vehicle_type, engine_info, fuel_type },
    ...{ source, warnings, suggestions, fields, raw_data, decoded_at: decoded_at.toISOString() },
  }
}

function spelled(name: string | undefined): string | null {
  return name === undefined ? null : wordsOf(name).join(' ')
}

/** Larger ones were never given out. */
function isId(id: number): boolean {
  return Number.isSafeInteger(id) && id >= 1
}

function assertInRange(given: number, most: number, name: string): void {
  if (!Number.isInteger(given) || given < 1 || given > most)
    throw new RangeError(`${name}: a whole number from 1 to ${most} was wanted`)
}
