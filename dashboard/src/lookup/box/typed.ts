import { expectedCheckDigit } from './check-digit.ts'

export const vinLength = 17

export type Verdict =
  | { kind: 'empty' }
  /** `position` counts from 1. */
  | { kind: 'forbidden'; position: number; char: string }
  | { kind: 'short'; missing: number }
  | { kind: 'long'; extra: number }
  /** More than one VIN stands in the box. */
  | { kind: 'several'; vins: string[] }
  /** Position 9 is not what the other characters call for. `isLaw`: it must be, as the VIN is of North America. */
  | { kind: 'mismatch'; expected: string; actual: string; isLaw: boolean }
  | { kind: 'fits' }

export interface Reading {
  /** Upper case without separators, at most 40 characters. */
  text: string
  verdict: Verdict
}

const vinPattern = /^[A-HJ-NPR-Z0-9]{17}$/
const vinWord = /(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])/gu
/** United States, Canada, Mexico, as ISO 3780 gave out the first two characters. */
const northAmerican = /^(?:[145]|2[A-Z1-5]|3[A-X]|7[F-Z0-9])/
/** What people group a VIN with, and what cannot be seen. */
const separators = /[\s\p{Pd}\p{Cf}\p{Cc}._:'"`’]+/gu
const label = /^\s*(?:VIN|CHASSIS)(?:\s*(?:NUMBER|NO|NR|CODE))?\b[\s.:#=-]*/u
const longestInput = 500
const longestMessage = 20_000
const longestText = 40

/** Reads what is in the box so far, as the server will: lower case, groups, a label or a line around the VIN. */
export function readTyped(input: string): Reading {
  const plainText = plain(input.slice(0, longestInput))
  const typed = compact(plainText)
  if (vinPattern.test(typed)) return { text: typed, verdict: judge(typed) }
  const vins = vinsIn(plainText)
  const [only] = vins
  if (only !== undefined && vins.length === 1) return { text: only, verdict: judge(only) }
  const text = [...typed].slice(0, longestText).join('')
  return { text, verdict: vins.length > 1 ? { kind: 'several', vins } : judge(text) }
}

/** The VINs in the first 20,000 characters of a text, each once, as the server finds them. A word without digits is none. */
export function findVins(message: string): string[] {
  return vinsIn(plain(message.slice(0, longestMessage)))
}

/** True when `text` has the form of a VIN, whatever its check digit. */
export function isWhole({ verdict }: Reading): boolean {
  return verdict.kind === 'fits' || verdict.kind === 'mismatch'
}

/** True for the letters and digits that a VIN can have. */
export function isAllowed(char: string): boolean {
  return /^[A-HJ-NPR-Z0-9]$/.test(char)
}

function vinsIn(text: string): string[] {
  const lines = text.split(/[\n\r;,|]+/u).map(compact)
  const words = text.match(vinWord) ?? []
  const found = new Set([...words, ...lines].filter((vin) => vinPattern.test(vin) && /\d.*\d/u.test(vin)))
  return [...found]
    .map((vin) => ({ vin, place: placeOf(text, vin) }))
    .sort((a, b) => a.place - b.place)
    .map(({ vin }) => vin)
}

/** A VIN that is written in groups stands where its first character does. */
function placeOf(text: string, vin: string): number {
  const whole = text.indexOf(vin)
  return whole === -1 ? text.search(new RegExp([...vin].join('[^A-Z0-9]*'), 'u')) : whole
}

/** NFKC turns full-width and other styled letters into plain ones. */
function plain(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}

function compact(text: string): string {
  return text.replace(label, '').replace(separators, '')
}

function judge(text: string): Verdict {
  const chars = [...text]
  if (chars.length === 0) return { kind: 'empty' }
  const index = chars.findIndex((char) => !isAllowed(char))
  if (index !== -1) return { kind: 'forbidden', position: index + 1, char: chars[index] ?? '' }
  if (chars.length < vinLength) return { kind: 'short', missing: vinLength - chars.length }
  if (chars.length > vinLength) return { kind: 'long', extra: chars.length - vinLength }
  const expected = expectedCheckDigit(text)
  const actual = text.charAt(8)
  return expected === actual
    ? { kind: 'fits' }
    : { kind: 'mismatch', expected, actual, isLaw: northAmerican.test(text) }
}
