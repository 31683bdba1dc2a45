import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import { findVins, isWhole, readTyped } from '../box/typed.ts'

export type Table = { ok: true; vins: string[] } | { ok: false; message: string }

interface Line {
  cells: string[]
  /** Of the file, from 1; the last of several. */
  number: number
}

const separators = [',', ';', '\t']
const longestRow = 64 * 1024
const longestCell = 100
/** What is told of a first line that has no column vin. */
const mostColumnsTold = 5

/** Reads the column `vin` of a CSV, by the rules of the API; a file of one column needs no line of names. */
export function readTable(text: string): Table {
  const lines = readLines(text)
  if (typeof lines === 'string') return { ok: false, message: lines }
  const [first, ...others] = lines
  if (first === undefined) return { ok: false, message: 'There are no rows in it.' }
  const column = first.cells.findIndex((name) => name.toLowerCase() === 'vin')
  if (column !== -1) return tableOf(others, column)
  if (!isListOfVins(lines)) return { ok: false, message: noColumn(first) }
  return tableOf(hasDigits(first) ? lines : others, 0)
}

/** The VINs of a pasted text, a mistyped one among them too, so that its row can say what is wrong. */
export function readPasted(text: string): string[] {
  const table = /^\s*"?vin"?\s*[\n\r,;\t]/i.test(text) ? readTable(text) : null
  if (table?.ok) return table.vins
  return text.split(/[\n\r;,|\t]+/).flatMap((piece) => {
    const vins = findVins(piece)
    return vins.length === 0 && isNearlyVin(piece) ? [piece.trim()] : vins
  })
}

/** @returns a sentence when it is no CSV. */
function readLines(text: string): Line[] | string {
  const { separator, table } = separatorOf(text)
  const lines: Line[] = []
  try {
    parse(table, {
      bom: true,
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: longestRow,
      on_record: (cells: string[], { lines: number }) => void lines.push({ cells, number }),
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
      trim: true,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return `Line ${(lines.at(-1)?.number ?? 0) + 1}: ${faults[error.code] ?? 'this is no CSV'}.`
  }
  return lines
}

const faults: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote begins here that does not end',
  CSV_INVALID_CLOSING_QUOTE: 'behind the quote that ends a cell something follows that is no separator',
  CSV_MAX_RECORD_SIZE: 'the row is too long',
}

/** The one that is most often in the first line; Excel may name it in a line of its own, as `sep=;`. */
function separatorOf(text: string): { separator: string; table: string } {
  const named = /^\ufeff?sep=([,;\t])\r?\n/.exec(text)
  if (named?.[1] !== undefined) return { separator: named[1], table: text.slice(named[0].length) }
  const line = /[^\r\n]+/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (separator: string): number => line.split(separator).length
  return { separator: separators.reduce((best, one) => (count(one) > count(best) ? one : best)), table: text }
}

function tableOf(lines: readonly Line[], column: number): Table {
  const vins = lines.map(({ cells }) => (cells[column] ?? '').slice(0, longestCell))
  return vins.length > 0 ? { ok: true, vins } : { ok: false, message: 'The column vin has no rows.' }
}

function isListOfVins(lines: readonly Line[]): boolean {
  return (
    lines.every(({ cells }) => cells.length === 1) && lines.some(({ cells: [cell = ''] }) => isWhole(readTyped(cell)))
  )
}

/** A title over a list of VINs has none. */
function hasDigits({ cells }: Line): boolean {
  return /\d/.test(cells[0] ?? '')
}

function isNearlyVin(text: string): boolean {
  const { length } = readTyped(text).text
  return length >= 14 && length <= 20 && text.replace(/\D/g, '').length >= 3
}

function noColumn({ cells, number }: Line): string {
  const told = cells.slice(0, mostColumnsTold).map((cell) => `“${cell.slice(0, 20)}”`)
  const more = cells.length > mostColumnsTold ? ` and ${cells.length - mostColumnsTold} more` : ''
  return `There is no column “vin”: line ${number} names ${told.join(', ')}${more}.`
}
