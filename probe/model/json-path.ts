export type JsonScalar = string | number | boolean | null

/** The steps of `a.b[0].c`; undefined when the text is no such path. */
export function stepsOf(path: string): string[] | undefined {
  const isPath = /^[^.[\]]+(\[\d+\])*(\.[^.[\]]+(\[\d+\])*)*$/.test(path)
  return isPath ? path.split(/[.[\]]+/).filter((step) => step !== '') : undefined
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(document: unknown, path: string): unknown {
  let place = document
  for (const step of stepsOf(path) ?? []) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, step)) return undefined
    place = (place as Record<string, unknown>)[step]
  }
  return place
}

const longestShown = 60

/** A value in a sentence: short, and of structures only their kind. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value)
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`
}
