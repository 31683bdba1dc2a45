import {
  formatLabels,
  type LabelPair,
  type Labels,
  labelsOf,
  labelValue,
  NAME_LABEL,
  onlyLabels,
} from '../../model/labels.ts'
import { equalTo, type Matcher } from '../../model/matcher.ts'
import { type Expr, unwrap } from '../ast.ts'
import { executionError } from '../error.ts'
import { type Element, type Evaluation, type PlacedElement, perStep, type Row } from '../rows.ts'
import { selectInstant } from '../select.ts'
import { type FunctionTable, overRows, type RowsCall } from './function.ts'

/** Adds the labels of what is known about a target (`target_info`) to its series. Experimental in Prometheus. */
export const infoFunctions: FunctionTable = {
  info: overRows(['vector', 'vector'], addInfo, 1),
}

const DEFAULT_METRIC = 'target_info'
/** The labels by which a series and its information belong together. */
const identifying = ['instance', 'job']
const identifyingSet = new Set(identifying)

/** What the second argument asks for. */
interface Wanted {
  readonly names: readonly Matcher[]
  /** By label; when there are any, only these labels are added. */
  readonly data: ReadonlyMap<string, readonly Matcher[]>
}

function addInfo({ args, rows, evaluation }: RowsCall): Row[] {
  const wanted = readWanted(args[1])
  const infoRows = selectInfo(
    evaluation,
    wanted,
    rows.filter((row) => !isInfo(wanted, row.labels)),
  )
  const infoNames = [...new Set(infoRows.map(({ labels }) => labelValue(labels, NAME_LABEL)))]
  return perStep(evaluation, [rows, infoRows], ([base = [], info = []]): Element[] => {
    const newest = newestBySignature(info)
    return base.flatMap((element) => {
      if (isInfo(wanted, element.labels)) return [element]
      const found = infoNames.flatMap((name) => newest.get(signatureOf(name, element.labels)) ?? [])
      if (found.length === 0 && requiresData(wanted)) return []
      return [{ ...element, labels: enriched(element.labels, found, wanted) }]
    })
  })
}

function readWanted(arg: Expr | undefined): Wanted {
  const selector = arg === undefined ? undefined : unwrap(arg)
  if (selector?.kind !== 'selector') return { names: [equalTo(NAME_LABEL, DEFAULT_METRIC)], data: new Map() }
  const [names, others] = [
    selector.matchers.filter(isAboutName),
    selector.matchers.filter((matcher) => !isAboutName(matcher)),
  ]
  return { names, data: Map.groupBy(others, ({ name }) => name) }
}

function isAboutName({ name }: Matcher): boolean {
  return name === NAME_LABEL
}

function isInfo({ names }: Wanted, labels: Labels): boolean {
  const name = labelValue(labels, NAME_LABEL)
  return names.length > 0 && names.every(({ matches }) => matches(name))
}

/** The information about the targets of these rows; as values the seconds at which it was taken. */
function selectInfo(evaluation: Evaluation, { names, data }: Wanted, rows: readonly Row[]): Row[] {
  const ofTargets = identifying.flatMap((name) => valueMatcher(name, rows))
  if (ofTargets.length === 0) return []
  const named = names.length > 0 ? names : [equalTo(NAME_LABEL, DEFAULT_METRIC)]
  const matchers = [...named, ...ofTargets, ...[...data.values()].flat()]
  const span = { from: 0, to: 0 }
  return selectInstant(
    evaluation,
    { kind: 'selector', span, metric: '', matchers, edges: 'plain', offset: undefined, instant: undefined },
    'time',
  )
}

function valueMatcher(name: string, rows: readonly Row[]): Matcher[] {
  const values = new Set(rows.map(({ labels }) => labelValue(labels, name)).filter((value) => value !== ''))
  return values.size === 0
    ? []
    : [{ name, operator: '=~', value: [...values].join('|'), matches: (value) => values.has(value) }]
}

function signatureOf(name: string, labels: Labels): string {
  return `${name}\n${onlyLabels(labels, identifyingSet).key}`
}

function newestBySignature(info: readonly PlacedElement[]): Map<string, Element> {
  const newest = new Map<string, Element>()
  for (const element of info) {
    const signature = signatureOf(labelValue(element.labels, NAME_LABEL), element.labels)
    const other = newest.get(signature)
    if (other?.value === element.value) throw twice(other, element)
    if (other === undefined || other.value < element.value) newest.set(signature, element)
  }
  return newest
}

function twice(existing: Element, added: Element) {
  const [first, second] = [existing, added].map(
    ({ labels, value }) => `${formatLabels(labels)} @ ${Math.round(value * 1_000)}`,
  )
  return executionError(`found duplicate series for info metric: existing ${first}, new ${second}`)
}

function requiresData({ data }: Wanted): boolean {
  return [...data.values()].flat().some(({ matches }) => !matches(''))
}

/** The labels of the series win over those of the information. */
function enriched(labels: Labels, found: readonly Element[], { data }: Wanted): Labels {
  const added = new Map<string, string>()
  for (const [name, value] of found.flatMap((element): readonly LabelPair[] => element.labels.pairs)) {
    if (name === NAME_LABEL || (data.size > 0 && !data.has(name))) continue
    if ((added.get(name) ?? value) !== value) throw executionError(`conflicting label: ${name}`)
    if (labelValue(labels, name) === '') added.set(name, value)
  }
  return added.size === 0 ? labels : labelsOf([...labels.pairs, ...added])
}
