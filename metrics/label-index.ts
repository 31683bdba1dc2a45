import { compareLabels, type Labels } from './model/labels.ts'
import { type Matcher, matchesAll } from './model/matcher.ts'

export interface Indexed {
  readonly labels: Labels
}

/** Finds what carries given labels, without looking at everything. */
export interface LabelIndex<Entry extends Indexed> {
  add(entry: Entry): void
  remove(entry: Entry): void
  /** Sorted by labels, as Prometheus's storage answers. */
  find(matchers: readonly Matcher[]): Entry[]
  names(): string[]
  values(name: string): string[]
}

export function createLabelIndex<Entry extends Indexed>(): LabelIndex<Entry> {
  const postings = new Map<string, Map<string, Set<Entry>>>()
  const everything = new Set<Entry>()
  /** Places in the sorted order; counted anew after an addition, because sorting by a number is cheap. */
  const places = new Map<Entry, number>()
  let sorted = true

  const holders = (name: string, value: string): ReadonlySet<Entry> => postings.get(name)?.get(value) ?? new Set()

  const candidates = (matchers: readonly Matcher[]): Iterable<Entry> => {
    let smallest: ReadonlySet<Entry> | undefined
    for (const { name, operator, value } of matchers) {
      if (operator !== '=' || value === '') continue
      const holding = holders(name, value)
      if (smallest === undefined || holding.size < smallest.size) smallest = holding
    }
    return smallest ?? withMatchingValues(matchers) ?? everything
  }

  const withMatchingValues = (matchers: readonly Matcher[]): Entry[] | undefined => {
    const matcher = matchers.find(({ name, matches }) => postings.has(name) && !matches(''))
    if (matcher === undefined) return undefined
    const byValue = [...(postings.get(matcher.name) ?? [])]
    return byValue.flatMap(([value, entries]) => (matcher.matches(value) ? [...entries] : []))
  }

  const sort = (): void => {
    if (sorted) return
    const inOrder = [...everything].sort((a, b) => compareLabels(a.labels, b.labels))
    for (const [place, entry] of inOrder.entries()) places.set(entry, place)
    sorted = true
  }

  return {
    add(entry) {
      everything.add(entry)
      sorted = false
      for (const [name, value] of entry.labels.pairs) {
        const byValue = postings.get(name) ?? new Map<string, Set<Entry>>()
        postings.set(name, byValue)
        const entries = byValue.get(value)
        if (entries === undefined) byValue.set(value, new Set([entry]))
        else entries.add(entry)
      }
    },
    remove(entry) {
      everything.delete(entry)
      places.delete(entry)
      for (const [name, value] of entry.labels.pairs) {
        const byValue = postings.get(name)
        const entries = byValue?.get(value)
        entries?.delete(entry)
        if (entries?.size === 0) byValue?.delete(value)
        if (byValue?.size === 0) postings.delete(name)
      }
    },
    find(matchers) {
      sort()
      const found: Entry[] = []
      for (const entry of candidates(matchers)) if (matchesAll(matchers, entry.labels)) found.push(entry)
      return found.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    },
    names: () => [...postings.keys()].sort(),
    values: (name) => [...(postings.get(name)?.keys() ?? [])].sort(),
  }
}
