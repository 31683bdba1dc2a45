import { expect, test } from 'vitest'
import { parseRecent, type RecentLookup, withLookup } from './recent.ts'

const vinOf = (index: number): string => `1HGCM82633A0043${String(index).padStart(2, '0')}`
const lookup = (index: number): RecentLookup => ({ vin: vinOf(index), title: `car ${index}`, at: index })
const list = [3, 2, 1].map(lookup)

test('the newest stands first', () => {
  expect(withLookup(list, lookup(4)).map(({ at }) => at)).toEqual([4, 3, 2, 1])
})

test('a VIN looked up again moves up and stands once', () => {
  expect(withLookup(list, { ...lookup(1), at: 9 }).map(({ at }) => at)).toEqual([9, 3, 2])
})

test('eight are kept, the ninth pushes out the oldest', () => {
  const nine = Array.from({ length: 9 }, (_, index) => lookup(index)).reduce(withLookup, [] as RecentLookup[])
  expect(nine.map(({ at }) => at)).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
})

test('what was kept is read back', () => {
  expect(parseRecent(JSON.stringify(list))).toEqual(list)
})

test.each<{ name: string; text: string | null }>([
  { name: 'nothing', text: null },
  { name: 'no JSON', text: '[{' },
  { name: 'another shape', text: '{"vin":"1HGCM82633A004352"}' },
  { name: 'null', text: 'null' },
  { name: 'a list of other things', text: '[null, 3, "x", {"vin": 3}]' },
  { name: 'a VIN that is none', text: '[{"vin":"<b>","title":null,"at":1}]' },
  { name: 'no time', text: `[{"vin":"${vinOf(1)}","title":null,"at":"soon"}]` },
])('$name reads as no lookups', ({ text }) => {
  expect(parseRecent(text)).toEqual([])
})
