/** The label that holds a series' name. */
export const NAME_LABEL = '__name__'

export type LabelPair = readonly [name: string, value: string]

/** What tells one series from another. Immutable; two label sets are the same when their keys are. */
export interface Labels {
  /** Sorted by name, each name once, no empty values: an empty label is an absent one. */
  readonly pairs: readonly LabelPair[]
  /** Canonical: equal for equal label sets, different for different ones. */
  readonly key: string
}

export const noLabels: Labels = { pairs: [], key: '' }

/** Builds a label set from names and values in any order. The last value of a repeated name counts. */
export function labelsOf(values: Readonly<Record<string, string>> | Iterable<LabelPair>): Labels {
  const pairs = Symbol.iterator in values ? new Map(values as Iterable<LabelPair>) : new Map(Object.entries(values))
  return fromSorted([...pairs].sort(byName))
}

/** @returns the value, or '' when the label is absent. */
export function labelValue(labels: Labels, name: string): string {
  for (const pair of labels.pairs) if (pair[0] === name) return pair[1]
  return ''
}

/** The labels with one of them set; an empty value takes it away. */
export function withLabel(labels: Labels, name: string, value: string): Labels {
  const others = labels.pairs.filter((pair) => pair[0] !== name)
  return value === '' ? fromSorted(others) : fromSorted([...others, [name, value] as const].sort(byName))
}

export function withoutLabels(labels: Labels, names: ReadonlySet<string>): Labels {
  const kept = labels.pairs.filter((pair) => !names.has(pair[0]))
  return kept.length === labels.pairs.length ? labels : fromSorted(kept)
}

export function onlyLabels(labels: Labels, names: ReadonlySet<string>): Labels {
  const kept = labels.pairs.filter((pair) => names.has(pair[0]))
  return kept.length === labels.pairs.length ? labels : fromSorted(kept)
}

/** What describes the metric and not the thing that was measured. */
const metadata = new Set([NAME_LABEL, '__type__', '__unit__'])

/** The labels of values that are no longer those of the metric. */
export function withoutName(labels: Labels): Labels {
  return withoutLabels(labels, metadata)
}

/** Any text may name a label but the empty one and one that is no Unicode (bytes that are none were replaced while reading). */
export function isLabelName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !name.includes('\ufffd')
}

/** Prometheus's order of series: by the first difference in names and values, the shorter one first. */
export function compareLabels(a: Labels, b: Labels): number {
  const shared = Math.min(a.pairs.length, b.pairs.length)
  for (let i = 0; i < shared; i++) {
    const order = comparePairs(a.pairs[i], b.pairs[i])
    if (order !== 0) return order
  }
  return a.pairs.length - b.pairs.length
}

/** The set between braces, values quoted: `{__name__="up", job="api"}`. */
export function formatLabels(labels: Labels): string {
  return `{${labels.pairs.map(([name, value]) => `${formatName(name)}=${JSON.stringify(value)}`).join(', ')}}`
}

const nameAlone = new Set([NAME_LABEL])

/** The way people write a series: `up{job="api"}`; a name that needs quotes goes into the braces. */
export function formatSeries(labels: Labels): string {
  const name = labelValue(labels, NAME_LABEL)
  const rest = withoutLabels(labels, nameAlone)
  if (!/^[a-zA-Z_:][\w:]*$|^$/.test(name))
    return `{${JSON.stringify(name)}, ${formatLabels(rest).slice(1)}`.replace(', }', '}')
  return rest.pairs.length === 0 && name !== '' ? name : name + formatLabels(rest)
}

function fromSorted(pairs: readonly LabelPair[]): Labels {
  const kept = pairs.some((pair) => pair[1] === '') ? pairs.filter((pair) => pair[1] !== '') : pairs
  if (kept.length === 0) return noLabels
  let key = ''
  // A label value may hold any character, so its length goes first.
  for (const [name, value] of kept) key += `${name.length}:${value.length}:${name}${value}`
  return { pairs: kept, key }
}

function byName(a: LabelPair, b: LabelPair): number {
  return compareText(a[0], b[0])
}

function comparePairs(a: LabelPair | undefined, b: LabelPair | undefined): number {
  if (a === undefined || b === undefined) return 0
  return compareText(a[0], b[0]) || compareText(a[1], b[1])
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function formatName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : JSON.stringify(name)
}
