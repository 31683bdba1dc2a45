export interface RecentLookup {
  vin: string
  /** The headline of its report; null when the vehicle was not known. */
  title: string | null
  /** Unix milliseconds. */
  at: number
}

const mostRecent = 50

/** The list with this lookup first; each VIN stands in it once. */
export function withLookup(list: readonly RecentLookup[], lookup: RecentLookup): RecentLookup[] {
  return [lookup, ...list.filter(({ vin }) => vin !== lookup.vin)].slice(0, mostRecent)
}

/** Those in whose VIN or title each of the words occurs, in whatever case. */
export function matching(list: readonly RecentLookup[], words: string): RecentLookup[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return list.filter(({ vin, title }) => {
    const text = `${vin} ${title ?? ''}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** Reads what an earlier visit kept. What is no such list, whoever wrote it, reads as less or nothing. */
export function parseRecent(text: string | null): RecentLookup[] {
  const list = parsed(text)
  return Array.isArray(list) ? list.filter(isRecentLookup).slice(0, mostRecent) : []
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function isRecentLookup(item: unknown): item is RecentLookup {
  if (typeof item !== 'object' || item === null) return false
  const { vin, title, at } = item as Record<string, unknown>
  const titled = title === null || typeof title === 'string'
  return typeof vin === 'string' && /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) && titled && Number.isFinite(at)
}
