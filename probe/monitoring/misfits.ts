import { IsArray, IsObject, type TObject, type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { Complaint, Path } from './fault.ts'

/** Everything in a value that a schema does not allow, each told with the schema's description. */
export function misfits(schema: TSchema, value: unknown, path: Path = []): Complaint[] {
  if (IsObject(schema) && isMap(value)) return misfitsOfMap(schema, value, path)
  if (IsArray(schema) && Array.isArray(value) && value.length > 0) {
    return value.flatMap((item, index) => misfits(schema.items, item, [...path, index]))
  }
  return Check(schema, value) ? [] : [{ path, wanted: wantedBy(schema) }]
}

export type YamlMap = Readonly<Record<string, unknown>>

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function misfitsOfMap({ properties, ...schema }: TObject, value: YamlMap, path: Path): Complaint[] {
  const required: readonly string[] = schema.required ?? []
  const known = Object.keys(properties).join(', ')
  return [
    ...required.filter((key) => !Object.hasOwn(value, key)).map((key) => ({ path, wanted: `the key ${key} here` })),
    ...Object.entries(value).flatMap(([key, item]) => {
      const schema = Object.hasOwn(properties, key) ? properties[key] : undefined
      if (schema) return misfits(schema, item, [...path, key])
      return [{ path: [...path, key], wanted: `one of the keys ${known}, not ${JSON.stringify(key)}`, aboutKey: true }]
    }),
  ]
}

function wantedBy(schema: TSchema): string {
  return 'description' in schema && typeof schema.description === 'string' ? schema.description : 'something else'
}
