import { compareLabels, type Labels, withoutName } from '../model/labels.ts'
import type { Sample } from '../model/sample.ts'
import { type Expr, type MatrixSelector, type Subquery, unwrap, type ValueType } from './ast.ts'
import { createBudget, defaultLimits, type Limits } from './budget.ts'
import { check } from './check.ts'
import { PromqlError } from './error.ts'
import { evaluate } from './evaluate.ts'
import type { Window } from './functions/function.ts'
import { edgedSamples } from './functions/rate-edges.ts'
import { parse } from './parse.ts'
import { type Evaluation, endOf, type Grid, mergeSameLabels, type Row, refuseSameLabels, timeAt } from './rows.ts'
import { selectRange, windowAt } from './select.ts'
import type { Storage } from './storage.ts'
import { evaluateSubquery } from './subquery.ts'

export interface LabelledValue {
  readonly labels: Labels
  readonly value: number
}

export interface LabelledSamples {
  readonly labels: Labels
  readonly samples: readonly Sample[]
}

export type InstantResult =
  | { readonly type: 'scalar'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'vector'; readonly elements: readonly LabelledValue[] }
  | { readonly type: 'matrix'; readonly series: readonly LabelledSamples[] }

/** A query that was read and proved to mean something. */
export interface Query {
  readonly text: string
  readonly expr: Expr
  readonly type: ValueType
}

export interface PromqlOptions {
  readonly storage: Storage
  /** Milliseconds of any clock that does not go back; limits how long a query may take. */
  readonly now: () => number
  readonly limits?: Partial<Limits>
  /** How old a sample may be and still speak for now, milliseconds. */
  readonly lookbackMs?: number
  /** The step of a subquery that names none, milliseconds. */
  readonly subqueryStepMs?: number
  /** Keeps names until the end of the evaluation: Prometheus's feature `promql-delayed-name-removal`. */
  readonly keepNames?: boolean
}

/** Every method throws a PromqlError for what has no answer. Times are Unix milliseconds. */
export interface Promql {
  instant(query: Query, at: number): InstantResult
  /** The values at start, start + stepMs, ... up to end, sorted by labels. A scalar is a series without labels. */
  range(query: Query, start: number, end: number, stepMs: number): LabelledSamples[]
}

/** Longer texts are no queries that a person wrote; reading them would take the stack. */
const MAX_QUERY_LENGTH = 32_768
const MINUTE_MS = 60_000

/** @throws PromqlError of reason `syntax`, `type` or `unsupported`. */
export function readQuery(text: string): Query {
  if (text.length > MAX_QUERY_LENGTH)
    throw new PromqlError('limit', `a query has at most ${MAX_QUERY_LENGTH} characters`)
  return withinStack(() => {
    const expr = parse(text)
    return { text, expr, type: check(text, expr) }
  })
}

/** An expression that nests too deeply for the stack is refused like any other that asks for too much. */
function withinStack<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new PromqlError('limit', 'the expression is nested too deeply', undefined, { cause: error })
  }
}

export function createPromql(options: PromqlOptions): Promql {
  const limits = { ...defaultLimits, ...options.limits }

  const begin = (start: number, end: number, stepMs: number): Evaluation => ({
    storage: options.storage,
    grid: {
      start,
      stepMs: stepMs === 0 ? 1 : stepMs,
      count: stepMs === 0 ? 1 : Math.floor((end - start) / stepMs) + 1,
    },
    query: { start, end, stepMs },
    lookbackMs: options.lookbackMs ?? 5 * MINUTE_MS,
    subqueryStepMs: options.subqueryStepMs ?? MINUTE_MS,
    keepNames: options.keepNames ?? false,
    budget: createBudget(limits, options.now),
  })

  return {
    instant: (query, at) => withinStack(() => evaluateInstant(begin(at, at, 0), query)),
    range(query, start, end, stepMs) {
      requireRange(query, start, end, stepMs, limits.maxPoints)
      return withinStack(() => evaluateRange(begin(start, end, stepMs), query))
    },
  }
}

function requireRange({ type }: Query, start: number, end: number, stepMs: number, maxPoints: number): void {
  if (type === 'string' || type === 'matrix') {
    const name = type === 'string' ? 'string' : 'range vector'
    throw new PromqlError('type', `invalid expression type "${name}" for range query, must be Scalar or instant Vector`)
  }
  if (!(stepMs > 0)) throw new PromqlError('limit', 'zero or negative query resolution step widths are not accepted')
  if (!(end >= start)) throw new PromqlError('limit', 'the end of a range must not be before its start')
  if ((end - start) / stepMs >= maxPoints) {
    throw new PromqlError('limit', `exceeded maximum resolution of ${maxPoints} points per timeseries`)
  }
}

function evaluateInstant(evaluation: Evaluation, { expr, type }: Query): InstantResult {
  const bare = unwrap(expr)
  if (bare.kind === 'string') return { type: 'string', value: bare.value }
  if (bare.kind === 'matrix' || bare.kind === 'subquery')
    return { type: 'matrix', series: evaluateMatrix(evaluation, bare) }
  const rows = named(evaluation, evaluate(evaluation, expr))
  if (type === 'scalar') return { type, value: rows[0]?.values[0] ?? Number.NaN }
  refuseSameLabels(rows)
  return { type: 'vector', elements: rows.map(({ labels, values }) => ({ labels, value: values[0] ?? Number.NaN })) }
}

function evaluateRange(evaluation: Evaluation, { expr }: Query): LabelledSamples[] {
  const rows = mergeSameLabels(named(evaluation, evaluate(evaluation, expr)))
  return rows
    .map((row) => ({ labels: row.labels, samples: samplesOf(row, evaluation.grid) }))
    .sort((a, b) => compareLabels(a.labels, b.labels))
}

/** The range vector itself, as it was stored. */
function evaluateMatrix(evaluation: Evaluation, expr: MatrixSelector | Subquery): LabelledSamples[] {
  const source = expr.kind === 'matrix' ? selectRange(evaluation, expr) : evaluateSubquery(evaluation, expr, evaluate)
  return source.series.flatMap((series) => {
    const window = windowAt(source, series, endOf(evaluation.grid), evaluation.lookbackMs)
    const samples = window.edges === 'plain' ? samplesIn(window) : edgedSamples(window)
    return samples.length === 0 ? [] : [{ labels: series.labels, samples }]
  })
}

function samplesIn({ times, values }: Window): Sample[] {
  return Array.from(times, (at, i) => ({ at, value: values[i] ?? Number.NaN }))
}

function named({ keepNames }: Evaluation, rows: Row[]): Row[] {
  return keepNames ? rows.map((row) => (row.nameDropped ? { ...row, labels: withoutName(row.labels) } : row)) : rows
}

function samplesOf({ steps, values }: Row, grid: Grid): Sample[] {
  return steps.map((step, i) => ({ at: timeAt(grid, step), value: values[i] ?? Number.NaN }))
}
