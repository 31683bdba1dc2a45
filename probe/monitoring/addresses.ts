import type { Complaint, Path } from './fault.ts'
import { isMap } from './misfits.ts'
import { fillPlaceholders, hasPlaceholder, type PlaceholderValues, placeholderFaults } from './placeholders.ts'
import { checkKinds } from './shape.ts'

const fillable = new Set(['url', 'apiRoot', 'token', 'host', 'headers'])

const schemes: Readonly<Record<string, readonly string[]>> = {
  http: ['http:', 'https:'],
  prometheus: ['http:', 'https:'],
  telegram: ['http:', 'https:'],
  postgres: ['postgres:', 'postgresql:'],
  redis: ['redis:', 'rediss:', 'http:', 'https:'],
}

/** What is wrong with the placeholders and the addresses of a whole file, of whatever shape. */
export function addressFaults(file: unknown, values: PlaceholderValues): Complaint[] {
  return textsOf(file, []).flatMap(([path, text]) => {
    const kind = kindAt(path)
    if (kind === undefined) return strayPlaceholder(path, text)
    const faults = placeholderFaults(text, values).map((fault) => ({ path, ...fault }))
    if (faults.length > 0 || !isAddress(path)) return faults
    const wanted = addressComplaint(fillPlaceholders(text, values), schemes[kind] ?? [])
    return wanted === undefined ? [] : [{ path, wanted }]
  })
}

/** Elsewhere a value could end in a message that people read. */
function strayPlaceholder(path: Path, text: string): Complaint[] {
  return hasPlaceholder(text)
    ? [{ path, wanted: `no placeholder here: they stand in ${[...fillable].join(', ')}` }]
    : []
}

function addressComplaint(address: string, wanted: readonly string[]): string | undefined {
  const protocol = URL.parse(address)?.protocol
  return protocol !== undefined && wanted.includes(protocol)
    ? undefined
    : `a URL that begins with ${wanted.join(' or ')}`
}

function isAddress(path: Path): boolean {
  return path.at(-1) === 'url' || path.at(-1) === 'apiRoot'
}

/** @returns the kind of check whose place for settings this is; undefined when no setting may stand here. */
function kindAt([list, , kind, field]: Path): string | undefined {
  if (list === 'scrapes') return kind === 'url' ? 'prometheus' : undefined
  return list === 'targets' && checkKinds.some((one) => one === kind) && fillable.has(String(field))
    ? String(kind)
    : undefined
}

function textsOf(value: unknown, path: Path): [Path, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]))
  return isMap(value) ? Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key])) : []
}
