import { type Labels, labelValue, withLabel, withoutLabels } from '../../model/labels.ts'
import { formatFloat } from '../go-math.ts'
import { derivedLabels, type Element, type Evaluation } from '../rows.ts'
import { type Bucket, bucketFraction, bucketQuantile } from './buckets.ts'
import { type FunctionTable, perVector, scalarOf, textOf } from './function.ts'

/** Classic histograms: one series per bucket, its upper bound in the label `le`. */
export const histogramFunctions: FunctionTable = {
  histogram_quantile: perVector(['scalar', 'vector'], 'vector', ({ inputs, evaluation }) => {
    const q = scalarOf(inputs[0])
    return histogramsOf(evaluation, inputs[1] ?? []).map(({ labels, buckets }) =>
      derived(labels, bucketQuantile(q, buckets)),
    )
  }),
  histogram_quantiles: perVector(
    ['vector', 'string', 'scalar', 'scalar'],
    'vector',
    ({ args, inputs, evaluation }) => {
      const histograms = histogramsOf(evaluation, inputs[0] ?? [])
      return inputs
        .slice(2)
        .map(scalarOf)
        .flatMap((q) =>
          histograms.map(({ labels, buckets }) =>
            derived(withLabel(labels, textOf(args[1]), quantileLabel(q)), bucketQuantile(q, buckets)),
          ),
        )
    },
    9,
  ),
  histogram_fraction: perVector(['scalar', 'scalar', 'vector'], 'vector', ({ inputs, evaluation }) => {
    const [lower, upper] = [scalarOf(inputs[0]), scalarOf(inputs[1])]
    return histogramsOf(evaluation, inputs[2] ?? []).map(({ labels, buckets }) =>
      derived(labels, bucketFraction(lower, upper, buckets)),
    )
  }),
}

interface Histogram {
  readonly labels: Labels
  readonly buckets: Bucket[]
}

const bound = new Set(['le'])

/** Series without a bound that is a number are no buckets and are left out. */
function histogramsOf(evaluation: Evaluation, elements: readonly Element[]): Histogram[] {
  const byKey = new Map<string, Histogram>()
  for (const { labels, value } of elements) {
    const upperBound = readBound(labelValue(labels, 'le'))
    if (upperBound === undefined) continue
    const { key } = withoutLabels(labels, bound)
    const histogram = byKey.get(key) ?? { labels: derivedLabels(evaluation, withoutLabels(labels, bound)), buckets: [] }
    histogram.buckets.push({ upperBound, count: value })
    byKey.set(key, histogram)
  }
  return [...byKey.values()]
}

function readBound(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

function derived(labels: Labels, value: number): Element {
  return { labels, nameDropped: true, value }
}

/** OpenMetrics writes whole numbers with a point. */
function quantileLabel(q: number): string {
  return Number.isInteger(q) && Math.abs(q) < 1e21 ? q.toFixed(1) : formatFloat(q)
}
