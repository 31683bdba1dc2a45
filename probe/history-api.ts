import { Type } from 'typebox'
import { mostRows, stepMs } from '../metrics/history/read.ts'
import type { History } from '../metrics/history.ts'
import { DAY } from '../metrics/model/history-result.ts'
import type { App } from '../platform/http.ts'
import { isUnavailable } from '../platform/postgres/pool.ts'
import { Problem } from '../platform/problem.ts'

export interface HistoryRoutesDeps {
  history: Pick<History, 'uptimes' | 'rows'>
  targets: () => readonly string[]
  now: () => number
}

const Moment = Type.Integer({ minimum: 0, maximum: 8.64e15 })
const Target = Type.Object({ target: Type.String() })
const Range = Type.Object({
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
  step: Type.Optional(Type.Union([Type.Literal('minute'), Type.Literal('hour'), Type.Literal('day')])),
})

/** `GET /api/uptime` of all targets, `GET /api/history/:target?from&to&step` in Unix milliseconds; the last day by default. */
export async function historyRoutes(app: App, { history, targets, now }: HistoryRoutesDeps): Promise<void> {
  app.get('/api/uptime', async () => {
    const answer = await history.uptimes(targets()).catch(sayUnavailable)
    if (answer === null) throw new Problem('unavailable', 'nothing is rolled up yet')
    return answer
  })

  app.get('/api/history/:target', { schema: { params: Target, querystring: Range } }, async ({ params, query }) => {
    const { target } = params
    if (!targets().includes(target)) throw new Problem('not_found', 'no such target is watched')
    const { to = now(), step = 'minute' } = query
    const { from = to - DAY } = query
    if (from >= to) throw new Problem('invalid_request', 'from must be before to')
    if ((to - from) / stepMs[step] > mostRows)
      throw new Problem('invalid_request', `more than ${mostRows} steps: ask for a shorter time or a longer step`)
    const rows = await history.rows({ target, from, to, step }).catch(sayUnavailable)
    return { target, step, from, to, rows }
  })
}

function sayUnavailable(error: unknown): never {
  if (!isUnavailable(error)) throw error
  throw new Problem('unavailable', 'history cannot be read at the moment', {}, { cause: error })
}
