import { hasValidCheckDigit } from '../model/check-digit.ts'
import { type Explanation, explainVin } from '../model/explain.ts'
import { makeOfMakerCode } from '../model/makers.ts'
import { createReport, type Report } from '../model/report.ts'
import { hasSerial, isNorthAmerican, makerCodeOf } from '../model/structure.ts'
import { type Knowledge, suggestVins, worth } from '../model/suggestions.ts'
import { asVin, type Vin } from '../model/vin.ts'
import { warningsFor } from '../model/warnings.ts'
import { hasYear, yearCandidates } from '../model/years.ts'
import { factsOf } from './facts.ts'
import type { Maker, VpicIndex } from './index-file.ts'
import { hasSchemaFor, isLightVehicle, makerOf, readYear, type YearReading } from './rules.ts'

/** Answers from data in memory: no network, no key, no waiting. `now` is Unix milliseconds. */
export interface OfflineDecoder {
  decode(vin: Vin, now: number): Report
  /** The VIN taken apart, without its vehicle. */
  explain(vin: Vin, now: number): Explanation
  /** VINs that a text may have been meant to be: a VIN with a wrong check digit, or the `typed` of a rejected one. */
  suggest(typed: string, now: number): Vin[]
}

/** What is known before anything is spelled or put into words. */
interface Reading {
  maker: Maker | undefined
  make: string | undefined
  vehicle: YearReading | undefined
  year: number | null
  /** Every candidate year that decodes to a model, or that nothing rules out. */
  openYears: number[]
  unverified: boolean
}

export function createOfflineDecoder(index: VpicIndex): OfflineDecoder {
  return {
    decode(vin, now) {
      const thisYear = yearOf(now)
      const reading = readVin(index, vin, thisYear)
      return reportOf(vin, reading, suggestionsFor(index, vin, thisYear))
    },
    explain(vin, now) {
      const thisYear = yearOf(now)
      const maker = makerOf(index, vin)
      return explainVin(vin, {
        makerKnown: maker !== undefined || makeOfUnlisted(maker, vin) !== undefined,
        yearCandidates: candidatesOf(vin, maker, thisYear),
        suggestions: suggestionsFor(index, vin, thisYear),
      })
    },
    suggest: (typed, now) => suggestionsFor(index, typed, yearOf(now)),
  }
}

function yearOf(now: number): number {
  return new Date(now).getUTCFullYear()
}

function readVin(index: VpicIndex, vin: Vin, thisYear: number): Reading {
  const maker = makerOf(index, vin)
  const make = maker?.makes.length === 1 ? maker.makes[0] : makeOfUnlisted(maker, vin)
  const makerOnly = { maker, make, vehicle: undefined, year: null, openYears: [], unverified: make !== undefined }
  if (maker === undefined) return makerOnly
  // Makers keep open-ended patterns of cars they no longer sell here: without a valid check digit they name the wrong car.
  if (!isNorthAmerican(vin) && !hasValidCheckDigit(vin)) return { ...makerOnly, unverified: true }

  const candidates = candidatesOf(vin, maker, thisYear)
  const readings = candidates.map((year) => readYear(index, vin, maker, year))
  const vehicle = bestOf(readings)
  if (vehicle === undefined) return { ...makerOnly, openYears: candidates, unverified: false }
  const openYears = readings.filter(({ model }) => model !== undefined || vehicle.model === undefined)
  const isTold = vehicle.matched > 0 || candidates.length === 1
  return {
    maker,
    make: vehicle.make,
    vehicle,
    year: isTold ? vehicle.year : null,
    openYears: openYears.map(({ year }) => year),
    unverified: false,
  }
}

function makeOfUnlisted(maker: Maker | undefined, vin: Vin): string | undefined {
  return maker === undefined || maker.makes.length === 0 ? makeOfMakerCode(makerCodeOf(vin)) : undefined
}

/** A single candidate for which the maker has no patterns gives way to the other cycle if that has some. */
function candidatesOf(vin: Vin, maker: Maker | undefined, thisYear: number): number[] {
  const followsNorthAmericanRules = isNorthAmerican(vin) || hasValidCheckDigit(vin)
  const context = { isLightVehicle: isLightVehicle(maker), followsNorthAmericanRules, thisYear }
  const candidates = yearCandidates(vin, context)
  if (maker === undefined || candidates.length !== 1) return candidates
  const all = yearCandidates(vin, { ...context, isLightVehicle: false })
  const covered = all.filter((year) => hasSchemaFor(maker, year))
  return candidates.some((year) => covered.includes(year)) || covered.length === 0 ? candidates : covered
}

/** A reading with a model beats one without, then more matches; the later year wins a tie. */
function bestOf(readings: readonly YearReading[]): YearReading | undefined {
  const worth = ({ model, matched }: YearReading) => (model === undefined ? matched : Number.POSITIVE_INFINITY)
  return readings.reduce<YearReading | undefined>((best, reading) => {
    if (best === undefined || worth(reading) > worth(best)) return reading
    return worth(reading) === worth(best) && reading.year > best.year ? reading : best
  }, undefined)
}

function suggestionsFor(index: VpicIndex, typed: string, thisYear: number): Vin[] {
  const vin = asVin(typed)
  if (vin !== undefined && hasValidCheckDigit(vin)) return []
  return suggestVins(typed, knowledgeOf(withMakersReadOnce(index), thisYear))
}

/** For one question: the VINs that are tried share a few makers. It saves a fifth of the time (November 2026). */
function withMakersReadOnce(index: VpicIndex): VpicIndex {
  const makers = new Map<string, Maker | undefined>()
  return {
    ...index,
    maker(code) {
      if (!makers.has(code)) makers.set(code, index.maker(code))
      return makers.get(code)
    },
  }
}

function knowledgeOf(index: VpicIndex, thisYear: number): Knowledge {
  return (vin) => {
    const { maker, make, vehicle } = readVin(index, vin, thisYear)
    if (!hasSerial(vin, isLightVehicle(maker)) || !hasYear(vin)) return worth.impossible
    if (maker === undefined && make === undefined) return worth.nothing
    if (vehicle?.model === undefined) return worth.maker
    return worth.model + Math.min(1 - worth.model, Object.keys(vehicle.attributes).length / 40)
  }
}

function reportOf(vin: Vin, reading: Reading, suggestions: Vin[]): Report {
  const { maker, make, vehicle, year, openYears, unverified } = reading
  return createReport({
    vin,
    source: 'offline',
    facts: factsOf(vin, { maker, make, vehicle, year }),
    warnings: warningsFor({
      checkDigitValid: hasValidCheckDigit(vin),
      isNorthAmerican: isNorthAmerican(vin),
      makerKnown: maker !== undefined || make !== undefined,
      unverified,
      year,
      openYears,
    }),
    suggestions,
    rawData: vehicle?.attributes ?? {},
  })
}
