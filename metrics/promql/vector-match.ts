import {
  formatLabels,
  type Labels,
  labelValue,
  onlyLabels,
  withLabel,
  withoutLabels,
  withoutName,
} from '../model/labels.ts'
import { combiner } from './arithmetic.ts'
import { type Binary, isComparison, type Matching } from './ast.ts'
import { executionError } from './error.ts'
import type { Element, PlacedElement, Row } from './rows.ts'
import { createMatchLabels, signaturesOf } from './signatures.ts'

/** Combines the elements of one step. */
export type Match = (left: readonly PlacedElement[], right: readonly PlacedElement[]) => Element[]

/** One pair of elements that belong together, on the sides that the operator sees. */
interface Pair {
  readonly many: Element
  readonly one: Element
  readonly signature: string
}

/** Pairs series by their labels and combines each pair, as Prometheus's vector matching does. */
export function matchVectors(
  binary: Binary,
  leftRows: readonly Row[],
  rightRows: readonly Row[],
  keepNames: boolean,
): Match {
  const swapped = binary.matching.cardinality === 'one-to-many'
  const [manyRows, oneRows] = swapped ? [rightRows, leftRows] : [leftRows, rightRows]
  const pairUp = createPairing(binary.matching, swapped, manyRows, oneRows)
  const combinePairs = createPairCombiner(binary, swapped, keepNames)
  return (left, right) => combinePairs(swapped ? pairUp(right, left) : pairUp(left, right))
}

type Pairing = (many: readonly PlacedElement[], one: readonly PlacedElement[]) => Pair[]

function createPairing(
  matching: Matching,
  swapped: boolean,
  manyRows: readonly Row[],
  oneRows: readonly Row[],
): Pairing {
  const ofMany = signaturesOf(manyRows, matching)
  const ofOne = signaturesOf(oneRows, matching)
  const { fillLeft, fillRight } = matching
  const [fillMany, fillOne] = swapped ? [fillRight, fillLeft] : [fillLeft, fillRight]
  const fills = fillMany !== undefined || fillOne !== undefined
  const standIn = createStandIn(matching)

  return (many, one) => {
    if ((many.length === 0 || one.length === 0) && !fills) return []
    const ones = indexOnes(one, ofOne, matching)
    const unmatched = new Map(ones)
    const pairs = many.flatMap((element): Pair[] => {
      const signature = ofMany[element.row] ?? ''
      unmatched.delete(signature)
      return pairOf(element, ones.get(signature) ?? standIn(element, fillOne), signature)
    })
    const rest = [...unmatched].flatMap(([signature, element]) =>
      pairOf(standIn(element, fillMany), element, signature),
    )
    return [...pairs, ...rest]
  }
}

function pairOf(many: Element | undefined, one: Element | undefined, signature: string): Pair[] {
  return many === undefined || one === undefined ? [] : [{ many, one, signature }]
}

/** What takes the place of a missing series, when there is a value for it. */
function createStandIn(matching: Matching): (partner: Element, fill: number | undefined) => Element | undefined {
  const matchLabels = createMatchLabels(matching)
  return ({ labels }, fill) =>
    fill === undefined ? undefined : { labels: matchLabels(labels), nameDropped: false, value: fill }
}

function indexOnes(
  elements: readonly PlacedElement[],
  signatures: readonly string[],
  matching: Matching,
): Map<string, Element> {
  const bySignature = new Map<string, Element>()
  for (const element of elements) {
    const signature = signatures[element.row] ?? ''
    const twin = bySignature.get(signature)
    if (twin !== undefined) throw manyOnOneSide(element, twin, matching)
    bySignature.set(signature, element)
  }
  return bySignature
}

function manyOnOneSide({ labels }: Element, twin: Element, matching: Matching) {
  const side = matching.cardinality === 'one-to-many' ? 'left' : 'right'
  const group = formatLabels(createMatchLabels(matching)(labels))
  return executionError(
    `found duplicate series for the match group ${group} on the ${side} hand-side of the operation: ` +
      `[${formatLabels(labels)}, ${formatLabels(twin.labels)}];many-to-many matching not allowed: matching labels must be unique on one side`,
  )
}

function createPairCombiner(
  { operator, bool, matching }: Binary,
  swapped: boolean,
  keepNames: boolean,
): (pairs: readonly Pair[]) => Element[] {
  const combine = combiner(operator, bool)
  const labelsOfPair = createResultLabels(matching, !isComparison(operator) || (bool && !keepNames))
  const isOneToOne = matching.cardinality === 'one-to-one'

  const combinePair = ({ many, one }: Pair, labels: Labels): Element[] => {
    const value = swapped ? combine(one.value, many.value) : combine(many.value, one.value)
    return value === undefined ? [] : [{ labels, nameDropped: bool, value }]
  }

  return (pairs) => {
    const seen = new Set<string>()
    return pairs.flatMap((pair) => {
      const labels = labelsOfPair(pair.many.labels, pair.one.labels)
      const place = isOneToOne ? pair.signature : `${pair.signature}\n${labels.key}`
      if (seen.has(place)) throw executionError(isOneToOne ? MANY_TO_ONE : NOT_UNIQUE)
      seen.add(place)
      return combinePair(pair, labels)
    })
  }
}

const MANY_TO_ONE = 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
const NOT_UNIQUE = 'multiple matches for labels: grouping labels must ensure unique matches'

/** The labels of a result; many pairs have the same ones at every step, so they are remembered. */
function createResultLabels(matching: Matching, dropsName: boolean): (many: Labels, one: Labels) => Labels {
  const known = new Map<string, Labels>()
  const names = new Set(matching.labels)
  const isOneToOne = matching.cardinality === 'one-to-one'

  const make = (many: Labels, one: Labels): Labels => {
    const base = dropsName ? withoutName(many) : many
    const matched = !isOneToOne ? base : matching.on ? onlyLabels(base, names) : withoutLabels(base, names)
    return matching.include.reduce((labels, name) => withLabel(labels, name, labelValue(one, name)), matched)
  }

  return (many, one) => {
    const key = `${many.key}\n${one.key}`
    const labels = known.get(key) ?? make(many, one)
    known.set(key, labels)
    return labels
  }
}
