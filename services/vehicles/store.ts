import type { Queryable } from '../../platform/postgres/pool.ts'
import type { Report } from './model/report.ts'

export interface Decoded {
  report: Report
  /** Unix milliseconds. */
  decodedAt: number
}

/** Keeps what was looked up: one row for each account and VIN; visitors share the account null. */
export function createVehicleStore(database: Queryable) {
  return {
    /**
     * All in one statement, in the order of their VINs, so that two batches never wait for each other's rows.
     *
     * @param decoded of distinct VINs.
     * @returns the row's id by VIN. @throws DatabaseError.
     */
    async save(decoded: readonly Decoded[], account: string | null): Promise<Map<string, number>> {
      const inOrder = decoded.toSorted((a, b) => (a.report.vin < b.report.vin ? -1 : 1))
      const rows = await database.query<{ vin: string; id: number }>(
        `insert into vehicles (vin, account, manufacturer, make, model, year, vehicle_type, fuel_type, source, report, decoded_at)
         select report ->> 'vin', $1, report ->> 'manufacturer', report ->> 'make', report ->> 'model',
                (report ->> 'year')::integer, report ->> 'vehicle_type', report ->> 'fuel_type', report ->> 'source',
                report, to_timestamp("decodedAt" / 1000.0)
           from jsonb_to_recordset($2::jsonb) as decoded (report jsonb, "decodedAt" double precision)
         on conflict (account, vin) do update set
           manufacturer = excluded.manufacturer, make = excluded.make, model = excluded.model, year = excluded.year,
           vehicle_type = excluded.vehicle_type, fuel_type = excluded.fuel_type, source = excluded.source,
           report = excluded.report, decoded_at = excluded.decoded_at
         returning vin, id`,
        [account, JSON.stringify(inOrder.map(({ report, decodedAt }) => ({ report, decodedAt })))],
      )
      return new Map(rows.map(({ vin, id }) => [vin, id]))
    },
  }
}

export type VehicleStore = ReturnType<typeof createVehicleStore>
