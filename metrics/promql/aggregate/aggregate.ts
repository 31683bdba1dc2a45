import { isLabelName, withLabel } from '../../model/labels.ts'
import type { Aggregation } from '../ast.ts'
import { executionError } from '../error.ts'
import { formatFloat } from '../go-math.ts'
import { type Element, type Evaluation, perStep, type Row } from '../rows.ts'
import { accumulators } from './accumulators.ts'
import { choose } from './choose.ts'
import { createGroupLabels } from './groups.ts'
import { summarize } from './summarize.ts'

/** @param params the parameter at every step, for the aggregations that have one. */
export function aggregate(
  evaluation: Evaluation,
  aggregation: Aggregation,
  rows: readonly Row[],
  params: readonly number[],
): Row[] {
  const create = accumulators[aggregation.name]
  if (create === undefined) return choose(evaluation, aggregation, rows, params)
  return summarize(evaluation, aggregation, rows, create, (step) => params[step] ?? Number.NaN)
}

/** Counts how often each value occurs; the value becomes a label. @param written the name of the label as the query has it. */
export function countValues(
  evaluation: Evaluation,
  { grouping, without }: Aggregation,
  rows: readonly Row[],
  label: string,
  written: string,
): Row[] {
  if (!isLabelName(label)) throw executionError(`invalid label name ${written}`)
  const groupLabels = createGroupLabels(without ? grouping : [...grouping, label], without)
  return perStep(evaluation, [rows], ([elements = []]) => {
    const counts = new Map<string, Element>()
    for (const { labels, value } of elements) {
      const group = groupLabels(withLabel(labels, label, formatFloat(value)))
      const count = counts.get(group.key)?.value ?? 0
      counts.set(group.key, { labels: group, nameDropped: false, value: count + 1 })
    }
    return [...counts.values()]
  })
}
