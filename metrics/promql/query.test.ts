import { describe, expect, test } from 'vitest'
import { labelsOf } from '../model/labels.ts'
import { createSeries, defaultSeriesOptions } from '../series.ts'
import { PromqlError } from './error.ts'
import { functionNames } from './functions/table.ts'
import { createPromql, readQuery } from './query.ts'

function failureOf(action: () => unknown): PromqlError {
  try {
    action()
  } catch (error) {
    if (error instanceof PromqlError) return error
    throw error
  }
  throw new Error('expected a failure')
}

describe('reading', () => {
  test.each([
    ['', '1:1', 'no expression found in input'],
    ['  # nothing', '1:1', 'no expression found in input'],
    ['sum(', '1:5', 'unexpected end of input, expected an argument, "," or ")"'],
    ['sum(a', '1:6', 'unexpected end of input, expected an argument, "," or ")"'],
    ['a b', '1:3', 'unexpected "b", expected one expression'],
    ['1 +', '1:4', 'unexpected end of input, expected an expression after the operator'],
    ['a{b}', '1:4', 'unexpected "}", expected "=", "!=", "=~" or "!~" and a text in quotes'],
    ['a{b="c"', '1:8', 'unexpected end of input, expected a label matcher, "," or "}"'],
    ['a[5m', '1:5', 'unexpected end of input, expected a duration and "]"'],
    ['a[', '1:3', 'unexpected end of input, expected a duration and "]"'],
    ['a offset', '1:9', 'unexpected end of input, expected a duration after "offset"'],
    ['a @', '1:4', 'unexpected end of input, expected a time, start() or end() after "@"'],
    ['a{b="c', '1:5', 'unterminated quoted string'],
    ['a{b="\\q"}', '1:5', 'error unquoting string "\\q"'],
    ['a and\n  b{c=1}', '2:7', 'unexpected "1", expected "=", "!=", "=~" or "!~" and a text in quotes'],
    ['frobnicate(a)', '1:1', 'unknown function with name "frobnicate"'],
    ['1 + holt_winters(a[5m], 1, 1)', '1:5', 'unknown function with name "holt_winters"'],
    ['(a + 1)[5m]', '1:8', 'ranges only allowed for vector selectors'],
    ['a offset 1m [5m]', '1:12', 'no offset modifiers allowed before range'],
    ['a @ 1 [5m]', '1:6', 'no @ modifiers allowed before range'],
    ['a offset 1m offset 2m', '1:1', 'offset may not be set multiple times'],
    ['a @ 1 @ 2', '1:1', '@ <timestamp> may not be set multiple times'],
    ['a @ Inf', '1:5', 'timestamp out of bounds for @ modifier: Inf'],
    ['a[0s]', '1:2', 'duration must be greater than 0'],
    ['a[5m:0s]', '1:2', 'duration must be greater than 0'],
  ])('%j is refused at %s: %s', (text, place, complaint) => {
    const failure = failureOf(() => readQuery(text))
    expect(failure.message).toBe(`${place}: parse error: ${complaint}`)
    expect(`${failure.position?.line}:${failure.position?.column}`).toBe(place)
  })

  test('a pattern that is none is refused where it stands, with what is wrong', () => {
    const failure = failureOf(() => readQuery('a{b=~"("}'))
    expect(failure).toMatchObject({ reason: 'syntax', position: { line: 1, column: 6 } })
    expect(failure.message).toMatch(/missing closing \)/)
  })
})

