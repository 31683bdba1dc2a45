import { stringify } from 'csv-stringify/sync'
import { createPauses } from '../../vehicles/pauses.ts'
import type { BatchRow } from './batch-rows.ts'

const columns = [
  ...['vin', 'success', 'make', 'model', 'year', 'manufacturer', 'vehicle_type', 'engine_info', 'fuel_type'],
  ...['source', 'warnings', 'suggestions', 'error'],
]

/** A line of names, then one of each row. What a spreadsheet would take for a formula begins with an apostrophe. */
export async function writeRows(rows: readonly BatchRow[]): Promise<string> {
  const pause = createPauses()
  const lines = [write(columns)]
  for (const row of rows) {
    lines.push(write(cellsOf(row)))
    await pause()
  }
  return lines.join('')
}

/** @see https://owasp.org/www-community/attacks/CSV_Injection */
function write(cells: readonly (string | number | null)[]): string {
  return stringify([[...cells]], { escape_formulas: true, record_delimiter: '\r\n' })
}

function cellsOf(row: BatchRow): (string | number | null)[] {
  if (!row.success) {
    const { code, message, suggestions } = row.error
    const nothing = Array.from(columns.slice(2, -2), () => null)
    return [row.vin, 'false', ...nothing, suggestions.join(' '), `${code}: ${message}`]
  }
  const { make, model, year, manufacturer, vehicle_type, engine_info, fuel_type, source } = row.vehicle
  const warnings = row.vehicle.warnings.map(({ code, message }) => `${code}: ${message}`).join('; ')
  const known = [make, model, year, manufacturer, vehicle_type, engine_info, fuel_type, source]
  return [row.vin, 'true', ...known, warnings, row.vehicle.suggestions.join(' '), null]
}
