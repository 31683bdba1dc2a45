import { type LabelPair, type Labels, labelsOf, NAME_LABEL } from '../model/labels.ts'
import { readNumber, readText } from './literals.ts'

/** A value, a stale marker, or no sample at all. */
export type Point = number | 'stale' | 'gap'

/** One line of a script: a series and its points, one per step. `native` when a point is a native histogram. */
export interface SeriesLine {
  readonly labels: Labels
  readonly points: readonly Point[]
  readonly native: boolean
}

/** A line that is not in the notation of test scripts. */
export class NotationError extends Error {
  override readonly name = 'NotationError'
}

const NAME = /^\s*([a-zA-Z_:][\w:]*)?\s*/
const LABEL =
  /^\s*(?:([a-zA-Z_]\w*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))\s*(?:=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*)?/

/** Reads `name{label="value"} 1 2+1x3 _ stale`. @throws NotationError */
export function readSeriesLine(line: string): SeriesLine {
  const [start = '', name = ''] = NAME.exec(line) ?? []
  const { pairs, rest } = readLabels(line.slice(start.length))
  if (name !== '') pairs.push([NAME_LABEL, name])
  const native = rest.includes('{{')
  return { labels: labelsOf(pairs), points: native ? [] : readPoints(rest), native }
}

function readLabels(text: string): { pairs: LabelPair[]; rest: string } {
  const pairs: LabelPair[] = []
  if (!text.startsWith('{') || text.startsWith('{{')) return { pairs, rest: text }
  let rest = text.slice(1)
  while (!/^\s*\}/.test(rest)) {
    const [whole, bare, quoted, literal] = LABEL.exec(rest) ?? []
    if (whole === undefined) throw new NotationError(`expected a label at ${JSON.stringify(rest)}`)
    pairs.push(pairOf(bare ?? unquote(quoted ?? ''), literal))
    rest = rest.slice(whole.length).replace(/^,/, '')
  }
  return { pairs, rest: rest.replace(/^\s*\}/, '') }
}

/** A quoted text alone is the name of the metric. */
function pairOf(name: string, literal: string | undefined): LabelPair {
  return literal === undefined ? [NAME_LABEL, name] : [name, unquote(literal)]
}

function unquote(literal: string): string {
  const value = readText(literal)
  if (value === undefined) throw new NotationError(`cannot read the text ${literal}`)
  return value
}

const NUMBER = String.raw`[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[iI]nf|[nN]a[nN])`
const REPEATED = new RegExp(`^(${NUMBER})(?:([+-])(${NUMBER}))?x(\\d+)$`)

/** Reads points between blanks; a `#` ends them. */
function readPoints(text: string): Point[] {
  return text
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap(readWord)
}

function readWord(word: string): Point[] {
  if (word === '_') return ['gap']
  if (word === 'stale') return ['stale']
  const gaps = /^_x(\d+)$/.exec(word)?.[1]
  if (gaps !== undefined) return Array<Point>(Number(gaps)).fill('gap')
  const [, first, sign, increment, count] = REPEATED.exec(word) ?? []
  if (first !== undefined)
    return sequence(numberIn(first), increment === undefined ? 0 : numberIn(sign + increment), Number(count))
  return [numberIn(word)]
}

/** Adds up step by step, with the rounding that comes with it. */
function sequence(first: number, increment: number, count: number): number[] {
  const points = [first]
  for (let i = 0; i < count; i++) points.push((points[i] ?? 0) + increment)
  return points
}

function numberIn(word: string): number {
  const value = readNumber(word.replace(/^([+-])\+/, '$1').replace(/^\+-|^-\+/, '-'))
  if (value === undefined) throw new NotationError(`cannot read the point ${JSON.stringify(word)}`)
  return value
}
