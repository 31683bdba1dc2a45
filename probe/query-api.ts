import { Type } from 'typebox'
import type { Labels } from '../metrics/model/labels.ts'
import { PromqlError, type PromqlFailure } from '../metrics/promql/error.ts'
import { formatFloat } from '../metrics/promql/go-math.ts'
import { type InstantResult, type Promql, readQuery } from '../metrics/promql/query.ts'
import type { App } from '../platform/http.ts'

const Instant = Type.Object({ query: Type.String(), time: Type.Optional(Type.String()) })

/** `GET /api/v1/query` as Prometheus speaks it. @see https://prometheus.io/docs/prometheus/latest/querying/api/ */
export async function queryRoutes(app: App, { promql, now }: { promql: Promql; now: () => number }): Promise<void> {
  app.get('/api/v1/query', { schema: { querystring: Instant } }, async ({ query }, reply) => {
    const at = timeOf(query.time, now)
    if (at === null) return reply.code(400).send(failure('bad_data', 'time must be RFC 3339 or Unix seconds'))
    try {
      return { status: 'success', data: dataOf(promql.instant(readQuery(query.query), at), at) }
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error
      const { code, type } = kindOf(error.reason)
      return reply.code(code).send(failure(type, error.message))
    }
  })
}

function timeOf(text: string | undefined, now: () => number): number | null {
  if (text === undefined) return now()
  const at = /^-?[\d.]+$/.test(text) ? Math.round(Number(text) * 1000) : Date.parse(text)
  return Number.isFinite(at) ? at : null
}

function failure(errorType: string, error: string) {
  return { status: 'error', errorType, error }
}

function kindOf(reason: PromqlFailure): { code: number; type: string } {
  if (reason === 'timeout') return { code: 503, type: 'timeout' }
  return reason === 'execution' || reason === 'limit'
    ? { code: 422, type: 'execution' }
    : { code: 400, type: 'bad_data' }
}

function dataOf(result: InstantResult, at: number) {
  const point = (value: number) => [at / 1000, formatFloat(value)]
  const metric = ({ pairs }: Labels) => Object.fromEntries(pairs)
  switch (result.type) {
    case 'scalar':
      return { resultType: 'scalar', result: point(result.value) }
    case 'string':
      return { resultType: 'string', result: [at / 1000, result.value] }
    case 'vector':
      return {
        resultType: 'vector',
        result: result.elements.map(({ labels, value }) => ({ metric: metric(labels), value: point(value) })),
      }
    case 'matrix':
      return {
        resultType: 'matrix',
        result: result.series.map(({ labels, samples }) => ({
          metric: metric(labels),
          values: samples.map((sample) => [sample.at / 1000, formatFloat(sample.value)]),
        })),
      }
  }
}
