import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runScript } from './script.ts'

const folder = join(import.meta.dirname, 'scripts')
const run = (text: string, alsoAsRange = false) => runScript(text, { now: () => 0, alsoAsRange })

describe.each(readdirSync(folder))('%s', (file) => {
  test('passes, as instant queries and in the middle of a range', () => {
    const report = run(readFileSync(join(folder, file), 'utf8'), true)
    expect(report.failures).toEqual([])
    expect(report.passed).toBeGreaterThan(0)
  })
})

test('the scripts hold at least 200 evaluations that pass', () => {
  const reports = readdirSync(folder).map((file) => run(readFileSync(join(folder, file), 'utf8')))
  expect(reports.reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThanOrEqual(200)
})

test('what needs native histograms is skipped with the reason, the rest is not', () => {
  const { passed, failures, skips } = run(readFileSync(join(folder, 'native.test'), 'utf8'))
  expect({ passed, failures }).toEqual({ passed: 2, failures: [] })
  expect(skips.map(({ reason }) => reason)).toEqual([
    'native histograms are not supported',
    'native histograms are not supported',
    '1:1: parse error: function "histogram_count" is for native histograms, which are not supported',
    'native histograms are not supported',
  ])
})

const DATA = 'load 1m\n  a{x="1"} 1 2 3\n  a{x="2"} 10\n\n'

test.each([
  {
    name: 'a wrong value',
    script: 'eval instant at 0s a{x="1"}\n  a{x="1"} 7',
    expected: 'a{x="1"} 7',
    got: 'a{x="1"} 1',
  },
  {
    name: 'a missing series',
    script: 'eval instant at 0s a{x="3"}\n  a{x="3"} 7',
    expected: 'a{x="3"} 7',
    got: 'nothing',
  },
  { name: 'a series too many', script: 'eval instant at 0s a{x="1"}', expected: 'nothing', got: 'a{x="1"} 1' },
  { name: 'a wrong scalar', script: 'eval instant at 0s 1 + 1\n  3', expected: '3', got: '2' },
  { name: 'a vector for a scalar', script: 'eval instant at 0s a{x="1"}\n  1', expected: 'nothing', got: 'a{x="1"} 1' },
  { name: 'a wrong text', script: 'eval instant at 0s "a"\n  expect string "b"', expected: 'b', got: 'a' },
  {
    name: 'a wrong order',
    script: 'eval instant at 0s sort(a)\n  expect ordered\n  a{x="2"} 10\n  a{x="1"} 1',
    expected: 'a{x="2"} 10; a{x="1"} 1',
    got: 'a{x="1"} 1; a{x="2"} 10',
  },
  {
    name: 'a success where a failure must be',
    script: 'eval instant at 0s 1\n  expect fail',
    expected: 'an error',
    got: '1',
  },
  {
    name: 'another failure',
    script: 'eval instant at 0s topk(NaN, a)\n  expect fail msg: other',
    expected: 'error: other',
    got: 'error: Parameter value is NaN',
  },
  {
    name: 'a failure unlike the pattern',
    script: 'eval instant at 0s topk(NaN, a)\n  expect fail regex: other.*',
    expected: 'an error like other.*',
    got: 'error: Parameter value is NaN',
  },
  {
    name: 'a failure where a result must be',
    script: 'eval instant at 0s topk(NaN, a)',
    expected: 'a result',
    got: 'error: Parameter value is NaN',
  },
  {
    name: 'a point too many',
    script: 'eval range from 0 to 1m step 1m a{x="1"}\n  a{x="1"} 1',
    expected: 'a{x="1"} 1@0',
    got: 'a{x="1"} 1@0 2@60',
  },
  {
    name: 'a gap where a point is',
    script: 'eval range from 0 to 1m step 1m a{x="1"}\n  a{x="1"} 1 _',
    expected: 'a{x="1"} 1@0',
    got: 'a{x="1"} 1@0 2@60',
  },
])('tells $name with line, expected and got', ({ script, expected, got }) => {
  const { failures } = run(DATA + script)
  expect(failures).toMatchObject([{ line: 5, expected, got }])
})

test.each([
  { name: 'values within a millionth are equal', script: 'eval instant at 0s a{x="1"} / 3\n  {x="1"} 0.3333334' },
  {
    name: 'the order does not count unless the script says so',
    script: 'eval instant at 0s a\n  a{x="2"} 10\n  a{x="1"} 1',
  },
  {
    name: 'the older spellings mean the same',
    script: 'eval_fail instant at 0s topk(NaN, a)\n  expected_fail_message Parameter value is NaN',
  },
  {
    name: 'the older spelling of a pattern means the same',
    script: 'eval_fail instant at 0s topk(NaN, a)\n  expected_fail_regexp Parameter.*NaN',
  },
  {
    name: 'the older spelling of an order means the same',
    script: 'eval_ordered instant at 0s sort_desc(a)\n  a{x="2"} 10\n  a{x="1"} 1',
  },
  {
    name: 'annotations are accepted and not looked at',
    script: 'eval instant at 0s a{x="1"}\n  expect no_warn\n  expect info msg: x\n  a{x="1"} 1',
  },
  { name: 'comments stand anywhere', script: '# c\neval instant at 0s a{x="1"} # c\n  # c\n  a{x="1"} 1 # c' },
  { name: 'a command may be indented', script: '  eval instant at 0s a{x="1"}\n    a{x="1"} 1' },
  { name: 'a command may be indented after a comment', script: 'load 1m\n  b 1\n# c\n  eval instant at 0s b\n    b 1' },
  {
    name: 'a series may be called like a command',
    script: 'load 1m\n  load 1\n  eval 2\n\neval instant at 0s {__name__=~"load|eval"}\n  load 1\n  eval 2',
  },
  { name: 'the time may be missing', script: 'eval instant 1\n  1' },
  { name: 'clear forgets the data', script: 'clear\n\neval instant at 0s a' },
])('$name', ({ script }) => {
  expect(run(DATA + script)).toMatchObject({ passed: 1, failures: [] })
})

test.each([
  { name: 'an unknown command', script: 'frobnicate' },
  { name: 'a point that is none', script: 'load 1m\n  a 1 two' },
  { name: 'labels without their end', script: 'load 1m\n  a{x="1" 1' },
  { name: 'a step that is no duration', script: 'load soon\n  a 1' },
  { name: 'an evaluation without an expression', script: 'eval instant at 5m' },
])('$name is a failure of that line and stops nothing', ({ script }) => {
  const { passed, failures } = run(`${script}\n\neval instant at 0s 1\n  1`)
  expect(passed).toBe(1)
  expect(failures).toMatchObject([{ line: 1 }])
})
