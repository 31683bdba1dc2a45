import type { Queryable } from '../../platform/postgres/pool.ts'
import type { Vehicle } from './lookup.ts'
import type { Report } from './model/report.ts'

/** A vehicle that an account looked up. */
export interface KeptVehicle {
  vehicle: Vehicle
  isSaved: boolean
}

interface Row {
  id: number
  report: Report
  decoded_at: Date
  saved_at: Date | null
}

const columns = 'select id, report, decoded_at, saved_at from vehicles where account = $1'

/** The vehicles that an account saved among those that it looked up; every function throws DatabaseError. */
export function createSavedVehicles(database: Queryable) {
  return {
    /** @returns null when the account never looked it up. */
    async find(account: string, vin: string): Promise<KeptVehicle | null> {
      const [row] = await database.query<Row>(`${columns} and vin = $2`, [account, vin])
      return row === undefined ? null : toKept(row)
    },

    /** Saved once it keeps its time. @returns false when the account never looked it up. */
    async save(account: string, vin: string, now: number): Promise<boolean> {
      const rows = await database.query(
        `update vehicles set saved_at = coalesce(saved_at, to_timestamp($3 / 1000.0))
         where account = $1 and vin = $2 returning id`,
        [account, vin, now],
      )
      return rows.length > 0
    },

    /** @returns false when the account never looked it up. */
    async unsave(account: string, vin: string): Promise<boolean> {
      const rows = await database.query(
        'update vehicles set saved_at = null where account = $1 and vin = $2 returning id',
        [account, vin],
      )
      return rows.length > 0
    },
  }
}

export type SavedVehicles = ReturnType<typeof createSavedVehicles>

function toKept({ id, report, decoded_at, saved_at }: Row): KeptVehicle {
  return { vehicle: { id, ...report, decoded_at: decoded_at.toISOString() }, isSaved: saved_at !== null }
}
