import type { Labels } from '../../model/labels.ts'
import type { Aggregation } from '../ast.ts'
import { executionError } from '../error.ts'
import { nanFirst } from '../quantile.ts'
import { type Element, type Evaluation, type PlacedElement, perStep, type Row } from '../rows.ts'
import { createGroupLabels } from './groups.ts'
import { createBestOf } from './heap.ts'
import { sampleOffset } from './sampling.ts'

/** Picks elements of one group at one step. @param param how many, or which share. */
type Choose = (elements: readonly Element[], param: number) => Element[]

const choices: Readonly<Record<string, Choose>> = {
  topk: (elements, k) => best(elements, k, 1),
  bottomk: (elements, k) => best(elements, k, -1),
  limitk: (elements, k) => elements.slice(0, k),
  limit_ratio: (elements, ratio) => elements.filter(({ labels }) => isSampled(labels, ratio)),
}

/** Keeps some series of each group as they are. */
export function choose(
  evaluation: Evaluation,
  { name, grouping, without }: Aggregation,
  rows: readonly Row[],
  params: readonly number[],
): Row[] {
  const pick = choices[name]
  if (pick === undefined) throw new Error(`${name} chooses nothing`)
  requireParams(name, params)
  const groupLabels = createGroupLabels(grouping, without)
  const groupKeys = rows.map((row) => groupLabels(row.labels).key)
  return perStep(evaluation, [rows], ([elements = []], step) => {
    const param = params[step] ?? Number.NaN
    if (name !== 'limit_ratio' && param < 1) return []
    const groups = Map.groupBy(elements, ({ row }: PlacedElement) => groupKeys[row])
    return [...groups.values()].flatMap((group) => pick(group, name === 'limit_ratio' ? param : Math.trunc(param)))
  })
}

/** The bounds of Go's int64, as far as a number can tell. */
const INT64_MAX = 2 ** 63 - 1024
const INT64_MIN = -(2 ** 63)

function requireParams(name: string, params: readonly number[]): void {
  const [most, least] = [Math.max(...params), Math.min(...params)]
  const isRatio = name === 'limit_ratio'
  if (Number.isNaN(most)) throw executionError(isRatio ? 'Ratio value is NaN' : 'Parameter value is NaN')
  if (isRatio || most < 1) return
  if (least <= INT64_MIN) throw executionError(`Scalar value ${formatParam(least)} underflows int64`)
  if (most >= INT64_MAX) throw executionError(`Scalar value ${formatParam(most)} overflows int64`)
}

function formatParam(param: number): string {
  if (!Number.isFinite(param)) return param > 0 ? '+Inf' : '-Inf'
  return param.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
}

/** The largest for direction 1, the smallest for -1; best first, NaN last. */
function best(elements: readonly Element[], k: number, direction: 1 | -1): Element[] {
  const isLess = (a: number, b: number): boolean => (direction === 1 ? a < b : a > b)
  const found = createBestOf<Element>(
    k,
    (a, b) => Number.isNaN(a.value) || isLess(a.value, b.value),
    (item, worst) => isLess(worst.value, item.value) || (Number.isNaN(worst.value) && !Number.isNaN(item.value)),
  )
  for (const element of elements) found.add(element)
  return [...found.items()].sort((a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) return -nanFirst(a.value, b.value)
    return isLess(b.value, a.value) ? -1 : isLess(a.value, b.value) ? 1 : 0
  })
}

/** A negative ratio takes exactly what the positive one of the rest leaves. */
function isSampled(labels: Labels, ratio: number): boolean {
  const share = Math.max(-1, Math.min(1, ratio))
  const offset = sampleOffset(labels)
  return share >= 0 ? offset < share : offset >= 1 + share
}
