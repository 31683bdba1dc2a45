import type { Report } from '../../vehicles/model/report.ts'
import type { ToldField } from './asked-fields.ts'

/** `unknown`: one of the two says nothing, so it cannot be told whether they differ. */
export type Likeness = 'alike' | 'different' | 'unknown'

export interface ComparedField {
  name: ToldField
  likeness: Likeness
}

const compared: readonly ToldField[] = [
  'make',
  'model',
  'year',
  'trim',
  'series',
  'vehicle_type',
  'body_class',
  'doors',
  'displacement_l',
  'cylinders',
  'engine_configuration',
  'engine_model',
  'fuel_type',
  'electrification',
  'horsepower',
  'turbo',
  'transmission',
  'drive_type',
  'gross_weight',
  'manufacturer',
  'plant_country',
]

/** Field by field; what neither knows is left out. */
export function compare(one: Report, other: Report): ComparedField[] {
  return compared.flatMap((name) => {
    const likeness = likenessOf(one.fields[name]?.value, other.fields[name]?.value)
    return likeness === null ? [] : [{ name, likeness }]
  })
}

type Value = string | number | undefined

function likenessOf(one: Value, other: Value): Likeness | null {
  if (one === undefined && other === undefined) return null
  if (one === undefined || other === undefined) return 'unknown'
  return one === other ? 'alike' : 'different'
}
