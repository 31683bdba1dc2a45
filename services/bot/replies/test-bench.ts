import { explainVin } from '../../vehicles/model/explain.ts'
import type { Report } from '../../vehicles/model/report.ts'
import { asVin } from '../../vehicles/model/vin.ts'
import type { Explain } from './lookups.ts'

const offline = 'offline' as const

/** A report whose every field the offline data told. */
function reportOf(vin: string, values: Record<string, string | number>): Report {
  const text = (name: string) => (values[name] === undefined ? null : String(values[name]))
  return {
    vin,
    manufacturer: text('manufacturer'),
    make: text('make'),
    model: text('model'),
    year: values.year === undefined ? null : Number(values.year),
    vehicle_type: text('vehicle_type'),
    engine_info: text('engine_info'),
    fuel_type: text('fuel_type'),
    source: offline,
    warnings: [],
    suggestions: [],
    fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source: offline }])),
    raw_data: {},
  }
}

export const accord = reportOf('1HGCM82633A004352', {
  manufacturer: 'American Honda Motor Co., Inc.',
  make: 'Honda',
  model: 'Accord',
  year: 2003,
  vehicle_type: 'Passenger Car',
  country: 'United States',
  fuel_type: 'Gasoline',
  trim: 'EX-V6',
  body_class: 'Coupe',
  doors: 2,
  displacement_l: 3,
  cylinders: 6,
  engine_configuration: 'V-Shaped',
  engine_model: 'J30A4',
  horsepower: 240,
  gross_weight: 'Class 1C: 4,001 - 5,000 lb (1,814 - 2,268 kg)',
  plant_city: 'Marysville',
  plant_state: 'Ohio',
  plant_country: 'United States',
  engine_info: '3.0L V6 gasoline, 240 hp',
})

export const tesla: Report = {
  ...reportOf('5YJ3E1EA7KF317000', {
    manufacturer: 'Tesla, Inc.',
    make: 'Tesla',
    model: 'Model 3',
    year: 2019,
    vehicle_type: 'Passenger Car',
    country: 'United States',
    fuel_type: 'Electric',
    body_class: 'Sedan/Saloon',
    doors: 4,
    plant_city: 'Fremont',
    plant_country: 'United States',
    engine_info: 'electric',
  }),
  warnings: [{ code: 'check_digit', message: 'wrong' }],
  suggestions: ['5YJ3E1EA7KF317008', '5YJ3E1EA7KF317090'],
}

export const unknownVehicle: Report = {
  ...reportOf('ZZZ00000000000000', {}),
  warnings: [{ code: 'unknown_maker', message: 'no maker is known for ZZZ' }],
}

/** As the offline decoder explains, with years that do not depend on the time. */
export const explain: Explain = (text) => {
  const vin = asVin(text)
  if (vin === undefined) throw new TypeError('a VIN was wanted')
  const yearCandidates = { '3': [2003], K: [2019, 1989] }[vin.charAt(9)] ?? []
  return explainVin(vin, { makerKnown: true, yearCandidates, suggestions: [] })
}
