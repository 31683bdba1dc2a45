import type { Reading } from '../model/result.ts'

export type ParsedText = { ok: true; readings: Reading[] } | { ok: false; complaint: string }

const longestLine = 8192
const mostReadings = 10_000

/**
 * Reads the text format 0.0.4 and keeps what is wanted; timestamps, comments and types are passed over.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function parsePrometheusText(text: string, isWanted: (name: string) => boolean): ParsedText {
  const readings: Reading[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#') || line.trim() === '') continue
    if (line.length > longestLine) return { ok: false, complaint: `line ${index + 1} is too long` }
    const name = /^[a-zA-Z_:][\w:]*/.exec(line)?.[0]
    if (name === undefined) return { ok: false, complaint: `line ${index + 1} begins with no name` }
    if (!isWanted(name)) continue
    const reading = readLine(name, line.slice(name.length))
    if (reading === null) return { ok: false, complaint: `line ${index + 1} is no sample` }
    if (readings.length === mostReadings) return { ok: false, complaint: `more than ${mostReadings} series are wanted` }
    readings.push(reading)
  }
  return { ok: true, readings }
}

function readLine(name: string, rest: string): Reading | null {
  const labels: Record<string, string> = {}
  const after = rest.startsWith('{') ? readLabels(rest.slice(1), labels) : rest
  if (after === null) return null
  const [word = '', timestamp, ...more] = after.trim().split(/\s+/)
  const value = numberOf(word)
  const isSample = value !== null && more.length === 0 && (timestamp === undefined || /^-?\d+$/.test(timestamp))
  return isSample ? { name, labels, value } : null
}

const label = /^\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/

/** @returns what follows the closing brace; null when the labels are broken. */
function readLabels(text: string, into: Record<string, string>): string | null {
  let rest = text
  for (let match = label.exec(rest); match !== null; match = label.exec(rest)) {
    into[match[1] ?? ''] = unescapeText(match[2] ?? '')
    rest = rest.slice(match[0].length)
  }
  const end = /^\s*\}/.exec(rest)
  return end === null ? null : rest.slice(end[0].length)
}

function unescapeText(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char))
}

function numberOf(word: string): number | null {
  if (/^[+-]?inf$/i.test(word)) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^nan$/i.test(word)) return Number.NaN
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) ? Number(word) : null
}
