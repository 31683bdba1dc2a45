import { expect, test } from 'vitest'
import { matching, parseRecent, type RecentLookup, withLookup } from './recent.ts'

const vinOf = (index: number): string => `1HGCM82633A0043${String(index).padStart(2, '0')}`
const lookup = (index: number): RecentLookup => ({ vin: vinOf(index), title: `car ${index}`, at: index })
const list = [3, 2, 1].map(lookup)

test('the newest stands first', () => {
  expect(withLookup(list, lookup(4)).map(({ at }) => at)).toEqual([4, 3, 2, 1])
})

test('a VIN looked up again moves up and stands once', () => {
  expect(withLookup(list, { ...lookup(1), at: 9 }).map(({ at }) => at)).toEqual([9, 3, 2])
})

test('fifty are kept, the next pushes out the oldest', () => {
  const all = Array.from({ length: 51 }, (_, index) => lookup(index)).reduce(withLookup, [] as RecentLookup[])
  expect(all).toHaveLength(50)
  expect([all[0]?.at, all.at(-1)?.at]).toEqual([50, 1])
})

test.each<{ name: string; words: string; found: number[] }>([
  { name: 'no words find all', words: '  ', found: [3, 2, 1] },
  { name: 'a part of the VIN finds it, in whatever case', words: 'a004302', found: [2] },
  { name: 'a part of the title finds it', words: 'CAR', found: [3, 2, 1] },
  { name: 'each word must occur, wherever', words: '004301 car', found: [1] },
  { name: 'words of two lookups find neither', words: '004301 004302', found: [] },
  { name: 'what stands nowhere finds nothing', words: 'truck', found: [] },
])('$name', ({ words, found }) => {
  expect(matching(list, words).map(({ at }) => at)).toEqual(found)
})

test('a vehicle that was not known is found by its VIN alone', () => {
  expect(matching([{ ...lookup(1), title: null }], 'null')).toEqual([])
  expect(matching([{ ...lookup(1), title: null }], vinOf(1))).toHaveLength(1)
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
