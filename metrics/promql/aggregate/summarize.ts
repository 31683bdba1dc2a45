import type { Labels } from '../../model/labels.ts'
import type { Aggregation } from '../ast.ts'
import type { Evaluation, Row } from '../rows.ts'
import type { Accumulator, CreateAccumulator } from './accumulators.ts'
import { createGroupLabels } from './groups.ts'

interface Group {
  readonly labels: Labels
  /** By step; a step without values has none. */
  readonly accumulators: (Accumulator | undefined)[]
  nameDropped: boolean
}

/** Makes one series of each group of series. */
export function summarize(
  evaluation: Evaluation,
  { grouping, without }: Aggregation,
  rows: readonly Row[],
  create: CreateAccumulator,
  paramAt: (step: number) => number,
): Row[] {
  const groupLabels = createGroupLabels(grouping, without)
  const groups = new Map<string, Group>()
  for (const row of rows) {
    evaluation.budget.checkTime()
    const labels = groupLabels(row.labels)
    const group = groups.get(labels.key) ?? { labels, accumulators: [], nameDropped: false }
    groups.set(labels.key, group)
    group.nameDropped ||= row.nameDropped
    for (const [i, step] of row.steps.entries()) {
      const accumulator = group.accumulators[step] ?? create(paramAt(step))
      group.accumulators[step] = accumulator
      accumulator.add(row.values[i] ?? Number.NaN)
    }
  }
  return [...groups.values()].map(rowOf)
}

function rowOf({ labels, accumulators, nameDropped }: Group): Row {
  const row: Row = { labels, nameDropped, steps: [], values: [] }
  for (const [step, accumulator] of accumulators.entries()) {
    if (accumulator === undefined) continue
    row.steps.push(step)
    row.values.push(accumulator.result())
  }
  return row
}
