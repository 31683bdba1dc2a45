import { RE2JS } from 're2js'
import { compareLabels, formatSeries, type Labels } from '../model/labels.ts'
import type { Sample } from '../model/sample.ts'
import { almostEqual } from './almost-equal.ts'
import type { PromqlError } from './error.ts'
import type { InstantResult, LabelledSamples, LabelledValue } from './query.ts'
import type { Expectation } from './script-commands.ts'
import type { Point } from './script-series.ts'

/** What was wanted and what came instead. */
export interface Difference {
  readonly expected: string
  readonly got: string
}

const TOLERANCE = 1e-6

/** @returns undefined when the query failed as it had to. */
export function judgeFailure(error: PromqlError, { fails }: Expectation): Difference | undefined {
  const got = `error: ${error.message}`
  if (fails === undefined) return { expected: 'a result', got }
  if (fails.message !== undefined && fails.message !== error.message.trim())
    return { expected: `error: ${fails.message}`, got }
  if (fails.pattern !== undefined && !RE2JS.compile(fails.pattern).matcher(error.message).find()) {
    return { expected: `an error like ${fails.pattern}`, got }
  }
  return undefined
}

/** @returns undefined when the result is the expected one. */
export function judgeInstant(result: InstantResult, expected: Expectation, at: number): Difference | undefined {
  const mustFail = failureMissing(expected, () => describeInstant(result))
  if (mustFail !== undefined) return mustFail
  switch (result.type) {
    case 'string':
      return result.value === expected.text ? undefined : { expected: String(expected.text), got: result.value }
    case 'scalar':
      return judgeScalar(result.value, expected)
    case 'vector':
      return judgeVector(result.elements, expected)
    case 'matrix':
      return judgeRange(result.series, expected, expected.window?.start ?? at, expected.window?.stepMs ?? 1)
  }
}

/** @returns undefined when the series are the expected ones, with a point at `start`, `start + stepMs`, ... */
export function judgeRange(
  series: readonly LabelledSamples[],
  expected: Expectation,
  start: number,
  stepMs: number,
): Difference | undefined {
  const mustFail = failureMissing(expected, () => describeSeries(series))
  if (mustFail !== undefined) return mustFail
  const wanted = expected.series.map(({ labels, points }) => ({ labels, samples: samplesOf(points, start, stepMs) }))
  const byKey = new Map(series.map((found) => [found.labels.key, found.samples]))
  const same =
    wanted.length === series.length &&
    wanted.every(({ labels, samples }) => sameSamples(samples, byKey.get(labels.key)))
  return same ? undefined : { expected: describeSeries(wanted), got: describeSeries(series) }
}

function failureMissing({ fails }: Expectation, got: () => string): Difference | undefined {
  return fails === undefined ? undefined : { expected: 'an error', got: got() }
}

function judgeScalar(value: number, { scalar, series }: Expectation): Difference | undefined {
  if (scalar !== undefined && series.length === 0 && almostEqual(value, scalar, TOLERANCE)) return undefined
  return { expected: scalar === undefined ? 'no scalar' : String(scalar), got: String(value) }
}

function judgeVector(elements: readonly LabelledValue[], expected: Expectation): Difference | undefined {
  const wanted = expected.series.map(({ labels, points }) => ({ labels, value: pointValue(points[0]) }))
  const isSame = (a: LabelledValue, b: LabelledValue | undefined): boolean =>
    b !== undefined && a.labels.key === b.labels.key && almostEqual(a.value, b.value, TOLERANCE)
  const byKey = new Map(elements.map((element) => [element.labels.key, element]))
  const found = wanted.every((element, i) =>
    isSame(element, expected.ordered ? elements[i] : byKey.get(element.labels.key)),
  )
  if (found && wanted.length === elements.length && expected.scalar === undefined) return undefined
  return { expected: describeVector(wanted, expected.ordered), got: describeVector(elements, expected.ordered) }
}

function pointValue(point: Point | undefined): number {
  return typeof point === 'number' ? point : Number.NaN
}

function samplesOf(points: readonly Point[], start: number, stepMs: number): Sample[] {
  return points.flatMap((point, i) => (point === 'gap' ? [] : [{ at: start + i * stepMs, value: pointValue(point) }]))
}

function sameSamples(wanted: readonly Sample[], got: readonly Sample[] | undefined): boolean {
  if (wanted.length !== got?.length) return false
  return wanted.every((sample, i) => sample.at === got[i]?.at && almostEqual(sample.value, got[i].value, TOLERANCE))
}

function describeInstant(result: InstantResult): string {
  if (result.type === 'vector') return describeVector(result.elements, true)
  return result.type === 'matrix' ? describeSeries(result.series) : String(result.value)
}

function describeVector(elements: readonly LabelledValue[], ordered: boolean): string {
  const shown = ordered ? elements : [...elements].sort(byLabels)
  return shown.map(({ labels, value }) => `${formatSeries(labels)} ${value}`).join('; ') || 'nothing'
}

function describeSeries(series: readonly LabelledSamples[]): string {
  const sorted = [...series].sort(byLabels)
  const lines = sorted.map(
    ({ labels, samples }) =>
      `${formatSeries(labels)} ${samples.map(({ at, value }) => `${value}@${at / 1_000}`).join(' ')}`,
  )
  return lines.join('; ') || 'nothing'
}

function byLabels(a: { labels: Labels }, b: { labels: Labels }): number {
  return compareLabels(a.labels, b.labels)
}
