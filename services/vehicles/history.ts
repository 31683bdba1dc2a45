import type { Queryable } from '../../platform/postgres/pool.ts'
import { likePatterns } from './model/search.ts'

export interface HistoryEntry {
  id: number
  vin: string
  make: string | null
  model: string | null
  manufacturer: string | null
  year: number | null
  isSaved: boolean
  /** Unix milliseconds. */
  decodedAt: number
}

export interface HistoryPage {
  entries: HistoryEntry[]
  /** On all pages. */
  total: number
}

interface Row extends Omit<HistoryEntry, 'isSaved' | 'decodedAt'> {
  saved_at: Date | null
  decoded_at: Date
}

/** An account's vehicles as a chat lists them: those it saved first, then the last looked up. */
export function createVehicleHistory(database: Queryable) {
  return {
    /** @param page from 1. @param words that all occur in a vehicle; none for all. @throws DatabaseError. */
    async page(account: string, question: { page: number; limit: number; words: string }): Promise<HistoryPage> {
      const { page, limit, words } = question
      const rows = await database.query<{ total: number } & (Row | { id: null })>(pageQuery, [
        ...[account, likePatterns(words)],
        ...[limit, (page - 1) * limit],
      ])
      const entries = rows.flatMap((row) => (row.id === null ? [] : [toEntry(row)]))
      return { entries, total: rows[0]?.total ?? 0 }
    },
  }
}

export type VehicleHistory = ReturnType<typeof createVehicleHistory>

/** One row at least, so that an empty page tells the total too. */
const pageQuery = `
  with matching as (
    select id, saved_at, decoded_at from vehicles
     where account = $1 and searched like all (array(select lower(word) from unnest($2::text[]) as word))
  ), listed as (
    select id from matching order by saved_at desc nulls last, decoded_at desc, id desc limit $3 offset $4
  )
  select counted.total, v.id, v.vin, v.make, v.model, v.manufacturer, v.year, v.saved_at, v.decoded_at
    from (select count(*)::integer as total from matching) as counted
    left join (listed join vehicles v using (id)) on true
   order by v.saved_at desc nulls last, v.decoded_at desc, v.id desc`

function toEntry({ total: _, saved_at, decoded_at, ...row }: Row & { total?: number }): HistoryEntry {
  return { ...row, isSaved: saved_at !== null, decodedAt: decoded_at.getTime() }
}
