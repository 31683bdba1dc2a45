import { type CheckDigit, checkDigitOf } from './check-digit.ts'
import { countryOf, type Region, regionOf } from './countries.ts'
import type { Warning } from './report.ts'
import { isNorthAmerican, structureOf, type VinStructure } from './structure.ts'
import type { Vin } from './vin.ts'
import { warningsFor } from './warnings.ts'

/** What a VIN says by itself, as the HTTP API tells it. */
export interface Explanation {
  vin: Vin
  /**
   * The form is right (17 letters and digits without I, O, Q: else there is no `Vin`), and so is the check digit where it
   * is law: in the United States, Canada and Mexico. Elsewhere `check_digit.valid` false is information, no fault.
   */
  valid: boolean
  check_digit: CheckDigit
  structure: VinStructure
  /** Null when the first character is given to nobody. */
  region: Region | null
  /** Where the maker has its seat. */
  country: string | null
  /** What position 10 can mean, the likelier first. */
  year_candidates: number[]
  suggestions: Vin[]
  warnings: Warning[]
}

/** What only data of makers can tell. */
export interface VinFindings {
  makerKnown: boolean
  yearCandidates: number[]
  suggestions: Vin[]
}

/** Takes a VIN apart. It does not decode: a year is told only where no other is possible. */
export function explainVin(vin: Vin, { makerKnown, yearCandidates, suggestions }: VinFindings): Explanation {
  const checkDigit = checkDigitOf(vin)
  const checkDigitIsLaw = isNorthAmerican(vin)
  const [year = null, ...otherYears] = yearCandidates
  return {
    vin,
    valid: checkDigit.valid || !checkDigitIsLaw,
    check_digit: checkDigit,
    structure: structureOf(vin),
    region: regionOf(vin),
    country: countryOf(vin),
    year_candidates: yearCandidates,
    suggestions,
    warnings: warningsFor({
      checkDigitValid: checkDigit.valid,
      isNorthAmerican: checkDigitIsLaw,
      makerKnown,
      unverified: false,
      year: otherYears.length === 0 ? year : null,
      openYears: yearCandidates,
    }),
  }
}
