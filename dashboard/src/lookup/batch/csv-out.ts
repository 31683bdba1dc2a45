import { type RowResult, suggestionsOf } from './results.ts'

type Cell = string | number | boolean | null | undefined

const columns: Record<string, (row: RowResult) => Cell> = {
  vin: ({ vin }) => vin,
  success: ({ vehicle }) => vehicle !== null,
  make: ({ vehicle }) => vehicle?.make,
  model: ({ vehicle }) => vehicle?.model,
  year: ({ vehicle }) => vehicle?.year,
  manufacturer: ({ vehicle }) => vehicle?.manufacturer,
  vehicle_type: ({ vehicle }) => vehicle?.vehicle_type,
  engine_info: ({ vehicle }) => vehicle?.engine_info,
  fuel_type: ({ vehicle }) => vehicle?.fuel_type,
  source: ({ vehicle }) => vehicle?.source,
  warnings: ({ vehicle }) => vehicle?.warnings.map(({ code, message }) => `${code}: ${message}`).join('; '),
  suggestions: (row) => suggestionsOf(row).join(' '),
  error: ({ fault }) => (fault === null ? null : `${fault.code}: ${fault.message}`),
}

/** The rows as a CSV for any spreadsheet (RFC 4180), with the columns of the API. */
export function csvOf(rows: readonly RowResult[]): string {
  const lines = rows.map((row) => Object.values(columns).map((cellOf) => quoted(defused(cellOf(row)))))
  return [Object.keys(columns), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** A cell that begins like a formula would be run by a spreadsheet. @see https://owasp.org/www-community/attacks/CSV_Injection */
function defused(cell: Cell): string {
  const text = String(cell ?? '')
  return typeof cell === 'string' && /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
