import { expect, test } from 'vitest'
import { parsePrometheusText } from './prometheus-text.ts'

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
])('$name is read', ({ line, reading }) => {
  expect(parsePrometheusText(`# HELP a b\n# TYPE a gauge\n\n${line}\n`, all)).toEqual({ ok: true, readings: [reading] })
})

test.each([
  { name: 'HTML', text: '<html>', complaint: 'line 1 begins with no name' },
  { name: 'a sample without a value', text: 'a 1\nb\n', complaint: 'line 2 is no sample' },
  { name: 'labels that do not end', text: 'a{x="1" 1', complaint: 'line 1 is no sample' },
  { name: 'hex', text: 'a 0x10', complaint: 'line 1 is no sample' },
  { name: 'three words', text: 'a 1 2 3', complaint: 'line 1 is no sample' },
  { name: 'an endless line', text: `a{x="${'y'.repeat(9000)}"} 1`, complaint: 'line 1 is too long' },
])('$name is refused with its line', ({ text, complaint }) => {
  expect(parsePrometheusText(text, all)).toEqual({ ok: false, complaint })
})

test('what is not wanted is not read, however much there is; what is wanted has a bound', () => {
  const many = Array.from({ length: 10_001 }, (_, n) => `a{n="${n}"} 1`).join('\n')
  expect(parsePrometheusText(many, (name) => name === 'b')).toEqual({ ok: true, readings: [] })
  expect(parsePrometheusText(many, all)).toEqual({ ok: false, complaint: 'more than 10000 series are wanted' })
})
