/** 17 upper-case letters and digits without I, O, Q. `parseVin` and `asVin` make them. */
export type Vin = string & { readonly kind: 'vin' }

export type VinFault = 'empty' | 'too-short' | 'too-long' | 'forbidden-characters' | 'before-1981' | 'several'

export interface RejectedVin {
  ok: false
  reason: VinFault
  /** A sentence for the one who typed. Of what was typed it repeats the letters I, O and Q at most. */
  message: string
  /** What was typed without separators, upper case, at most 40 characters: what suggestions are made from. */
  typed: string
  /** Positions from 1. */
  forbidden: { position: number; char: string }[]
}

export type ParsedVin = { ok: true; vin: Vin } | RejectedVin

export const vinLength = 17
export const vinAlphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'

const vinPattern = /^[A-HJ-NPR-Z0-9]{17}$/
const longestInput = 500
const longestMessage = 20_000
const longestTyped = 40
/** Spaces, dashes, dots, quotes and what cannot be seen: people group a VIN with them. */
const separators = /[\s\p{Pd}\p{Cf}\p{Cc}._:'"`’]+/gu
const label = /^\s*(?:VIN|CHASSIS)(?:\s*(?:NUMBER|NO|NR|CODE))?\b[\s.:#=-]*/u

/**
 * Reads what people type as a VIN: lower case, groups, full-width letters, a line around it.
 * Only the first 500 characters are looked at.
 */
export function parseVin(input: string): ParsedVin {
  const text = plain(input.slice(0, longestInput))
  const typed = compact(text)
  const vin = asVin(typed)
  if (vin !== undefined) return { ok: true, vin }
  const found = findVins(text)
  if (found.length > 1) return reject('several', `there are ${found.length} VINs here: enter one at a time`, typed)
  const [only] = found
  return only === undefined ? rejectTyped(typed) : { ok: true, vin: only }
}

/** The text as a VIN if it is one as it stands. */
export function asVin(text: string): Vin | undefined {
  return vinPattern.test(text) ? (text as Vin) : undefined
}

/** The VINs in the first 20,000 characters of a message, each once, in order. A word without digits is none. */
export function findVins(message: string): Vin[] {
  const text = plain(message.slice(0, longestMessage))
  const lines = text.split(/[\n\r;,|]+/u).map(compact)
  const words = text.match(/(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])/gu) ?? []
  const found = [...words, ...lines].map(asVin).filter((vin) => vin !== undefined)
  const inOrder = [...new Set(found)].filter((vin) => /\d.*\d/u.test(vin))
  const places = new Map(inOrder.map((vin) => [vin, placeOf(text, vin)]))
  return inOrder.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

/** NFKC turns full-width and other styled letters into plain ones. */
function plain(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}

function compact(text: string): string {
  return text.replace(label, '').replace(separators, '')
}

function placeOf(text: string, vin: Vin): number {
  const whole = text.indexOf(vin)
  return whole === -1 ? text.search(new RegExp([...vin].join('[^A-Z0-9]*'), 'u')) : whole
}

function rejectTyped(typed: string): RejectedVin {
  const length = [...typed].length
  if (length === 0) return reject('empty', 'enter the 17 characters of a VIN', typed)
  const was = `a VIN has 17 characters, this has ${length >= longestTyped ? 'many more' : length}`
  if (length > vinLength) return reject('too-long', was, typed)
  if (isOldSerial(typed)) {
    const message = `${was}: vehicles from before 1981 have serial numbers that follow no standard`
    return reject('before-1981', message, typed)
  }
  if (length < vinLength) return reject('too-short', was, typed)
  return reject('forbidden-characters', describeForbidden(forbiddenIn(typed)), typed)
}

function reject(reason: VinFault, message: string, typed: string): RejectedVin {
  const bounded = [...typed].slice(0, longestTyped)
  return { ok: false, reason, message, typed: bounded.join(''), forbidden: forbiddenIn(bounded.join('')) }
}

/** Makers' own serials had 5 to 13 characters, most of them digits. */
function isOldSerial(typed: string): boolean {
  return /^[A-Z0-9]{5,13}$/u.test(typed) && typed.replace(/\D/gu, '').length >= 4
}

function forbiddenIn(typed: string): RejectedVin['forbidden'] {
  return [...typed]
    .map((char, index) => ({ position: index + 1, char }))
    .filter(({ char }) => !vinAlphabet.includes(char))
}

/** Names the first three. */
function describeForbidden(forbidden: RejectedVin['forbidden']): string {
  const more = forbidden.length > 3 ? `; and ${forbidden.length - 3} more` : ''
  return forbidden.slice(0, 3).map(describeOne).join('; ') + more
}

function describeOne({ position, char }: { position: number; char: string }): string {
  if ('IOQ'.includes(char)) return `position ${position} is the letter ${char}, and a VIN has no I, O or Q`
  return `position ${position} is no letter from A to Z and no digit`
}
