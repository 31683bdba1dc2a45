export const placeholderNames = [
  'WEB_URL',
  'API_URL',
  'BOT_URL',
  'PROBE_URL',
  'DATABASE_URL',
  'CACHE_URL',
  'CACHE_TOKEN',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_BOT_TOKEN',
] as const

/** What the placeholders stand for, by name; null is not set. */
export type PlaceholderValues = Readonly<Record<string, string | null>>

const places = /\$\{([^}]*)\}(?=(\/?))/g

/** Whether a text has the beginning of a placeholder. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('${')
}

/** @returns what is wrong with the placeholders of a text; no value is told. */
export function placeholderFaults(text: string, values: PlaceholderValues): { wanted: string; offset: number }[] {
  const faults = [...text.matchAll(places)].flatMap(({ 1: name = '', index: offset }) => {
    const wanted = complaintAbout(name, values)
    return wanted === undefined ? [] : [{ wanted, offset }]
  })
  const open = text.replace(places, (place) => ' '.repeat(place.length)).indexOf('${')
  return open === -1 ? faults : [...faults, { wanted: 'a } that closes ${', offset: open }]
}

/** An address that ends in a slash gives it up where the text goes on with one. */
export function fillPlaceholders(text: string, values: PlaceholderValues): string {
  return text.replace(places, (_, name: string, slash: string) => {
    const value = values[name] ?? ''
    return slash === '' ? value : value.replace(/\/+$/, '')
  })
}

function complaintAbout(name: string, values: PlaceholderValues): string | undefined {
  if (!placeholderNames.some((known) => known === name)) {
    return `a placeholder of ${placeholderNames.join(', ')}, not ${JSON.stringify(name)}`
  }
  const isSet = Object.hasOwn(values, name) && values[name] !== null && values[name] !== undefined
  return isSet ? undefined : `${name} to be set in the environment`
}
