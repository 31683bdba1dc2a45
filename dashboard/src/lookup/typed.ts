import { expectedCheckDigit } from './check-digit.ts'

export const vinLength = 17

export type Verdict =
  | { kind: 'empty' }
  /** `position` counts from 1. */
  | { kind: 'forbidden'; position: number; char: string }
  | { kind: 'short'; missing: number }
  | { kind: 'long'; extra: number }
  /** Position 9 is not what the other characters call for. */
  | { kind: 'mismatch'; expected: string; actual: string }
  | { kind: 'fits' }

export interface Reading {
  /** Upper case without separators, at most 40 characters. */
  text: string
  verdict: Verdict
}

const vinPattern = /^[A-HJ-NPR-Z0-9]{17}$/
const vinWord = /(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])/gu
/** What people group a VIN with, and what cannot be seen. */
const separators = /[\s\p{Pd}\p{Cf}\p{Cc}._:'"`’]+/gu
const label = /^\s*(?:VIN|CHASSIS)(?:\s*(?:NUMBER|NO|NR|CODE))?\b[\s.:#=-]*/u
const longestInput = 500
const longestText = 40

/** Reads what is in the box so far, as the server will: lower case, groups, a label or a line around the VIN. */
export function readTyped(input: string): Reading {
  const text = cleaned(input.slice(0, longestInput).normalize('NFKC').toUpperCase())
  return { text, verdict: judge(text) }
}

/** True when `text` has the form of a VIN, whatever its check digit. */
export function isWhole({ verdict }: Reading): boolean {
  return verdict.kind === 'fits' || verdict.kind === 'mismatch'
}

/** True for the letters and digits that a VIN can have. */
export function isAllowed(char: string): boolean {
  return /^[A-HJ-NPR-Z0-9]$/.test(char)
}

function cleaned(input: string): string {
  const compact = input.replace(label, '').replace(separators, '')
  if (vinPattern.test(compact)) return compact
  const [word, ...others] = new Set(input.match(vinWord)?.filter((found) => /\d.*\d/.test(found)))
  if (word !== undefined && others.length === 0) return word
  return [...compact].slice(0, longestText).join('')
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
  return expected === actual ? { kind: 'fits' } : { kind: 'mismatch', expected, actual }
}
