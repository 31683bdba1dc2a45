import { expect, test } from 'vitest'
import { maxLabels, maxLength, maxSeries, parsePrometheusText } from './prometheus-text.ts'

const all = () => true

test.each<{ name: string; line: string; reading: object }>([
  { name: 'a bare sample', line: 'up 1', reading: { name: 'up', labels: {}, value: 1 } },
  {
    name: 'labels, spaces and a trailing comma',
    line: 'a{ x = "1", y="2", } 3.5',
    reading: { name: 'a', labels: { x: '1', y: '2' }, value: 3.5 },
  },
  {
    name: 'escapes in a label',
    line: 'a{x="q\\"b\\\\n\\n}"} 1',
    reading: { name: 'a', labels: { x: 'q"b\\n\n}' }, value: 1 },
  },
  { name: 'a timestamp is passed over', line: 'a 1e3 1700000000000', reading: { name: 'a', labels: {}, value: 1000 } },
  {
    name: 'infinity',
    line: 'a{le="+Inf"} -Inf',
    reading: { name: 'a', labels: { le: '+Inf' }, value: Number.NEGATIVE_INFINITY },
  },
  { name: 'not a number', line: 'a NaN', reading: { name: 'a', labels: {}, value: Number.NaN } },
  {
    name: 'a name that every object has',
    line: 'a{__proto__="x"} 1',
    reading: { name: 'a', labels: Object.fromEntries([['__proto__', 'x']]), value: 1 },
  },
  { name: 'a brace inside a label', line: 'a{x="}"} 1', reading: { name: 'a', labels: { x: '}' }, value: 1 } },
])('$name is read', ({ line, reading }) => {
  const parsed = parsePrometheusText(`# HELP a b\n# TYPE a gauge\n\n${line}\n`, all)
  expect(JSON.stringify(parsed)).toBe(JSON.stringify({ readings: [reading] }))
  expect(parsed).toEqual({ readings: [reading] })
})

test.each([
  { name: 'HTML', text: '<html>', wanted: 'the name of a metric in line 1' },
  { name: 'a sample without a value', text: 'a 1\nb\n', wanted: 'the name of a metric in line 2' },
  { name: 'a value that is cut off', text: 'a 1\nb \n', wanted: 'a value in line 2' },
  { name: 'labels that do not end', text: 'a{x="1" 1', wanted: 'labels as name="value" in line 1' },
  { name: 'a label twice', text: 'a{x="1",x="2"} 1', wanted: 'each label once in line 1' },
  { name: 'a label that would be the name', text: 'a{__name__="b"} 1', wanted: 'each label once in line 1' },
  {
    name: 'an escape of another language',
    text: 'a{x="\\t"} 1',
    wanted: 'the escapes \\\\, \\" and \\n only in line 1',
  },
  { name: 'hex', text: 'a 0x10', wanted: 'a number in line 1' },
  { name: 'three words', text: 'a 1 2 3', wanted: 'a value in line 1' },
  {
    name: 'a line that is broken, of a name that is not kept,',
    text: 'b{ 1',
    wanted: 'labels as name="value" in line 1',
  },
])('$name is refused with its line', ({ text, wanted }) => {
  const message = `wanted ${wanted} of the metrics`
  expect(parsePrometheusText(text, (name) => name === 'a')).toEqual({ failure: { reason: 'malformed', message } })
})

const series = (count: number) => Array.from({ length: count }, (_, n) => `a{n="${n}"} 1`).join('\n')
const labels = (count: number) => `a{${Array.from({ length: count }, (_, n) => `l${n}="1"`).join()}} 1`
const labelOf = (length: number) => `a{x="${'y'.repeat(length)}"} 1`

test.each([
  { name: 'series', largest: series(maxSeries), larger: series(maxSeries + 1) },
  { name: 'labels', largest: labels(maxLabels), larger: labels(maxLabels + 1) },
  { name: 'a label', largest: labelOf(maxLength), larger: labelOf(maxLength + 1) },
  { name: 'a name', largest: `${'a'.repeat(maxLength)} 1`, larger: `${'a'.repeat(maxLength + 1)} 1` },
  { name: 'a line', largest: 'a 1', larger: `a 1${' '.repeat(200_000)}` },
])('$name as large as the bound is read, and one more is told', ({ largest, larger }) => {
  expect(parsePrometheusText(largest, all)).toHaveProperty('readings')
  expect(parsePrometheusText(larger, all)).toMatchObject({ failure: { reason: 'too-large' } })
})

test('what is not kept has no bound', () => {
  expect(parsePrometheusText(series(maxSeries + 1), (name) => name === 'b')).toEqual({ readings: [] })
})
