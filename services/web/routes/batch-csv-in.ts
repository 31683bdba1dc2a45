import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { Problem } from '../../../platform/problem.ts'
import { mostInputs } from '../../vehicles/lookup.ts'
import { parseVin } from '../../vehicles/model/vin.ts'
import { createPauses } from '../../vehicles/pauses.ts'

interface Line {
  cells: string[]
  /** Of the file, from 1; the last of several. */
  number: number
}

const sliceBytes = 16 * 1024
const longestRow = 64 * 1024
/** One more than may be, and the line of names. */
const mostLines = mostInputs + 2
const separators = [',', ';', '\t']

/**
 * The cells of the column `vin` in their order, at most one more than may be looked up. A file of one column needs no
 * line of names when there are VINs in it. @throws Problem 400 for what is no such table.
 */
export async function readVins(file: Uint8Array): Promise<string[]> {
  const [first, ...others] = await readLines(decode(file))
  if (first === undefined) throw new Problem('invalid_request', 'the CSV is empty')
  const column = first.cells.findIndex((name) => name.trim().toLowerCase() === 'vin')
  if (column !== -1) return others.map(({ cells }) => cells[column] ?? '')
  const lines = [first, ...others]
  const isList =
    lines.every(({ cells }) => cells.length === 1) && lines.some(({ cells: [cell = ''] }) => parseVin(cell).ok)
  if (!isList) throw new Problem('invalid_request', `line ${first.number}: a column named vin was wanted`)
  return (hasDigits(first) ? lines : others).map(({ cells: [cell = ''] }) => cell)
}

/** A title over a list of VINs has none. */
function hasDigits({ cells }: Line): boolean {
  return /\d/.test(cells[0] ?? '')
}

/** Spreadsheets write UTF-8 or, as "Unicode text", UTF-16; both begin with a mark. */
function decode(file: Uint8Array): string {
  const isWide = file[0] === 0xff && file[1] === 0xfe
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(file)
}

async function readLines(text: string): Promise<Line[]> {
  const { separator, table } = separatorOf(text)
  const lines: Line[] = []
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: longestRow,
    on_record: (cells: string[], { lines: number }) => void lines.push({ cells, number }),
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_empty_values: true,
    trim: true,
  })
  const isEnough = () => lines.length >= mostLines
  try {
    await pipeline(slices(Buffer.from(table), isEnough), parser.resume())
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Where reading stopped a row may be cut in two.
    if (!isEnough()) throw faultAt((lines.at(-1)?.number ?? 0) + 1, error)
  }
  return lines.slice(0, mostLines)
}

/** A whole file at once would keep others waiting for half a second. */
async function* slices(bytes: Buffer, isEnough: () => boolean): AsyncGenerator<Buffer> {
  const pause = createPauses()
  for (let at = 0; at < bytes.length && !isEnough(); at += sliceBytes) {
    yield bytes.subarray(at, at + sliceBytes)
    await pause()
  }
}

function faultAt(line: number, { code }: CsvError): Problem {
  return new Problem('invalid_request', `line ${line}: ${faults[code] ?? 'this is no CSV'}`)
}

const faults: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote begins here that does not end',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'after the quote that ends a cell a separator was wanted',
  CSV_MAX_RECORD_SIZE: `a row of at most ${longestRow} characters was wanted`,
}

/** The one that is most often in the first line; Excel may name it in a line of its own, as `sep=;`. */
function separatorOf(text: string): { separator: string; table: string } {
  const named = /^sep=([,;\t])\r?\n/.exec(text)
  if (named?.[1] !== undefined) return { separator: named[1], table: text.slice(named[0].length) }
  const [line = ''] = text.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1)
  const bare = line.replace(/"[^"]*"/g, '')
  const counted = separators.map((separator) => ({ separator, count: bare.split(separator).length }))
  const [most] = counted.toSorted((a, b) => b.count - a.count)
  return { separator: most?.separator ?? ',', table: text }
}
