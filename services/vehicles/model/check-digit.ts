import type { Vin } from './vin.ts'

/** One character's share in the sum. */
export interface WeighedPosition {
  /** From 1. */
  position: number
  char: string
  value: number
  weight: number
  product: number
}

/** The check digit of a VIN, told position by position (49 CFR 565.15(c)). */
export interface CheckDigit {
  expected: string
  actual: string
  valid: boolean
  positions: WeighedPosition[]
}

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const checkIndex = 8
/** Letters count as the digit at their place here; I, O and Q have none. */
const letterValues: Record<string, number> = Object.fromEntries(
  ['ABCDEFGH', 'JKLMN', 'P', 'R', 'STUVWXYZ'].flatMap((run, place) =>
    [...run].map((letter, index) => [letter, index + ([1, 1, 7, 9, 2][place] ?? 0)]),
  ),
)

/** The character that position 9 must have in North America: the sum of the products modulo 11, ten written as X. */
export function expectedCheckDigit(vin: Vin): string {
  let sum = 0
  for (const [index, weight] of weights.entries()) sum += weight * worthOf(vin.charAt(index))
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

/** Cheaper than `checkDigitOf` where only yes or no is asked. */
export function hasValidCheckDigit(vin: Vin): boolean {
  return vin[checkIndex] === expectedCheckDigit(vin)
}

export function checkDigitOf(vin: Vin): CheckDigit {
  const expected = expectedCheckDigit(vin)
  const actual = vin.charAt(checkIndex)
  const positions = weights.map((weight, index) => {
    const char = vin.charAt(index)
    const value = worthOf(char)
    return { position: index + 1, char, value, weight, product: value * weight }
  })
  return { expected, actual, valid: expected === actual, positions }
}

function worthOf(char: string): number {
  return letterValues[char] ?? Number(char)
}
