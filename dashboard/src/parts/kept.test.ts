import { expect, test } from 'vitest'
import { createKept } from './kept.ts'

function memory() {
  const texts = new Map<string, string>()
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  }
}

test('what was written is read, and null forgets it', () => {
  const storage = memory()
  const kept = createKept('colour', () => storage)
  expect(kept.read()).toBeNull()
  kept.write('dark')
  expect(kept.read()).toBe('dark')
  kept.write(null)
  expect(kept.read()).toBeNull()
})

test('a browser that forbids storage keeps nothing and breaks nothing', () => {
  const kept = createKept('colour', () => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect(() => kept.write('dark')).not.toThrow()
  expect(kept.read()).toBeNull()
})

test('any other fault is not hidden', () => {
  const kept = createKept('colour', () => {
    throw new RangeError('a mistake of ours')
  })
  expect(() => kept.read()).toThrow(RangeError)
})
