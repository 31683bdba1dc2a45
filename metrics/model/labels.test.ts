import { describe, expect, test } from 'vitest'
import {
  compareLabels,
  formatLabels,
  formatSeries,
  isLabelName,
  labelsOf,
  labelValue,
  onlyLabels,
  withLabel,
  withoutLabels,
  withoutName,
} from './labels.ts'

const up = labelsOf({ job: 'api', __name__: 'up', instance: 'a' })

describe('the key', () => {
  test.each([
    { name: 'does not depend on the order', a: { x: '1', y: '2' }, b: { y: '2', x: '1' }, same: true },
    { name: 'does not count empty labels', a: { x: '1', y: '' }, b: { x: '1' }, same: true },
    { name: 'tells values apart', a: { x: '1' }, b: { x: '2' }, same: false },
    { name: 'tells names apart', a: { x: '1' }, b: { y: '1' }, same: false },
    { name: 'is not fooled by moving a character over', a: { xa: 'b' }, b: { x: 'ab' }, same: false },
    { name: 'is not fooled by separators in values', a: { a: '1', b: '2' }, b: { a: '11:1:b2' }, same: false },
    {
      name: 'is not fooled by values that look like lengths',
      a: { a: '', b: '1:1:ab' },
      b: { a: 'b', b: '1:1:a' },
      same: false,
    },
    { name: 'is the same for no labels', a: {}, b: { x: '' }, same: true },
  ])('$name', ({ a, b, same }) => {
    expect(labelsOf(a as Record<string, string>).key === labelsOf(b as Record<string, string>).key).toBe(same)
  })
})

test.each([
  { name: 'a label is read by its name', got: labelValue(up, 'job'), wanted: 'api' },
  { name: 'an absent label is empty', got: labelValue(up, 'nothing'), wanted: '' },
  {
    name: 'a label is added in its place',
    got: formatLabels(withLabel(up, 'a', '1')),
    wanted: '{__name__="up", a="1", instance="a", job="api"}',
  },
  {
    name: 'a label is replaced',
    got: formatLabels(withLabel(up, 'job', 'web')),
    wanted: '{__name__="up", instance="a", job="web"}',
  },
  {
    name: 'an empty value takes a label away',
    got: formatLabels(withLabel(up, 'job', '')),
    wanted: '{__name__="up", instance="a"}',
  },
  {
    name: 'labels are taken away by name',
    got: formatLabels(withoutLabels(up, new Set(['job', 'x']))),
    wanted: '{__name__="up", instance="a"}',
  },
  { name: 'labels are kept by name', got: formatLabels(onlyLabels(up, new Set(['job', 'x']))), wanted: '{job="api"}' },
  { name: 'the name goes alone', got: formatLabels(withoutName(up)), wanted: '{instance="a", job="api"}' },
  {
    name: 'type and unit go with the name',
    got: formatLabels(withoutName(labelsOf({ __name__: 'x', __type__: 'counter', __unit__: 's', a: '1' }))),
    wanted: '{a="1"}',
  },
  { name: 'a series is written with its name in front', got: formatSeries(up), wanted: 'up{instance="a", job="api"}' },
  { name: 'a series without labels is its name', got: formatSeries(labelsOf({ __name__: 'up' })), wanted: 'up' },
  { name: 'no labels are empty braces', got: formatSeries(labelsOf({})), wanted: '{}' },
  {
    name: 'a name that needs quotes goes into the braces',
    got: formatSeries(labelsOf({ __name__: 'a.b', c: '1' })),
    wanted: '{"a.b", c="1"}',
  },
  { name: 'such a name may stand alone', got: formatSeries(labelsOf({ __name__: 'a.b' })), wanted: '{"a.b"}' },
  {
    name: 'quotes and line ends in values are escaped',
    got: formatLabels(labelsOf({ a: '"\n' })),
    wanted: '{a="\\"\\n"}',
  },
  { name: 'a name with a point is quoted', got: formatLabels(labelsOf({ 'a.b': '1' })), wanted: '{"a.b"="1"}' },
])('$name', ({ got, wanted }) => {
  expect(got).toBe(wanted)
})

test('nothing that was built from is changed', () => {
  withLabel(up, 'job', 'web')
  withoutName(up)
  expect(formatSeries(up)).toBe('up{instance="a", job="api"}')
})

test.each([
  { name: 'the first difference decides', a: { x: '1', y: '9' }, b: { x: '2', y: '1' }, order: -1 },
  { name: 'a name counts before a value', a: { a: '9' }, b: { b: '1' }, order: -1 },
  { name: 'fewer labels go first', a: { a: '1' }, b: { a: '1', b: '1' }, order: -1 },
  { name: 'the same labels are equal', a: { a: '1' }, b: { a: '1' }, order: 0 },
  { name: 'values are texts, not numbers', a: { a: '10' }, b: { a: '9' }, order: -1 },
])('$name', ({ a, b, order }) => {
  const [first, second] = [labelsOf(a as Record<string, string>), labelsOf(b as Record<string, string>)]
  expect(Math.sign(compareLabels(first, second))).toBe(order)
  expect(Math.sign(compareLabels(second, first))).toBe(order === 0 ? 0 : -order)
})

test.each([
  ['any text names a label', 'odd label.é', true],
  ['the empty text names none', '', false],
  ['half a character names none', '\ud800', false],
  ['bytes that were no Unicode name none', 'a\ufffd', false],
])('%s', (_, name, valid) => {
  expect(isLabelName(name)).toBe(valid)
})
