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

/** Where a fact stands: the field's name in the API, and how the page calls it. */
export interface Place {
  name: string
  label: string
}

/** The sections of the page; fields that it has no place for stand in the last one, More. */
export function placesFor(fieldNames: Iterable<string>): { title: string; places: Place[] }[] {
  const sections = Object.entries(plan).map(([title, names]) => ({
    title,
    places: Object.entries(names).map(([name, label]) => ({ name, label })),
  }))
  const more = [...fieldNames].filter((name) => !planned.has(name)).map((name) => ({ name, label: titleCase(name) }))
  return more.length === 0 ? sections : [...sections, { title: 'More', places: more }]
}

/** The report in sections. */
export function sectionsOf(vehicle: Vehicle): Section[] {
  return placesFor(Object.keys(vehicle.fields)).map(({ title, places }) => ({
    title,
    facts: places
      .map((place) => factAt(place, vehicle))
      .filter(({ name, value }) => value !== null || askedFor.has(name) || !planned.has(name)),
  }))
}

export function factAt({ name, label }: Place, vehicle: Vehicle): Fact {
  const field = vehicle.fields[name]
  if (field === undefined || field.value === null || field.value === '')
    return { name, label, value: null, source: null }
  const unit = units[name]
  const value = unit === undefined ? String(field.value) : `${field.value} ${unit}`
  return { name, label, value, source: field.source }
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

function titleCase(name: string): string {
  return name
    .split('_')
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
