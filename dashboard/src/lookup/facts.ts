import type { Field } from '../../../services/vehicles/model/report.ts'
import type { Vehicle } from './vehicle.ts'

export interface Fact {
  /** The field's name in the API. */
  name: string
  label: string
  /** Null when it is not known. */
  value: string | null
  source: string | null
}

export interface Section {
  title: string
  facts: Fact[]
}

/** Names of the API and how the page calls them, section by section. */
const plan: Record<string, Record<string, string>> = {
  Vehicle: {
    make: 'Make',
    model: 'Model',
    year: 'Model year',
    series: 'Series',
    trim: 'Trim',
    vehicle_type: 'Type',
    body_class: 'Body',
    doors: 'Doors',
    gross_weight: 'Gross weight',
  },
  'Engine and drive': {
    engine_info: 'Engine',
    engine_model: 'Engine model',
    displacement_l: 'Displacement',
    cylinders: 'Cylinders',
    engine_configuration: 'Layout',
    turbo: 'Turbo',
    horsepower: 'Power',
    fuel_type: 'Fuel',
    secondary_fuel_type: 'Second fuel',
    electrification: 'Electrification',
    drive_type: 'Drive',
    transmission: 'Transmission',
  },
  Origin: {
    manufacturer: 'Manufacturer',
    country: 'Maker’s country',
    plant_city: 'Plant',
    plant_state: 'Plant state',
    plant_country: 'Plant country',
  },
}
/** What everybody asks for: shown even when it is not known. */
const askedFor = new Set([
  'make',
  'model',
  'year',
  'trim',
  'vehicle_type',
  'body_class',
  'engine_info',
  'fuel_type',
  'drive_type',
  'transmission',
  'manufacturer',
  'plant_country',
])
const planned = new Set(Object.values(plan).flatMap((names) => Object.keys(names)))

const units: Record<string, string> = { displacement_l: 'L', horsepower: 'hp' }

/** The report in sections; fields that the page has no place for stand in the last one, More. */
export function sectionsOf(vehicle: Vehicle): Section[] {
  const sections = Object.entries(plan).map(([title, names]) => ({ title, facts: factsOf(vehicle, names) }))
  const more = Object.entries(vehicle.fields)
    .filter(([name]) => !planned.has(name))
    .map(([name, field]) => fact(name, titleCase(name), field))
  return more.length === 0 ? sections : [...sections, { title: 'More', facts: more }]
}

/** Who said so, for people. A source that the page does not know is shown by its own name. */
export function sourceWords(source: string): string {
  return sources[source] ?? source
}

const sources: Record<string, string> = {
  offline: 'vPIC data kept with IntelAuto',
  nhtsa: 'NHTSA vPIC, online',
  autodev: 'auto.dev, online',
}

function factsOf(vehicle: Vehicle, names: Record<string, string>): Fact[] {
  return Object.entries(names)
    .map(([name, label]) => fact(name, label, vehicle.fields[name]))
    .filter(({ name, value }) => value !== null || askedFor.has(name))
}

function fact(name: string, label: string, field: Field | undefined): Fact {
  if (field === undefined || field.value === null || field.value === '')
    return { name, label, value: null, source: null }
  const unit = units[name]
  return {
    name,
    label,
    value: unit === undefined ? String(field.value) : `${field.value} ${unit}`,
    source: field.source,
  }
}

function titleCase(name: string): string {
  return name
    .split('_')
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
