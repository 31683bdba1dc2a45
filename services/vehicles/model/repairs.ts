import { vinAlphabet, vinLength } from './vin.ts'

/** One way to undo a mistake. */
export interface Repair {
  text: string
  /** How likely the mistake is against others; only the order matters. */
  score: number
  /** What was typed can hardly stand for anything else, so this needs no check digit to vouch for it. */
  isPlain: boolean
}

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

const likelihood = {
  ...{ impossible: 5, close: 5, lookAlike: 3.5, swap: 4, nextKey: 1, sameKind: 0.3, any: 0 },
  ...{ doubled: 4, atAnEnd: 3.8, tooMany: 3.5, missing: 1 },
}
/** More letters I, O and Q than this are one habit, not so many mistakes: all are read as the digits they look like. */
const mostImpossible = 4
/** A text with more unreadable characters than this is no typo. */
const mostUnreadable = 2
/** Two mistakes are less likely than one by this much. */
const secondMistake = 3
/** From here on a repair is likely by itself, whatever is known of the VIN. */
export const likely = likelihood.lookAlike

/** @param typed upper case without separators; of other lengths than 16 to 18 nothing is made. */
export function repairsOf(typed: string): Iterable<Repair> {
  const chars = [...typed]
  const isReadable = chars.every((char) => vinAlphabet.includes(char))
  if (chars.length === vinLength) return isReadable ? oneOrTwoMistakes(typed) : withoutFew(chars)
  if (chars.length === vinLength + 1) return withoutOne(plainReading(typed))
  return chars.length === vinLength - 1 ? withOneMore(plainReading(typed)) : []
}

/** Of a text with letters I, O and Q: what it may be when they are not its only mistake. */
export function* furtherRepairsOf(typed: string): Iterable<Repair> {
  const plain = plainReading(typed)
  if (plain.length !== vinLength || plain === typed) return
  for (const { text, score } of oneMistake(plain)) yield doubtful(text, score - secondMistake)
}

function plainReading(typed: string): string {
  return typed.replace(/[OQ]/gu, '0').replaceAll('I', '1')
}

function* oneOrTwoMistakes(typed: string): Iterable<Repair> {
  yield* oneMistake(typed)
  yield* twoCloseLookAlikes(typed)
}

function* oneMistake(typed: string): Iterable<Repair> {
  for (let at = 0; at < vinLength; at += 1) {
    for (const char of vinAlphabet) yield doubtful(replaced(typed, at, char), scoreOfExchange(typed, at, char))
    const next = typed.charAt(at + 1)
    if (next !== '') yield doubtful(replaced(replaced(typed, at, next), at + 1, typed.charAt(at)), likelihood.swap)
  }
}

function* twoCloseLookAlikes(typed: string, from = 0, isSecond = false): Iterable<Repair> {
  for (let at = from; at < vinLength; at += 1) {
    for (const char of closeTo(typed.charAt(at))) {
      const text = replaced(typed, at, char)
      if (isSecond) yield doubtful(text, likelihood.close - secondMistake)
      else yield* twoCloseLookAlikes(text, at + 1, true)
    }
  }
}

function closeTo(char: string): string[] {
  return [...vinAlphabet].filter((other) => other !== char && closePairs.has(char + other))
}

function replaced(text: string, at: number, char: string): string {
  return text.slice(0, at) + char + text.slice(at + 1)
}

function doubtful(text: string, score: number): Repair {
  return { text, score, isPlain: false }
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
  return isDigit(actual) === isDigit(char) ? likelihood.sameKind : likelihood.any
}

/** So that no text costs more than a typo does. */
function withoutFew(typed: readonly string[]): Iterable<Repair> {
  const impossible = typed.filter((char) => 'IOQ'.includes(char)).length
  const unreadable = typed.filter((char) => !vinAlphabet.includes(char)).length - impossible
  if (unreadable > mostUnreadable) return []
  return withoutForbidden(impossible > mostImpossible ? [...plainReading(typed.join(''))] : typed)
}

/** Replaces each impossible character by those it can stand for; an unreadable one can stand for any. */
function* withoutForbidden(typed: readonly string[]): Iterable<Repair> {
  const at = typed.findIndex((char) => !vinAlphabet.includes(char))
  if (at === -1) {
    yield { text: typed.join(''), score: likelihood.impossible, isPlain: true }
    return
  }
  const char = typed[at] ?? ''
  const meant = [...vinAlphabet].filter((other) => !'IOQ'.includes(char) || lookAlikePairs.has(char + other))
  for (const other of meant) {
    const doubt = closePairs.has(char + other) ? 0 : 1
    const isDigitMeant = 'IOQ'.includes(char) && isDigit(other)
    for (const { text, score, isPlain } of withoutForbidden(typed.with(at, other)))
      yield { text, score: score - doubt, isPlain: isPlain && isDigitMeant }
  }
}

/** A doubled character is the likeliest one too many, then one at either end. */
function* withoutOne(typed: string): Iterable<Repair> {
  for (let at = 0; at < typed.length; at += 1) {
    const text = typed.slice(0, at) + typed.slice(at + 1)
    const isEnd = at === 0 || at === vinLength
    const isDoubled = typed[at] === typed[at + 1]
    const score = isDoubled ? likelihood.doubled : isEnd ? likelihood.atAnEnd : likelihood.tooMany
    yield { text, score, isPlain: isDoubled || isEnd }
  }
}

/** The character that is missing is likeliest the second of a double. */
function* withOneMore(typed: string): Iterable<Repair> {
  for (let at = 0; at <= typed.length; at += 1) {
    for (const char of vinAlphabet) {
      const isDouble = typed[at] === char || typed[at - 1] === char
      const text = typed.slice(0, at) + char + typed.slice(at)
      yield doubtful(text, isDouble ? likelihood.doubled : likelihood.missing)
    }
  }
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
