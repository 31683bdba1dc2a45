import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Labels, labelsOf } from '../model/labels.ts'
import { createSeries, defaultSeriesOptions } from '../series.ts'
import { almostEqual } from './almost-equal.ts'
import { expressions } from './differential/expressions.ts'
import { type Answer, type AnsweredSeries, type RunningPrometheus, startPrometheus } from './differential/prometheus.ts'
import { createRandom, DATA_START, makeSeries } from './differential/series.ts'
import { PromqlError } from './error.ts'
import { readNumber } from './literals.ts'
import { createPromql, type InstantResult, type LabelledSamples, readQuery } from './query.ts'

const TOLERANCE = 1e-9
const MINUTE = 60_000
/** Between samples, and no step or range leads back to one. */
const AT = DATA_START + 70 * MINUTE + 7_777

const made = makeSeries(createRandom(42))
const store = createSeries({ ...defaultSeriesOptions, keepMs: 24 * 60 * MINUTE })
for (const { labels, samples } of made) for (const { at, value } of samples) store.append(labels, at, value)
const promql = createPromql({ storage: store, now: () => performance.now(), limits: { timeoutMs: 60_000 } })

let prometheus: RunningPrometheus | undefined
beforeAll(async () => {
  prometheus = await startPrometheus(made)
}, 60_000)
afterAll(() => prometheus?.stop())

test('asks at least 300 different expressions', () => {
  expect(new Set(expressions).size).toBeGreaterThanOrEqual(300)
})

describe.each(expressions)('%s', (expr) => {
  test('gives what Prometheus gives at one time', async (context) => {
    if (prometheus === undefined) return context.skip('needs promtool')
    const answer = await prometheus.instant(inOldWords(expr), AT)
    expect(differences(instantOf(ours(() => promql.instant(readQuery(expr), AT))), answer)).toEqual([])
  })

  test('gives what Prometheus gives over a range', async (context) => {
    if (prometheus === undefined) return context.skip('needs promtool')
    const [start, end, step] = [AT - 40 * MINUTE, AT, 97_000]
    const answer = await prometheus.range(inOldWords(expr), start, end, step)
    expect(differences(rangeOf(ours(() => promql.range(readQuery(expr), start, end, step))), answer)).toEqual([])
  })
})

/** Prometheus 2.42 knows this function by its former name. */
function inOldWords(expr: string): string {
  return expr.replaceAll('double_exponential_smoothing', 'holt_winters')
}

type Values = Map<string, { labels: Labels; samples: readonly { at: number; value: number }[] }>

function ours<T>(ask: () => T): T | PromqlError {
  try {
    return ask()
  } catch (error) {
    if (error instanceof PromqlError) return error
    throw error
  }
}

function instantOf(result: InstantResult | PromqlError): Values | PromqlError {
  if (result instanceof PromqlError) return result
  if (result.type === 'scalar') return keyed([{ labels: labelsOf({}), samples: [{ at: AT, value: result.value }] }])
  if (result.type !== 'vector') throw new Error(`unexpected ${result.type}`)
  return keyed(result.elements.map(({ labels, value }) => ({ labels, samples: [{ at: AT, value }] })))
}

function rangeOf(result: LabelledSamples[] | PromqlError): Values | PromqlError {
  return result instanceof PromqlError ? result : keyed(result)
}

function keyed(series: readonly LabelledSamples[]): Values {
  return new Map(series.map((each) => [each.labels.key, each]))
}

function differences(got: Values | PromqlError, { status, data, error }: Answer): string[] {
  if (got instanceof PromqlError) return status === 'error' ? [] : [`we fail: ${got.message}`]
  if (status === 'error' || data === undefined) return [`Prometheus fails: ${error}`]
  const wanted = keyed(answeredSeries(data.result))
  const missing = [...wanted.values()]
    .filter(({ labels }) => !got.has(labels.key))
    .map(({ labels }) => `missing ${labels.key}`)
  const wrong = [...got.values()].flatMap((series) => compare(series, wanted.get(series.labels.key)))
  return [...missing, ...wrong].slice(0, 5)
}

function answeredSeries(result: AnsweredSeries[] | [number, string]): LabelledSamples[] {
  const isScalar = typeof result[0] === 'number'
  const series = isScalar ? [{ metric: {}, value: result as [number, string] }] : (result as AnsweredSeries[])
  return series.map(({ metric, value, values = value === undefined ? [] : [value] }) => ({
    labels: labelsOf(metric),
    samples: values.map(([at, text]) => ({ at: Math.round(at * 1_000), value: readNumber(text) ?? Number.NaN })),
  }))
}

function compare(got: LabelledSamples, wanted: LabelledSamples | undefined): string[] {
  if (wanted === undefined) return [`unwanted ${got.labels.key}`]
  if (got.samples.length !== wanted.samples.length) {
    return [`${got.labels.key}: ${got.samples.length} samples instead of ${wanted.samples.length}`]
  }
  return got.samples.flatMap(({ at, value }, i) => {
    const { at: wantedAt, value: wantedValue } = wanted.samples[i] ?? { at: Number.NaN, value: Number.NaN }
    const same = at === wantedAt && almostEqual(value, wantedValue, TOLERANCE)
    return same ? [] : [`${got.labels.key}: ${value} at ${at} instead of ${wantedValue} at ${wantedAt}`]
  })
}
