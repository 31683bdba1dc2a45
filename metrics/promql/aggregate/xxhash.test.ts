import { expect, test } from 'vitest'
import { labelsOf } from '../../model/labels.ts'
import { sampleOffset } from './sampling.ts'
import { xxHash64 } from './xxhash.ts'

test.each([
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['abc', '44bc2cf5ad770999'],
  ['Nobody inspects the spammish repetition', 'fbcea83c8a378bf1'],
])('the hash of %j is that of the specification', (text, hash) => {
  expect(xxHash64(Buffer.from(text)).toString(16)).toBe(hash)
})

test('offsets are spread evenly from 0 to 1', () => {
  const offsets = Array.from({ length: 1_000 }, (_, i) =>
    sampleOffset(labelsOf({ __name__: 'm', i: String(i), long: 'x'.repeat(i) })),
  )
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = offsets.filter((offset) => offset >= tenth / 10 && offset < (tenth + 1) / 10)
    expect(inside.length).toBeGreaterThan(60)
    expect(inside.length).toBeLessThan(140)
  }
})
