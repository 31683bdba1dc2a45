import type { Warning } from './report.ts'

/** What is known of a VIN when its warnings are decided. */
export interface Findings {
  checkDigitValid: boolean
  isNorthAmerican: boolean
  makerKnown: boolean
  /** Model and year were kept back because nothing vouches for them. */
  unverified: boolean
  year: number | null
  /** Model years that were possible and not told apart. */
  openYears: readonly number[]
}

/** A wrong check digit is a fault in North America and only information elsewhere. */
export function warningsFor(findings: Findings): Warning[] {
  const { checkDigitValid, isNorthAmerican, makerKnown, unverified, year, openYears } = findings
  const warnings: Warning[] = []
  if (!checkDigitValid) warnings.push(isNorthAmerican ? wrongCheckDigit : notNorthAmerican)
  if (!makerKnown) warnings.push(unknownMaker)
  if (unverified) warnings.push(makerOnly)
  if (!unverified && makerKnown && (year === null || openYears.length > 1))
    warnings.push(uncertainYear(year, openYears))
  return warnings
}

const wrongCheckDigit: Warning = {
  code: 'check_digit',
  message: 'the check digit (position 9) does not match the other characters: at least one character is wrong',
}
const notNorthAmerican: Warning = {
  code: 'not_north_american',
  message:
    'the check digit (position 9) does not match; outside North America it is not required, so this may be no fault',
}
const unknownMaker: Warning = {
  code: 'unknown_maker',
  message: 'the first characters belong to no maker in the offline data, which can tell no make, model and year',
}
const makerOnly: Warning = {
  code: 'unverified',
  message: 'only what the maker code tells is given: model and year cannot be verified offline for this VIN',
}

function uncertainYear(year: number | null, openYears: readonly number[]): Warning {
  if (openYears.length === 0) return { code: 'year_uncertain', message: 'position 10 is no model year code' }
  const told = year === null ? 'nothing in this VIN says which' : `${year} is told`
  return { code: 'year_uncertain', message: `position 10 can mean ${openYears.join(' or ')}: ${told}` }
}
