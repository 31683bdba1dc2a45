import { describe, expect, test } from 'vitest'
import { labelsOf } from '../metrics/model/labels.ts'
import { createPromql } from '../metrics/promql/query.ts'
import { createSeries, defaultSeriesOptions } from '../metrics/series.ts'
import { type AskQuery, gather, readCondition } from './condition.ts'
import { createJudge, type Verdict } from './model/verdict.ts'

const MINUTE = 60_000

test.each([
  { expr: 'a >= 3', compared: 'a >= bool 3', selectors: [] },
  { expr: '(a > 5)', compared: 'a > bool 5', selectors: [] },
  { expr: '5 < a', compared: '5 < bool a', selectors: [] },
  { expr: 'a / on(x) b > 0.8', compared: 'a / on(x) b > bool 0.8', selectors: [] },
  { expr: 'a > on(x) group_left() b', compared: 'a > bool on(x) group_left() b', selectors: [] },
  { expr: 'rate(a[5m]) > 3 and b{x="y"} > 1', compared: null, selectors: ['a', 'b{x="y"}'] },
  { expr: 'absent(a{x="y"})', compared: null, selectors: [] },
  { expr: 'absent(a) and b', compared: null, selectors: ['b'] },
  { expr: 'a > bool 3', compared: null, selectors: ['a'] },
  { expr: 'max_over_time((a + b)[5m:1m])', compared: null, selectors: ['a', 'b'] },
])('$expr is compared by $compared', ({ expr, compared, selectors }) => {
  const condition = readCondition(expr)
  expect(condition.compared?.text ?? null).toBe(compared)
  expect(condition.selectors.map(({ text }) => text)).toEqual(selectors)
})

test.each([
  ['1 > bool 2', 'a rule needs an instant vector, got scalar'],
  ['"text"', 'a rule needs an instant vector, got string'],
  ['a[5m]', 'a rule needs an instant vector, got matrix'],
  ['a >', 'unexpected end of input'],
])('%s is no rule', (expr, complaint) => {
  expect(() => readCondition(expr)).toThrow(complaint)
})

describe('verdicts on real series', () => {
  const web = labelsOf({ target: 'web' })
  const series = (samples: Record<string, number>, stale: string[] = []) => {
    const store = createSeries(defaultSeriesOptions)
    for (const [name, value] of Object.entries(samples)) {
      const labels = labelsOf({ __name__: name, target: 'web' })
      store.append(labels, MINUTE, value)
      if (stale.includes(name)) store.markStale(labels, MINUTE + 1)
    }
    const promql = createPromql({ storage: store, now: () => 0 })
    const ask: AskQuery = (query, at) => {
      const result = promql.instant(query, at)
      return result.type === 'vector' ? result.elements : []
    }
    return ask
  }

  test.each<{ name: string; expr: string; samples: Record<string, number>; stale?: string[]; verdict: Verdict }>([
    { name: 'at the threshold', expr: 'a >= 3', samples: { a: 3 }, verdict: 'breached' },
    { name: 'below it', expr: 'a >= 3', samples: { a: 2 }, verdict: 'clear' },
    { name: 'a stale series', expr: 'a >= 3', samples: { a: 3 }, stale: ['a'], verdict: 'unknown' },
    { name: 'no series at all', expr: 'a >= 3', samples: {}, verdict: 'unknown' },
    {
      name: 'a ratio whose divisor is gone',
      expr: 'a / b > 0.8',
      samples: { a: 1, b: 1 },
      stale: ['b'],
      verdict: 'unknown',
    },
    { name: 'a ratio of nothing to nothing', expr: 'a / b > 0.8', samples: { a: 0, b: 0 }, verdict: 'clear' },
    { name: 'two conditions, both held', expr: 'a > 1 and b > 1', samples: { a: 2, b: 2 }, verdict: 'breached' },
    {
      name: 'two conditions, one not held, both known',
      expr: 'a > 1 and b > 1',
      samples: { a: 2, b: 1 },
      verdict: 'clear',
    },
    {
      name: 'two conditions, one not known',
      expr: 'a > 1 and b > 1',
      samples: { a: 2, b: 2 },
      stale: ['b'],
      verdict: 'unknown',
    },
  ])('$name: $verdict', async ({ samples, stale, expr, verdict }) => {
    const evidence = await gather(readCondition(expr), series(samples, stale), MINUTE + 1)
    expect(createJudge(evidence)(web)).toBe(verdict)
  })

  test('what is missing breaches absent(), and its coming back is clear', async () => {
    const condition = readCondition('absent(a{target="web"})')
    const gone = createJudge(await gather(condition, series({}), MINUTE))
    const back = createJudge(await gather(condition, series({ a: 1 }), MINUTE))
    expect([gone(web), back(web)]).toEqual(['breached', 'clear'])
  })
})
