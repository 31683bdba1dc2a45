import { isNorthAmerican } from './structure.ts'
import type { Vin } from './vin.ts'

/** Model years of position 10, from 1980 and again from 2010. I, O, Q, U, Z and 0 are not used. */
const yearCodes = 'ABCDEFGHJKLMNPRSTVWXY123456789'
const firstYear = 1980
const cycleYears = 30
/** A model year may run this far ahead of the calendar. */
const yearsAhead = 2

export interface YearContext {
  /** Passenger car, MPV or truck of at most 10,000 lb: position 7 tells the cycle (73 FR 23367). */
  isLightVehicle: boolean
  /** The vehicle follows North American rules; elsewhere position 7 says nothing about the year. */
  followsNorthAmericanRules: boolean
  /** The calendar year. */
  thisYear: number
}

/**
 * The model years that position 10 can mean, the likelier first; empty when it is no year code.
 * Outside North America position 10 is a custom, so the candidates prove nothing there.
 */
export function yearCandidates(vin: Vin, context: YearContext): number[] {
  const code = yearCodes.indexOf(vin.charAt(9))
  if (code === -1) return []
  const early = firstYear + code
  const late = early + cycleYears
  if (late > context.thisYear + yearsAhead) return [early]
  const cycleIsTold = context.isLightVehicle && context.followsNorthAmericanRules
  if (!cycleIsTold) return [late, early]
  return isDigit(vin.charAt(6)) ? [early] : [late]
}

/** False when position 10 is no year code where the law asks for one. */
export function hasYear(vin: Vin): boolean {
  return yearCodes.includes(vin.charAt(9)) || !isNorthAmerican(vin)
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
