import type { FactName } from '../../vehicles/model/facts.ts'
import type { Report, Source } from '../../vehicles/model/report.ts'
import type { Html } from '../languages/html.ts'
import type { Voice } from '../languages/voice.ts'
import type { ToldField } from '../model/asked-fields.ts'

export interface ToldValue {
  text: string
  source: Source
}

/** What a report says of a field, in words of the language; null when it is not known. */
export function toldValue(voice: Voice, report: Report, name: ToldField): ToldValue | null {
  if (name === 'built_in') return places(voice, report)
  if (name === 'engine_info') return engine(voice, report)
  const field = report.fields[name]
  return field === undefined ? null : { text: inWords(voice, name, field.value), source: field.source }
}

/** `Engine: V6`, also of what is not known. */
export function fieldLine(voice: Voice, name: ToldField, value: ToldValue | null): Html {
  return voice.html('line', {
    name: voice.plain('field-name', { field: name }),
    value: value?.text ?? voice.html('not-available'),
  })
}

/** Names no decoder tells as people of the language would; others are translated word for word. */
const inOwnWords = new Set<ToldField>([
  'vehicle_type',
  'fuel_type',
  'secondary_fuel_type',
  'body_class',
  'drive_type',
  'transmission',
  'engine_configuration',
  'turbo',
  'electrification',
])

function inWords(voice: Voice, name: FactName, value: string | number): string {
  if (name === 'displacement_l') return voice.plain('litres', { litres: Number(value) })
  if (name === 'horsepower') return voice.plain('horsepower', { power: Math.round(Number(value)) })
  if (name === 'country' || name === 'plant_country') return voice.country(String(value))
  if (inOwnWords.has(name)) return voice.plain('value-word', { word: wordKey(String(value)), value })
  return String(value)
}

/** `4WD/4-Wheel Drive/4x4` is `x4wd-4-wheel-drive-4x4`, as Fluent names cases. */
function wordKey(value: string): string {
  const key = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '')
  return /^\d/u.test(key) ? `x${key}` : key
}

function places(voice: Voice, report: Report): ToldValue | null {
  const told = (['plant_city', 'plant_state', 'plant_country'] as const).flatMap(
    (name) => toldValue(voice, report, name) ?? [],
  )
  const [first] = told
  return first === undefined ? null : { text: voice.joined(told.map(({ text }) => text)), source: first.source }
}

const layoutLetters: Record<string, string> = { 'In-Line': 'I', 'V-Shaped': 'V', 'W Shaped': 'W' }

/** An engine in one line; of an electric one that it is electric. */
function engine(voice: Voice, report: Report): ToldValue | null {
  const line = report.fields.engine_info
  if (line === undefined) return null
  const told = (name: FactName) => toldValue(voice, report, name)?.text ?? []
  const turbo = report.fields.turbo?.value === 'Yes' ? voice.plain('turbo') : []
  const parts = [told('displacement_l'), layout(voice, report), turbo, told('horsepower')].flat()
  return {
    text: parts.length > 0 ? voice.joined(parts) : (toldValue(voice, report, 'fuel_type')?.text ?? String(line.value)),
    source: line.source,
  }
}

function layout(voice: Voice, { fields }: Report): string | string[] {
  const { cylinders, engine_configuration: configuration } = fields
  const letter = layoutLetters[configuration?.value ?? '']
  if (cylinders !== undefined && letter !== undefined) return `${letter}${cylinders.value}`
  const shape = configuration === undefined ? [] : inWords(voice, 'engine_configuration', configuration.value)
  return [shape, cylinders === undefined ? [] : voice.plain('cylinders', { count: Number(cylinders.value) })].flat()
}
