import { stringify } from 'csv-stringify/sync'
import type { Queryable } from '../../platform/postgres/pool.ts'

/** Rows of a file at most; the last looked up. */
export const mostExported = 10_000
const rowsAPage = 1000

const columns = [
  ...['vin', 'year', 'make', 'model', 'manufacturer', 'vehicle_type', 'engine_info', 'fuel_type'],
  ...['source', 'saved', 'first_seen_at', 'decoded_at'],
]

interface Row {
  id: string
  /** When it was decoded, as exactly as Postgres keeps it. */
  place: string
  [column: string]: unknown
}

/** An account's vehicles as a file. */
export function createVehicleExport(database: Queryable) {
  return {
    /** @throws DatabaseError. */
    async count(account: string): Promise<number> {
      const [row] = await database.query<{ total: number }>(
        'select count(*)::integer as total from vehicles where account = $1',
        [account],
      )
      return row?.total ?? 0
    },

    /**
     * CSV in UTF-8 that spreadsheets open as such, a page of rows at a time, the last looked up first. A value that a
     * spreadsheet would take for a formula gets an apostrophe before it. Throws DatabaseError while it is read.
     */
    async *csv(account: string): AsyncGenerator<Uint8Array> {
      yield bytesOf(stringify([columns], { bom: true, record_delimiter: 'windows' }))
      let last: Row | undefined
      for (let left = mostExported; left > 0; left -= rowsAPage) {
        const rows = await database.query<Row>(pageQuery, [
          ...[account, last?.place ?? null, last?.id ?? null],
          Math.min(left, rowsAPage),
        ])
        if (rows.length > 0) yield bytesOf(linesOf(rows))
        if (rows.length < rowsAPage) return
        last = rows.at(-1)
      }
    },
  }
}

export type VehicleExport = ReturnType<typeof createVehicleExport>

const pageQuery = `
  select id::text, decoded_at::text as place, vin, year, make, model, manufacturer, vehicle_type,
         report ->> 'engine_info' as engine_info, fuel_type, source, saved_at is not null as saved, first_seen_at, decoded_at
    from vehicles
   where account = $1 and ($2::text is null or (decoded_at, id) < ($2::timestamptz, $3::bigint))
   order by vehicles.decoded_at desc, vehicles.id desc
   limit $4`

function linesOf(rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => row[column])),
    {
      escape_formulas: true,
      record_delimiter: 'windows',
      cast: {
        boolean: (value) => (value ? 'yes' : 'no'),
        date: (value) => value.toISOString(),
      },
    },
  )
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