describe('checking', () => {
  test.each([
    ['rate(a)', '1:6', 'expected type range vector in call to function "rate", got instant vector'],
    ['abs(a[5m])', '1:5', 'expected type instant vector in call to function "abs", got range vector'],
    ['abs(1)', '1:5', 'expected type instant vector in call to function "abs", got scalar'],
    ['vector(a)', '1:8', 'expected type scalar in call to function "vector", got instant vector'],
    [
      'label_replace(a, b, "c", "d", "e")',
      '1:18',
      'expected type string in call to function "label_replace", got instant vector',
    ],
    ['abs()', '1:1', 'expected 1 argument(s) in call to "abs", got 0'],
    ['abs(a, b)', '1:1', 'expected 1 argument(s) in call to "abs", got 2'],
    ['round()', '1:1', 'expected at least 1 argument(s) in call to "round", got 0'],
    ['round(a, 1, 2)', '1:1', 'expected at most 2 argument(s) in call to "round", got 3'],
    ['hour(a, a)', '1:1', 'expected at most 1 argument(s) in call to "hour", got 2'],
    ['label_join(a, "b")', '1:1', 'expected at least 3 argument(s) in call to "label_join", got 2'],
    ['sum(1)', '1:5', 'expected type instant vector in aggregation expression, got scalar'],
    ['sum(a, b)', '1:1', 'wrong number of arguments for aggregate expression provided, expected 1, got 2'],
    ['topk(a)', '1:1', 'wrong number of arguments for aggregate expression provided, expected 2, got 1'],
    ['topk(a, a)', '1:6', 'expected type scalar in aggregation parameter, got instant vector'],
    ['count_values(1, a)', '1:14', 'expected type string in aggregation parameter, got scalar'],
    ['1 == 1', '1:3', 'comparisons between scalars must use BOOL modifier'],
    ['a + bool b', '1:3', 'bool modifier can only be used on comparison operators'],
    ['a and 1', '1:1', 'set operator "and" not allowed in binary scalar expression'],
    ['a[5m] + 1', '1:1', 'binary expression must contain only scalar and instant vector types'],
    ['1 + "a"', '1:5', 'binary expression must contain only scalar and instant vector types'],
    ['-"a"', '1:1', 'unary expression only allowed on expressions of type scalar or instant vector, got "string"'],
    ['a + on(b) 1', '1:1', 'vector matching only allowed between instant vectors'],
    ['a and on(b) group_left() c', '1:1', 'no grouping allowed for "and" operation'],
    ['a + on(b) group_left(b) c', '1:3', 'label "b" must not occur in ON and GROUP clause at once'],
    ['info(a, b)', '1:9', 'expected label selectors only, got vector selector instead'],
    ['info(a, sum(b))', '1:9', 'expected label selectors only'],
    ['a[5m][5m:1m]', '1:1', 'subquery is only allowed on instant vector, got matrix instead'],
    ['{}', '1:1', 'vector selector must contain at least one non-empty matcher'],
    ['{a=~".*"}', '1:1', 'vector selector must contain at least one non-empty matcher'],
    ['a{__name__="b"}', '1:1', 'metric name must not be set twice: "a" or "b"'],
  ])('%j is refused at %s: %s', (text, place, complaint) => {
    expect(failureOf(() => readQuery(text))).toMatchObject({
      reason: 'type',
      message: `${place}: parse error: ${complaint}`,
    })
  })

  test.each([
    ['1 + histogram_count(a)', '1:5', 'function "histogram_count" is for native histograms, which are not supported'],
    ['start_timestamp(a)', '1:1', 'function "start_timestamp" is not supported'],
    ['a </ 1', '1:3', 'operator "</" is for native histograms, which are not supported'],
  ])('%j is refused by name at %s', (text, place, complaint) => {
    expect(failureOf(() => readQuery(text))).toMatchObject({
      reason: 'unsupported',
      message: `${place}: parse error: ${complaint}`,
    })
  })

  test.each([
    ['1', 'scalar'],
    ['"a"', 'string'],
    ['a', 'vector'],
    ['a[5m]', 'matrix'],
    ['a[5m:]', 'matrix'],
    ['(1 + 1)', 'scalar'],
    ['a + 1', 'vector'],
    ['time()', 'scalar'],
    ['-a', 'vector'],
    ['sum(a)', 'vector'],
  ])('%j is a %s', (text, type) => {
    expect(readQuery(text).type).toBe(type)
  })

  test('the grammar knows every function that the engine has', () => {
    const unknown = functionNames().filter((name) => {
      try {
        readQuery(`${name}()`)
        return false
      } catch (error) {
        return error instanceof PromqlError && error.message.includes('unknown function')
      }
    })
    expect(unknown).toEqual([])
  })
})

