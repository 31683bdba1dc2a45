import { hasValidCheckDigit } from './check-digit.ts'
import { asVin, type Vin, vinAlphabet, vinLength } from './vin.ts'

/** How much is known of a VIN: 0 nothing, below 0.5 its maker, from 0.5 to 1 its model too. */
export type Knowledge = (vin: Vin) => number

const mostSuggestions = 5
/** More repairs than this are not tried: a text with many unreadable characters is no typo. */
const mostRepairs = 2_000

/** Characters that are taken for each other, read or typed; I, O and Q only ever stand for another. */
const lookAlikes = [
  '0OQD',
  '1I',
  '1L',
  '17',
  '5S',
  '8B',
  '2Z',
  '6G',
  '4A',
  'UV',
  'CG',
  'MN',
  '38',
  '3B',
  '8R',
  '9G',
  'YV',
  'KX',
  'EF',
  'PR',
  'VW',
  'HN',
  '7T',
  '1J',
  '1T',
  '9P',
  'XY',
  '4Y',
  'Q9',
  'IJ',
  'IL',
  '08',
]
/** Keys that lie side by side. */
const keyRows = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM']
/** The pairs that make up most misread VINs. */
const closeLookAlikes = ['0OQ', '1I', '5S', '8B', '2Z', '6G']

/** How likely one kind of mistake is against the others; only their order matters. */
const likelihood = { impossible: 5, close: 5, lookAlike: 3.5, swap: 4, doubled: 4, length: 1, nextKey: 1, any: 0 }
/** A VIN that decodes is worth more than any difference between mistakes. */
const knowledgeWeight = 9

/**
 * VINs that the typed text may have been meant to be, the likeliest first, at most five. Each has a valid check digit.
 *
 * @param typed upper case without separators: a VIN, or a text of 16 to 18 characters that is none.
 * @param checkDigitIsLaw false where a wrong check digit is no sign of a typo: then only what is likely is offered.
 */
export function suggestVins(typed: string, knowledge: Knowledge, checkDigitIsLaw = true): Vin[] {
  const scores = new Map<Vin, number>()
  let repairs = 0
  for (const { text, score } of repairsOf(typed)) {
    if (++repairs > mostRepairs) break
    const vin = asVin(text)
    if (vin === undefined || vin === typed || !hasValidCheckDigit(vin)) continue
    scores.set(vin, Math.max(score, scores.get(vin) ?? Number.NEGATIVE_INFINITY))
  }
  return rank(scores, knowledge, checkDigitIsLaw)
}

/** A likely slip, or a VIN that decodes to a model; both together where nothing says that there is a slip at all. */
function rank(scores: ReadonlyMap<Vin, number>, knowledge: Knowledge, checkDigitIsLaw: boolean): Vin[] {
  return [...scores]
    .map(([vin, score]) => ({ vin, known: knowledge(vin), score }))
    .filter(({ score, known }) => {
      const reasons = [score >= likelihood.lookAlike, known >= 0.5]
      return checkDigitIsLaw ? reasons.includes(true) : !reasons.includes(false)
    })
    .map(({ vin, score, known }) => ({ vin, score: score + knowledgeWeight * known }))
    .sort((a, b) => b.score - a.score || (a.vin < b.vin ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(({ vin }) => vin)
}

interface Repair {
  text: string
  score: number
}

function repairsOf(typed: string): Iterable<Repair> {
  const length = [...typed].length
  if (length === vinLength && [...typed].every((char) => vinAlphabet.includes(char))) return oneMistake(typed)
  if (length === vinLength) return withoutForbidden([...typed])
  const readable = typed.replace(/[OQ]/gu, '0').replaceAll('I', '1')
  if (length === vinLength + 1) return withoutOne(readable)
  return length === vinLength - 1 ? withOneMore(readable) : []
}

function* oneMistake(typed: string): Iterable<Repair> {
  for (let at = 0; at < vinLength; at += 1) {
    for (const char of vinAlphabet) yield { text: replaced(typed, at, char), score: scoreOfExchange(typed, at, char) }
    const next = typed.charAt(at + 1)
    if (next !== '')
      yield { text: replaced(replaced(typed, at, next), at + 1, typed.charAt(at)), score: likelihood.swap }
  }
}

function replaced(text: string, at: number, char: string): string {
  return text.slice(0, at) + char + text.slice(at + 1)
}

const closePairs = pairsOf(closeLookAlikes)
const lookAlikePairs = pairsOf(lookAlikes)
const neighbourKeys = pairsOf(keyRows.flatMap((row) => [...row].map((_, at) => row.slice(at, at + 2))))

function pairsOf(groups: readonly string[]): ReadonlySet<string> {
  return new Set(groups.flatMap((group) => [...group].flatMap((a) => [...group].map((b) => a + b))))
}

function scoreOfExchange(typed: string, at: number, char: string): number {
  const actual = typed.charAt(at)
  if (closePairs.has(actual + char)) return likelihood.close
  if (lookAlikePairs.has(actual + char)) return likelihood.lookAlike
  if (neighbourKeys.has(actual + char)) return likelihood.nextKey
  const sameKind = isDigit(actual) === isDigit(char) ? 0.3 : 0
  return likelihood.any + sameKind
}

/** Replaces each impossible character by those it can stand for; an unreadable one can stand for any. */
function* withoutForbidden(typed: readonly string[]): Iterable<Repair> {
  const at = typed.findIndex((char) => !vinAlphabet.includes(char))
  if (at === -1) {
    yield { text: typed.join(''), score: likelihood.impossible }
    return
  }
  const char = typed[at] ?? ''
  const meant = [...vinAlphabet].filter((other) => !'IOQ'.includes(char) || lookAlikePairs.has(char + other))
  for (const other of meant) {
    const doubt = closePairs.has(char + other) ? 0 : 1
    for (const { text, score } of withoutForbidden(typed.with(at, other))) yield { text, score: score - doubt }
  }
}

/** A doubled character is the likeliest one too many. */
function* withoutOne(typed: string): Iterable<Repair> {
  for (let at = 0; at < typed.length; at += 1) {
    const isDouble = typed[at] === typed[at + 1]
    const text = typed.slice(0, at) + typed.slice(at + 1)
    yield { text, score: isDouble || at === 0 || at === vinLength ? likelihood.doubled : likelihood.length }
  }
}

/** The character that is missing is likeliest the second of a double. */
function* withOneMore(typed: string): Iterable<Repair> {
  for (let at = 0; at <= typed.length; at += 1) {
    for (const char of vinAlphabet) {
      const isDouble = typed[at] === char || typed[at - 1] === char
      yield {
        text: typed.slice(0, at) + char + typed.slice(at),
        score: isDouble ? likelihood.doubled : likelihood.length,
      }
    }
  }
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
