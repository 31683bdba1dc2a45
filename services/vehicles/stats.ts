import type { Queryable } from '../../platform/postgres/pool.ts'

export interface VehicleStats {
  /** Different VINs. */
  vehicles: number
  manufacturers: number
  /** Of them, those that were looked up, or looked up again, in the last `recentMs`. */
  recent: number
}

export const recentMs = 24 * 60 * 60 * 1000

/** @param account null for everybody's together, visitors' too. @param now Unix milliseconds. @throws DatabaseError. */
export type CountVehicles = (account: string | null, now: number) => Promise<VehicleStats>

export function createVehicleStats(database: Queryable): CountVehicles {
  return async (account, now) => {
    const since = new Date(now - recentMs)
    const [row] = await (account === null
      ? database.query<VehicleStats>(ofAll, [since])
      : database.query<VehicleStats>(ofOne, [since, account]))
    return row ?? { vehicles: 0, manufacturers: 0, recent: 0 }
  }
}

/** An account has one row for each VIN. */
const ofOne = `
  select count(*) as vehicles, count(distinct manufacturer) as manufacturers,
         count(*) filter (where decoded_at > $1) as recent
    from vehicles where account = $2`

const ofAll = `
  select count(*) as vehicles, count(distinct manufacturer) as manufacturers, count(*) filter (where decoded_at > $1) as recent
    from (select vin, max(manufacturer) as manufacturer, max(decoded_at) as decoded_at from vehicles group by vin) as known`
