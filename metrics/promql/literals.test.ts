import { expect, test } from 'vitest'
import { readDuration, readNumber, readSeconds, readText } from './literals.ts'

test.each<[string, number | undefined]>([
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1d', 86_400_000],
  ['1w', 604_800_000],
  ['1y', 31_536_000_000],
  ['100ms', 100],
  ['1s500ms', 1_500],
  ['0', 0],
  ['0s', 0],
  ['1y2w3d4h5m6s7ms', 33_019_506_007],
  ['', undefined],
  ['5', undefined],
  ['m', undefined],
  ['1m1h', undefined],
  ['1m1m', undefined],
  ['5 m', undefined],
  ['-5m', undefined],
  ['1.5h', undefined],
])('the duration %j is %j ms', (text, wanted) => {
  expect(readDuration(text)).toBe(wanted)
})

test.each<[string, number | undefined]>([
  ['1', 1],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['5.', 5],
  ['-2', -2],
  ['+2', 2],
  ['1e3', 1_000],
  ['1E-3', 0.001],
  ['0x1F', 31],
  ['0X1f', 31],
  ['017', 15],
  ['08', 8],
  ['1_000', 1_000],
  ['0b11', 3],
  ['Inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['+Infinity', Number.POSITIVE_INFINITY],
  ['NaN', Number.NaN],
  ['nan', Number.NaN],
  ['', undefined],
  ['x', undefined],
  ['1e', undefined],
  ['.', undefined],
  ['1 2', undefined],
  ['0x', undefined],
  ['--1', undefined],
])('the number %j is %j', (text, wanted) => {
  expect(readNumber(text)).toBe(wanted)
})

test.each<[string, number | undefined]>([
  ['90', 90],
  ['1m30s', 90],
  ['1.5', 1.5],
  ['x', undefined],
])('%j is %j seconds', (text, wanted) => {
  expect(readSeconds(text)).toBe(wanted)
})

test.each<[string, string | undefined]>([
  ['"a"', 'a'],
  ["'a'", 'a'],
  ['`a\\n`', 'a\\n'],
  ['""', ''],
  [String.raw`"\n\t\\\""`, '\n\t\\"'],
  [String.raw`'\''`, "'"],
  [String.raw`"\x41\101\u00e9\U0001F600"`, 'AAé😀'],
  [String.raw`"\xc3\xa9"`, 'é'],
  [String.raw`"\xff"`, '\ufffd'],
  ['"it\'s"', "it's"],
  [String.raw`"\q"`, undefined],
  [String.raw`"\'"`, undefined],
  [String.raw`"\x4"`, undefined],
  [String.raw`"\400"`, undefined],
  [String.raw`"\ud800"`, undefined],
  ['"a', undefined],
  ['a"', undefined],
  ['"', undefined],
  ['"a\nb"', undefined],
  ['`a\nb`', 'a\nb'],
  ['"a"b"', undefined],
  ['', undefined],
])('the text %j is %j', (literal, wanted) => {
  expect(readText(literal)).toBe(wanted)
})
