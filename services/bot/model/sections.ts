import type { FactName } from '../../vehicles/model/facts.ts'

export interface Section {
  name: 'identity' | 'engine' | 'body' | 'drive' | 'built'
  fields: readonly FactName[]
}

/** Everything that a report can tell, in the order in which it is told in full. */
export const sections: readonly Section[] = [
  {
    name: 'identity',
    fields: ['make', 'model', 'year', 'series', 'trim', 'vehicle_type', 'manufacturer', 'country'],
  },
  {
    name: 'engine',
    fields: [
      'fuel_type',
      'secondary_fuel_type',
      'displacement_l',
      'cylinders',
      'engine_configuration',
      'engine_model',
      'turbo',
      'horsepower',
      'electrification',
    ],
  },
  { name: 'body', fields: ['body_class', 'doors', 'gross_weight'] },
  { name: 'drive', fields: ['drive_type', 'transmission'] },
  { name: 'built', fields: ['plant_city', 'plant_state', 'plant_country'] },
]
