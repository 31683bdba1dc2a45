import type { Failure, Reading } from '../model/result.ts'

export type Parsed = { readonly readings: readonly Reading[] } | { readonly failure: Failure }

export const maxSeries = 10_000
export const maxLabels = 32
/** Of a metric's name, a label's name, a label's value: characters. */
export const maxLength = 1_024
const maxLineLength = 128 * 1_024

/** What stops the reading of a text. */
class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly reason: 'malformed' | 'too-large'

  constructor(reason: 'malformed' | 'too-large', wanted: string, line: number) {
    super(`wanted ${wanted} in line ${line} of the metrics`)
    this.reason = reason
  }
}

/**
 * Reads the text format 0.0.4 whole and keeps the series whose names are wanted; timestamps are left out.
 * One broken line makes all of it `malformed`; more than the bounds above is `too-large`.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function parsePrometheusText(text: string, isKept: (name: string) => boolean): Parsed {
  try {
    return { readings: keptOf(text, isKept) }
  } catch (error) {
    if (error instanceof Unreadable) return { failure: { reason: error.reason, message: error.message } }
    throw error
  }
}

function keptOf(text: string, isKept: (name: string) => boolean): Reading[] {
  const readings: Reading[] = []
  let line = 0
  for (let from = 0; from < text.length; ) {
    line += 1
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline
    const sample = readLine(text.slice(from, to), line)
    if (sample !== null && isKept(sample.name)) readings.push(sample)
    if (readings.length > maxSeries) throw new Unreadable('too-large', `at most ${maxSeries} series`, line)
    from = to + 1
  }
  return readings
}

const nothing = /^[ \t]*(#|$)/
const head = /^[ \t]*([a-zA-Z_:][\w:]*)(?=[ \t{])/
const tail = /^[ \t]*(\S+)(?:[ \t]+-?\d+)?[ \t]*$/

function readLine(text: string, line: number): Reading | null {
  if (nothing.test(text)) return null
  if (text.length > maxLineLength) throw new Unreadable('too-large', `at most ${maxLineLength} characters`, line)
  const [start = '', name] = head.exec(text) ?? []
  if (name === undefined) throw new Unreadable('malformed', 'the name of a metric', line)
  assertLength(name, line)
  const { labels, end } = readLabels(text, start.length, line)
  const number = tail.exec(text.slice(end))?.[1]
  if (number === undefined) throw new Unreadable('malformed', 'a value', line)
  return { name, labels, value: readNumber(number, line) }
}

const open = /[ \t]*\{/y
const label = /[ \t]*([a-zA-Z_]\w*)[ \t]*=[ \t]*"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*(?:,|(?=\}))/y
const close = /[ \t]*\}/y

/** @returns where the labels end, too; that is `from` when there are none. */
function readLabels(text: string, from: number, line: number): { labels: Record<string, string>; end: number } {
  let end = from
  const next = (pattern: RegExp) => {
    pattern.lastIndex = end
    const match = pattern.exec(text)
    if (match !== null) end = pattern.lastIndex
    return match
  }
  const labels = new Map<string, string>()
  if (next(open) === null) return { labels: {}, end }
  while (next(close) === null) {
    const [, name, value] = next(label) ?? []
    if (name === undefined || value === undefined) throw new Unreadable('malformed', 'labels as name="value"', line)
    if (labels.has(name) || name === '__name__') throw new Unreadable('malformed', 'each label once', line)
    if (labels.size === maxLabels) throw new Unreadable('too-large', `at most ${maxLabels} labels`, line)
    labels.set(name, readValue(name, value, line))
  }
  return { labels: Object.fromEntries(labels), end }
}

function readValue(name: string, escaped: string, line: number): string {
  const value = unescaped(escaped, line)
  assertLength(name, line)
  assertLength(value, line)
  return value
}

function assertLength(text: string, line: number): void {
  if (text.length > maxLength)
    throw new Unreadable('too-large', `names and labels of at most ${maxLength} characters`, line)
}

const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' }

function unescaped(value: string, line: number): string {
  return value.replace(/\\./g, (pair) => {
    const meant = escapes[pair]
    if (meant === undefined) throw new Unreadable('malformed', 'the escapes \\\\, \\" and \\n only', line)
    return meant
  })
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const infinity = /^([+-]?)inf(inity)?$/i

function readNumber(text: string, line: number): number {
  if (decimal.test(text)) return Number(text)
  const sign = infinity.exec(text)?.[1]
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity
  if (/^nan$/i.test(text)) return Number.NaN
  throw new Unreadable('malformed', 'a number', line)
}
