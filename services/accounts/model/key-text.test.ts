import { expect, test } from 'vitest'
import { parseKey, writeKey } from './key-text.ts'

const parts = { id: '0123456789abcdef', secret: '0f'.repeat(32) }
const text = writeKey(parts)

test('a key is read as it was written', () => {
  expect(text).toBe(`ia_live_0123456789abcdef_${'0f'.repeat(32)}`)
  expect(parseKey(text)).toEqual(parts)
})

test.each([
  { name: 'nothing', given: '' },
  { name: 'a key that lacks its last character', given: text.slice(0, -1) },
  { name: 'a key with one character more', given: `${text}0` },
  { name: 'a key in capitals', given: text.toUpperCase() },
  { name: 'a key after a space', given: ` ${text}` },
  { name: 'a key before a line break', given: `${text}\n` },
  { name: 'a key of another kind', given: text.replace('live', 'test') },
  { name: 'letters beyond f', given: text.replace('0f', '0g') },
  { name: 'SQL', given: "ia_live_' or 1=1 --" },
  { name: 'a megabyte', given: `ia_live_${'0'.repeat(1_000_000)}` },
])('$name is no key', ({ given }) => {
  expect(parseKey(given)).toBeNull()
})
