import { readNumber, readSeconds, readText } from './literals.ts'
import { NotationError, readSeriesLine, type SeriesLine } from './script-series.ts'

export interface Load {
  readonly kind: 'load'
  readonly stepMs: number
  readonly series: readonly SeriesLine[]
  /** The series also stand for native histograms with custom buckets. */
  readonly alsoNative: boolean
}

interface Clear {
  readonly kind: 'clear'
}

export interface Expectation {
  /** undefined: the query must succeed; a query that must fail may have to do so in these words. */
  readonly fails: undefined | { readonly message: string | undefined; readonly pattern: string | undefined }
  readonly ordered: boolean
  readonly text: string | undefined
  readonly scalar: number | undefined
  readonly series: readonly SeriesLine[]
  /** Where the points of a range vector lie, when the query gives one. */
  readonly window: { readonly start: number; readonly stepMs: number } | undefined
}

export interface Evaluate {
  readonly kind: 'eval'
  readonly expr: string
  /** Unix milliseconds; an instant query has no step. */
  readonly start: number
  readonly end: number
  readonly stepMs: number | undefined
  readonly expected: Expectation
}

/** What could not be read is a failure of its own. */
interface Unreadable {
  readonly kind: 'unreadable'
  readonly complaint: string
}

export type Command = (Load | Clear | Evaluate | Unreadable) & { readonly line: number }

interface Block {
  readonly line: number
  readonly head: string
  readonly body: readonly string[]
}

/** Reads a script in the language of Prometheus's own tests. */
export function readScript(text: string): Command[] {
  return blocksOf(text).map((block) => ({ ...readBlock(block), line: block.line }))
}

const COMMAND = /^(load|load_with_nhcb|clear|eval|eval_\w+)\b/
const WHOLE_COMMAND = /^(clear$|load(_with_nhcb)?\s+\S+$|eval(_\w+)?\s+(instant|range)\s)/

/** What belongs to a command follows until an empty line or the next command; commands may be indented after a comment. */
function blocksOf(text: string): Block[] {
  const blocks: { line: number; head: string; body: string[] }[] = []
  let open = false
  let afterComment = false
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    const isComment = line.startsWith('#')
    const begins = WHOLE_COMMAND.test(line) && (afterComment || !/^\s/.test(raw))
    afterComment = isComment
    if (isComment) continue
    if (line === '') open = false
    else if (open && !begins) blocks.at(-1)?.body.push(line)
    else {
      blocks.push({ line: i + 1, head: line, body: [] })
      open = true
    }
  }
  return blocks
}

function readBlock(block: Block): Load | Clear | Evaluate | Unreadable {
  try {
    const word = COMMAND.exec(block.head)?.[0]
    if (word === 'clear') return { kind: 'clear' }
    if (word === 'load' || word === 'load_with_nhcb') return readLoad(block)
    if (word !== undefined) return readEvaluate(block)
    return { kind: 'unreadable', complaint: `unknown command ${JSON.stringify(block.head)}` }
  } catch (error) {
    if (!(error instanceof NotationError)) throw error
    return { kind: 'unreadable', complaint: error.message }
  }
}

function readLoad({ head, body }: Block): Load {
  const [word, step = ''] = head.split(/\s+/)
  return {
    kind: 'load',
    stepMs: millisecondsIn(step),
    series: body.map(readSeriesLine),
    alsoNative: word === 'load_with_nhcb',
  }
}

const INSTANT = /^eval(?:_(\w+))?\s+instant\s+(?:at\s+(\S+)\s+)?(.+)$/
const RANGE = /^eval(?:_(\w+))?\s+range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)\s+(.+)$/

function readEvaluate({ head, body }: Block): Evaluate {
  const range = RANGE.exec(head)
  const [, mode, from = '0', to = from, step, expr] = range ?? instantParts(head)
  if (expr === undefined) throw new NotationError(`cannot read ${JSON.stringify(head)}`)
  const stepMs = step === undefined ? undefined : millisecondsIn(step)
  return {
    kind: 'eval',
    expr,
    start: millisecondsIn(from),
    end: millisecondsIn(to),
    stepMs,
    expected: readExpectation(mode, body),
  }
}

function instantParts(head: string): (string | undefined)[] {
  const [whole, mode, at, expr] = INSTANT.exec(head) ?? []
  return [whole, mode, at, at, undefined, expr]
}

/** A word in front, like `expect fail msg:`, and what follows it. */
const EXPECTATIONS: readonly [RegExp, (rest: string) => Partial<Expectation>][] = [
  [/^expect\s+fail\s+msg:\s*/, (message) => ({ fails: { message, pattern: undefined } })],
  [/^expected_fail_message\s+/, (message) => ({ fails: { message, pattern: undefined } })],
  [/^expect\s+fail\s+regex:\s*/, (pattern) => ({ fails: { message: undefined, pattern } })],
  [/^expected_fail_regexp\s+/, (pattern) => ({ fails: { message: undefined, pattern } })],
  [/^expect\s+fail\b\s*/, () => ({ fails: { message: undefined, pattern: undefined } })],
  [/^expect\s+ordered\b/, () => ({ ordered: true })],
  [/^expect\s+(no_)?(warn|info)\b/, () => ({})],
  [/^expect\s+string\s+/, (literal) => ({ text: textIn(literal) })],
  [/^expect\s+range\s+vector\s+/, (window) => ({ window: windowIn(window) })],
]

function readExpectation(mode: string | undefined, body: readonly string[]): Expectation {
  const anyFailure = { message: undefined, pattern: undefined }
  const start: Expectation = {
    fails: mode === 'fail' ? anyFailure : undefined,
    ordered: mode === 'ordered',
    text: undefined,
    scalar: undefined,
    series: [],
    window: undefined,
  }
  let expected = start
  for (const line of body) expected = { ...expected, ...readExpectationLine(line, expected) }
  return expected
}

function readExpectationLine(line: string, { series }: Expectation): Partial<Expectation> {
  for (const [pattern, read] of EXPECTATIONS) {
    const found = pattern.exec(line)
    if (found !== null) return read(line.slice(found[0].length).trim())
  }
  const scalar = readNumber(line.replace(/\s#.*$/, ''))
  return scalar === undefined ? { series: [...series, readSeriesLine(line)] } : { scalar }
}

function textIn(literal: string): string {
  const text = readText(literal)
  if (text === undefined) throw new NotationError(`cannot read the text ${literal}`)
  return text
}

function windowIn(text: string): { start: number; stepMs: number } {
  const [, start = '', step = ''] = /^from\s+(\S+)\s+to\s+\S+\s+step\s+(\S+)$/.exec(text) ?? []
  return { start: millisecondsIn(start), stepMs: millisecondsIn(step) }
}

function millisecondsIn(text: string): number {
  const seconds = readSeconds(text)
  const negative = text.startsWith('-') ? readSeconds(text.slice(1)) : undefined
  const found = seconds ?? (negative === undefined ? undefined : -negative)
  if (found === undefined) throw new NotationError(`cannot read the duration ${JSON.stringify(text)}`)
  return Math.round(found * 1_000)
}
