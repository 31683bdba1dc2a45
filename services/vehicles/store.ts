import type { Queryable } from '../../platform/postgres/pool.ts'
import type { Report } from './model/report.ts'

/** Keeps what was looked up: one row for each account and VIN; visitors share the account null. */
export function createVehicleStore(database: Queryable) {
  return {
    /** @returns the row's id. @throws DatabaseError. */
    async save(report: Report, account: string | null, decodedAt: number): Promise<number> {
      const [row] = await database.query<{ id: number }>(
        `insert into vehicles (vin, account, manufacturer, make, model, year, vehicle_type, fuel_type, source, report, decoded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, to_timestamp($11 / 1000.0))
         on conflict (account, vin) do update set
           manufacturer = excluded.manufacturer, make = excluded.make, model = excluded.model, year = excluded.year,
           vehicle_type = excluded.vehicle_type, fuel_type = excluded.fuel_type, source = excluded.source,
           report = excluded.report, decoded_at = excluded.decoded_at
         returning id`,
        [
          report.vin,
          account,
          report.manufacturer,
          report.make,
          report.model,
          report.year,
          report.vehicle_type,
          report.fuel_type,
          report.source,
          JSON.stringify(report),
          decodedAt,
        ],
      )
      if (row === undefined) throw new Error('an upsert returned no row')
      return row.id
    },
  }
}

export type VehicleStore = ReturnType<typeof createVehicleStore>
