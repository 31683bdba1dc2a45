/** An object in a stranger's JSON: every member may be missing, or of another kind than was promised. */
export type Foreign = Readonly<Record<string, unknown>>

const longestText = 500
const mostAttributes = 200
/** How strangers write that they do not know. */
const unknownWords = new Set(['', 'not applicable', 'n/a', 'null', 'undefined', 'unknown'])

export function objectIn(value: unknown): Foreign | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Foreign) : undefined
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A short text, or a number as one: a Ram "1500" may come as 1500. Undefined for what says nothing. */
export function textIn(value: unknown): string | undefined {
  if (typeof value !== 'string' && !(typeof value === 'number' && Number.isFinite(value))) return undefined
  const text = storable(String(value)).trim().replace(/\s+/gu, ' ')
  return text.length > longestText || unknownWords.has(text.toLowerCase()) ? undefined : text
}

/** A number above zero, or a text that is one. */
export function numberIn(value: unknown): number | undefined {
  const text = textIn(value)
  return text !== undefined && /^\d{1,7}(?:\.\d{1,12})?$/.test(text) && Number(text) > 0 ? Number(text) : undefined
}

/** A model year that a VIN of 17 characters can have. */
export function yearIn(value: unknown): number | undefined {
  const year = numberIn(value)
  return year !== undefined && Number.isInteger(year) && year >= 1980 && year <= 2100 ? year : undefined
}

/** Texts, numbers and truths of an object and of the objects in it, with limits; lists are left out. */
export function attributesIn(object: Foreign, depth = 1): Record<string, unknown> {
  const attributes = Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const inner = objectIn(value)
    if (inner !== undefined) return depth > 0 ? nonEmpty(name, attributesIn(inner, depth - 1)) : []
    if (typeof value === 'boolean') return [[name, value]]
    if (typeof value === 'number') return Number.isFinite(value) ? [[name, value]] : []
    const text = textIn(value)
    return text === undefined ? [] : [[name, text]]
  })
  const named = attributes.map(([name, value]): [string, unknown] => [storable(name).slice(0, longestText), value])
  return Object.fromEntries(named.slice(0, mostAttributes))
}

function nonEmpty(name: string, inner: Record<string, unknown>): [string, unknown][] {
  return Object.keys(inner).length === 0 ? [] : [[name, inner]]
}

/** Without what Postgres cannot keep in a JSON: control characters and halves of surrogate pairs. */
function storable(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, ' ')
}
