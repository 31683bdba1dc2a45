import { expect, test } from 'vitest'
import { countryOf, regionOf } from './countries.ts'
import { hasSerial, isLowVolume, isNorthAmerican, makerCodeOf, structureOf } from './structure.ts'
import type { Vin } from './vin.ts'

const startingWith = (start: string) => start.padEnd(17, '0') as Vin

test('a VIN is maker, description and identity', () => {
  expect(structureOf('1HGCM82633A004352' as Vin)).toEqual({ wmi: '1HG', vds: 'CM8263', vis: '3A004352' })
})

test.each([
  { name: 'three characters name a maker', vin: '1HGCM82633A004352', code: '1HG', lowVolume: false },
  { name: 'a 9 as the third adds characters 12 to 14', vin: '1P9PA1825WB213036', code: '1P9213', lowVolume: true },
  { name: 'a 9 elsewhere adds nothing', vin: '19UUA56602A000001', code: '19U', lowVolume: false },
])('$name', ({ vin, code, lowVolume }) => {
  expect(makerCodeOf(vin as Vin)).toBe(code)
  expect(isLowVolume(vin as Vin)).toBe(lowVolume)
})

test.each([
  { start: '1HG', country: 'United States', region: 'North America', northAmerican: true },
  { start: '10', country: 'United States', region: 'North America', northAmerican: true },
  { start: '2HG', country: 'Canada', region: 'North America', northAmerican: true },
  { start: '25', country: 'Canada', region: 'North America', northAmerican: true },
  { start: '26', country: null, region: 'North America', northAmerican: false },
  { start: '3VW', country: 'Mexico', region: 'North America', northAmerican: true },
  { start: '3X', country: 'Mexico', region: 'North America', northAmerican: true },
  { start: '38', country: 'Puerto Rico', region: 'North America', northAmerican: false },
  { start: '7SA', country: 'United States', region: 'North America', northAmerican: true },
  { start: '7F', country: 'United States', region: 'North America', northAmerican: true },
  { start: '7E', country: 'New Zealand', region: 'Oceania', northAmerican: false },
  { start: '6T1', country: 'Australia', region: 'Oceania', northAmerican: false },
  { start: 'JHM', country: 'Japan', region: 'Asia', northAmerican: false },
  { start: 'KMH', country: 'South Korea', region: 'Asia', northAmerican: false },
  { start: 'LSV', country: 'China', region: 'Asia', northAmerican: false },
  { start: 'SAJ', country: 'United Kingdom', region: 'Europe', northAmerican: false },
  { start: 'TMB', country: 'Czech Republic', region: 'Europe', northAmerican: false },
  { start: 'VF1', country: 'France', region: 'Europe', northAmerican: false },
  { start: 'VSS', country: 'Spain', region: 'Europe', northAmerican: false },
  { start: 'WVW', country: 'Germany', region: 'Europe', northAmerican: false },
  { start: 'YV1', country: 'Sweden', region: 'Europe', northAmerican: false },
  { start: 'ZFA', country: 'Italy', region: 'Europe', northAmerican: false },
  { start: '9BW', country: 'Brazil', region: 'South America', northAmerican: false },
  { start: '90', country: 'Brazil', region: 'South America', northAmerican: false },
  { start: 'AAV', country: 'South Africa', region: 'Africa', northAmerican: false },
  { start: '00', country: null, region: null, northAmerican: false },
  { start: 'G0', country: null, region: null, northAmerican: false },
])('$start is $country in $region', ({ start, country, region, northAmerican }) => {
  const vin = startingWith(start)
  expect(countryOf(vin)).toBe(country)
  expect(regionOf(vin)).toBe(region)
  expect(isNorthAmerican(vin)).toBe(northAmerican)
})

test.each([
  { name: 'five digits end a light vehicle', vin: '1HGCM82633A004352', light: true, serial: true },
  { name: 'four are too few for one', vin: '1HGCM82633A0A4352', light: true, serial: false },
  { name: 'four are enough for a bus', vin: '1HGCM82633A0A4352', light: false, serial: true },
  { name: 'three are too few for a bus', vin: '1HGCM82633A00A352', light: false, serial: false },
  { name: 'four are enough for a light vehicle elsewhere', vin: 'WVWZZZ1KZ8WAA0001', light: true, serial: true },
  { name: 'three are enough for a maker of few vehicles', vin: '1P9PA1825WB21A036', light: true, serial: true },
  { name: 'two are too few for one', vin: '1P9PA1825WB2130A6', light: true, serial: false },
])('$name', ({ vin, light, serial }) => {
  expect(hasSerial(vin as Vin, light)).toBe(serial)
})
