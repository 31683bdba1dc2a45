import { countryOf, regionOf } from './countries.ts'
import type { Vin } from './vin.ts'

/** ISO 3779: maker, description, and what tells one vehicle from the next. */
export interface VinStructure {
  wmi: string
  vds: string
  vis: string
}

export function structureOf(vin: Vin): VinStructure {
  return { wmi: vin.slice(0, 3), vds: vin.slice(3, 9), vis: vin.slice(9) }
}

/** Makers of few vehicles share a WMI ending in 9; characters 12-14 tell them apart. */
export function isLowVolume(vin: Vin): boolean {
  return vin[2] === '9'
}

/** What names the maker: the WMI, with characters 12-14 behind it for a maker of few vehicles. */
export function makerCodeOf(vin: Vin): string {
  return isLowVolume(vin) ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3)
}

/** Where check digit and model year are law: United States, Canada, Mexico. */
export function isNorthAmerican(vin: Vin): boolean {
  return regionOf(vin) === 'North America' && ['United States', 'Canada', 'Mexico'].includes(countryOf(vin) ?? '')
}

/**
 * Whether it ends in digits as every VIN does: in North America five for light vehicles, three for makers of few
 * vehicles (49 CFR 565.15(d)), else four (ISO 3779).
 */
export function hasSerial(vin: Vin, isLightVehicle: boolean): boolean {
  if (isLowVolume(vin)) return /\d{3}$/.test(vin)
  return (isLightVehicle && isNorthAmerican(vin) ? /\d{5}$/ : /\d{4}$/).test(vin)
}
