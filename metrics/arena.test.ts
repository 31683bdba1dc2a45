import { expect, test } from 'vitest'
import { type Chunk, createArena } from './arena.ts'

const MB = 1_048_576
const filled = (byte: number, size: number) => new Uint8Array(size).fill(byte)
const holds = ({ slab, start, sizeBytes }: Chunk, byte: number) =>
  Buffer.from(slab.bytes.subarray(start, start + sizeBytes)).equals(Buffer.alloc(sizeBytes, byte))

test('chunks keep their bytes, however many come after them', () => {
  const arena = createArena(100 * MB)
  const chunks = Array.from({ length: 50 }, (_, i) => arena.store(filled(i, 100_000)))
  expect(chunks.map((chunk, i) => chunk !== undefined && holds(chunk, i))).toEqual(Array(50).fill(true))
})

test('a slab is used again only when nothing in it is needed any more', () => {
  const arena = createArena(100 * MB)
  const [kept, ...others] = Array.from({ length: 30 }, (_, i) => arena.store(filled(i, 300_000)))
  for (const chunk of others) if (chunk !== undefined) arena.release(chunk)
  for (let i = 0; i < 30; i++) arena.store(filled(200 + i, 300_000))
  expect(kept !== undefined && holds(kept, 0)).toBe(true)
})

test.each([
  { name: 'exactly as much as allowed is stored', size: 1_000, stored: true },
  { name: 'one byte more is refused', size: 1_001, stored: false },
])('$name', ({ size, stored }) => {
  expect(createArena(1_000).store(filled(1, size)) !== undefined).toBe(stored)
})

test('what is released may be used again', () => {
  const arena = createArena(1_000)
  const chunk = arena.store(filled(1, 1_000))
  if (chunk !== undefined) arena.release(chunk)
  expect(arena.usedBytes).toBe(0)
  expect(arena.store(filled(2, 1_000))).toBeDefined()
})