describe('limits', () => {
  const store = createSeries(defaultSeriesOptions)
  for (let i = 0; i < 100; i++) {
    for (const job of ['a', 'b']) store.append(labelsOf({ __name__: 'm', job }), i * 1_000, i)
  }
  const engine = (limits: object, now = () => 0) => createPromql({ storage: store, now, limits })

  test.each([
    { name: 'as many samples as allowed', maxSamples: 200, fails: false },
    { name: 'one sample too many', maxSamples: 199, fails: true },
  ])('a query that loads $name: $fails', ({ maxSamples, fails }) => {
    const ask = () => engine({ maxSamples }).instant(readQuery('m[1h]'), 99_000)
    if (fails)
      expect(failureOf(ask)).toMatchObject({
        reason: 'limit',
        message: 'query processing would load too many samples into memory in query execution',
      })
    else expect(ask()).toMatchObject({ type: 'matrix' })
  })

  test('what is no longer needed does not count', () => {
    const query = readQuery(Array(20).fill('sum(count_over_time(m[1h]))').join(' + '))
    expect(engine({ maxSamples: 300 }).instant(query, 99_000)).toMatchObject({ elements: [{ value: 4_000 }] })
  })

  test.each([
    { name: 'as many points as allowed', end: 10_999_000, fails: false },
    { name: 'one point too many', end: 11_000_000, fails: true },
  ])('a range of $name: $fails', ({ end, fails }) => {
    const ask = () => engine({}).range(readQuery('1'), 0, end, 1_000)
    if (fails) expect(failureOf(ask).message).toBe('exceeded maximum resolution of 11000 points per timeseries')
    else expect(ask()).toMatchObject([{ samples: { length: 11_000 } }])
  })

  test('a query that takes too long is ended', () => {
    let clock = 0
    const slow = engine({ timeoutMs: 2_000 }, () => (clock += 1_500))
    const failure = failureOf(() => slow.range(readQuery('sum(rate(m[5m]))'), 0, 10_000_000, 1_000))
    expect(failure).toMatchObject({ reason: 'timeout', message: 'query timed out in expression evaluation' })
  })

  test.each([
    { name: 'a step of 0', ask: () => engine({}).range(readQuery('1'), 0, 1, 0) },
    { name: 'an end before its start', ask: () => engine({}).range(readQuery('1'), 1, 0, 1) },
    { name: 'a range of a text', ask: () => engine({}).range(readQuery('"a"'), 0, 1, 1) },
    { name: 'a range of a range vector', ask: () => engine({}).range(readQuery('m[5m]'), 0, 1, 1) },
    { name: 'a text longer than any query', ask: () => readQuery(`1${' + 1'.repeat(10_000)}`) },
    { name: 'parentheses deeper than the stack', ask: () => readQuery('('.repeat(16_000) + 1 + ')'.repeat(16_000)) },
    { name: 'a sum longer than the stack', ask: () => engine({}).instant(readQuery(`1${'+1'.repeat(16_000)}`), 0) },
    {
      name: 'a sum longer than the stack in another place',
      ask: () => engine({}).instant(readQuery(`m${'+m'.repeat(16_000)}`), 0),
    },
    { name: 'signs without an end', ask: () => readQuery('-'.repeat(32_000)) },
  ])('$name is refused, not a crash', ({ ask }) => {
    expect(failureOf(ask)).toBeInstanceOf(PromqlError)
  })

  test('a pattern that would take forever elsewhere is answered at once', () => {
    const wide = createSeries(defaultSeriesOptions)
    wide.append(labelsOf({ __name__: 'm', path: 'a'.repeat(5_000) }), 1, 1)
    const result = createPromql({ storage: wide, now: () => 0 }).instant(readQuery('m{path=~"(a+)+b"}'), 2)
    expect(result).toEqual({ type: 'vector', elements: [] })
  })
})

describe('names', () => {
  const store = createSeries(defaultSeriesOptions)
  for (const [i, name] of ['a_total', 'b_total'].entries()) {
    for (let minute = 0; minute < 5; minute++)
      store.append(labelsOf({ __name__: name, job: 'x' }), minute * 60_000, minute * (i + 1))
  }
  const ask = (text: string, keepNames: boolean) =>
    createPromql({ storage: store, now: () => 0, keepNames }).instant(readQuery(text), 240_000)

  test.each([
    {
      name: 'dropped at once they cannot be grouped by',
      text: 'count by (__name__) (rate({job="x"}[2m]) > 0)',
      keepNames: false,
      fails: true,
    },
    {
      name: 'kept until the end they cannot be in the result',
      text: 'rate({job="x"}[2m])',
      keepNames: true,
      fails: true,
    },
    {
      name: 'kept until the end they can be replaced before',
      text: 'label_replace(rate({job="x"}[2m]), "of", "$1", "__name__", "(.*)")',
      keepNames: true,
      fails: false,
    },
    {
      name: 'dropped at once they cannot be replaced',
      text: 'label_replace(rate({job="x"}[2m]), "of", "$1", "__name__", "(.*)")',
      keepNames: false,
      fails: true,
    },
    { name: 'a result of bool has none', text: 'a_total >= bool on(job) b_total', keepNames: false, fails: false },
  ])('$name', ({ text, keepNames, fails }) => {
    if (fails)
      expect(failureOf(() => ask(text, keepNames)).message).toBe('vector cannot contain metrics with the same labelset')
    else expect(ask(text, keepNames)).toMatchObject({ type: 'vector' })
  })
})
