import { type Labels, noLabels, withoutName } from '../model/labels.ts'
import type { Budget } from './budget.ts'
import { executionError } from './error.ts'
import type { Storage } from './storage.ts'

/** The times of an evaluation, Unix milliseconds; an instant query has one. */
export interface Grid {
  readonly start: number
  readonly stepMs: number
  readonly count: number
}

/** What every part of an evaluation knows. */
export interface Evaluation {
  readonly storage: Storage
  readonly grid: Grid
  /** The query as asked for, whatever subquery is being evaluated. */
  readonly query: { readonly start: number; readonly end: number; readonly stepMs: number }
  readonly lookbackMs: number
  readonly subqueryStepMs: number
  /** Names are dropped from the result only, so that they can still be grouped by (experimental in Prometheus). */
  readonly keepNames: boolean
  readonly budget: Budget
}

/** One series of a result, with a value at some steps of the grid. */
export interface Row {
  readonly labels: Labels
  /** The name no longer fits the values and goes when the result is handed out. */
  readonly nameDropped: boolean
  /** Ascending places in the grid. */
  readonly steps: number[]
  readonly values: number[]
}

/** One series at one step. */
export interface Element {
  readonly labels: Labels
  readonly nameDropped: boolean
  readonly value: number
}

/** An element that knows the row it was read from. */
export interface PlacedElement extends Element {
  readonly row: number
}

const SAME_LABELS = 'vector cannot contain metrics with the same labelset'

export function timeAt(grid: Grid, step: number): number {
  return grid.start + step * grid.stepMs
}

export function endOf(grid: Grid): number {
  return timeAt(grid, grid.count - 1)
}

export function countSamples(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.steps.length, 0)
}

/** A scalar: one row with a value at every step. */
export function scalarRow(grid: Grid, valueAt: (step: number) => number): Row {
  const steps = Array.from({ length: grid.count }, (_, step) => step)
  return { labels: noLabels, nameDropped: false, steps, values: steps.map(valueAt) }
}

/** The labels of a result whose values are no longer those of the metric. */
export function derivedLabels(evaluation: Evaluation, labels: Labels): Labels {
  return evaluation.keepNames ? labels : withoutName(labels)
}

/**
 * Computes an operation step by step and gathers what it gives into rows.
 * @param inputs one set of rows per argument.
 * @throws PromqlError when two results of one step have the same labels.
 */
export function perStep(
  evaluation: Evaluation,
  inputs: readonly (readonly Row[])[],
  operation: (vectors: PlacedElement[][], step: number) => Element[],
): Row[] {
  const cursors = inputs.map((rows) => new Uint32Array(rows.length))
  const output = createGathering(evaluation)
  for (let step = 0; step < evaluation.grid.count; step++) {
    evaluation.budget.checkTime()
    const vectors = inputs.map((rows, i) => gather(rows, cursors[i] ?? new Uint32Array(0), step))
    output.add(operation(vectors, step), step)
  }
  return output.rows()
}

/** The elements of one step; the cursors stand at the next value of each row. */
function gather(rows: readonly Row[], cursors: Uint32Array, step: number): PlacedElement[] {
  const elements: PlacedElement[] = []
  for (const [row, { labels, nameDropped, steps, values }] of rows.entries()) {
    const cursor = cursors[row] ?? 0
    if (steps[cursor] !== step) continue
    cursors[row] = cursor + 1
    elements.push({ row, labels, nameDropped, value: values[cursor] ?? Number.NaN })
  }
  return elements
}

function createGathering(evaluation: Evaluation) {
  const byKey = new Map<string, Row>()
  let instant: Row[] = []

  const addTo = ({ labels, nameDropped, value }: Element, step: number): void => {
    const row = byKey.get(labels.key) ?? { labels, nameDropped, steps: [], values: [] }
    if (row.steps.at(-1) === step) throw executionError(SAME_LABELS)
    row.steps.push(step)
    row.values.push(value)
    byKey.set(labels.key, row)
  }

  return {
    add(elements: readonly Element[], step: number): void {
      evaluation.budget.take(elements.length)
      if (evaluation.grid.count > 1) for (const element of elements) addTo(element, step)
      // An instant vector keeps its order, and in it names may still tell apart what will be the same.
      else
        instant = elements.map(({ labels, nameDropped, value }) => ({
          labels,
          nameDropped,
          steps: [step],
          values: [value],
        }))
    },
    rows(): Row[] {
      if (evaluation.grid.count > 1) return [...byKey.values()]
      if (!evaluation.keepNames) refuseSameLabels(instant)
      return instant
    },
  }
}

/** @throws PromqlError when two rows have the same labels. */
export function refuseSameLabels(rows: readonly Row[]): void {
  if (rows.length > 1 && new Set(rows.map((row) => row.labels.key)).size < rows.length)
    throw executionError(SAME_LABELS)
}

/**
 * Makes one row of rows with the same labels.
 * @throws PromqlError when both have a value at the same step.
 */
export function mergeSameLabels(rows: readonly Row[]): Row[] {
  const byKey = Map.groupBy(rows, (row) => row.labels.key)
  if (byKey.size === rows.length) return [...rows]
  return [...byKey.values()].flatMap((same) => (same.length === 1 ? same : [mergeRows(same)]))
}

function mergeRows(rows: readonly Row[]): Row {
  const values = new Map<number, number>()
  for (const row of rows) {
    for (const [i, step] of row.steps.entries()) {
      if (values.has(step)) throw executionError(SAME_LABELS)
      values.set(step, row.values[i] ?? Number.NaN)
    }
  }
  const steps = [...values.keys()].sort((a, b) => a - b)
  const [first] = rows
  if (first === undefined) throw new Error('no rows to merge')
  return { ...first, steps, values: steps.map((step) => values.get(step) ?? Number.NaN) }
}
