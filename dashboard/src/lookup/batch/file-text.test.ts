import { expect, test } from 'vitest'
import { largestFileBytes, textOfFile } from './file-text.ts'

const file = (content: ArrayLike<number> | string) =>
  new Blob([typeof content === 'string' ? content : Uint8Array.from(content)])
const unopened = (size: number) => ({ size, arrayBuffer: () => Promise.reject(new RangeError('it was opened')) })

test.each<{ name: string; content: string | number[]; text: string }>([
  { name: 'UTF-8', content: 'vin\nß', text: 'vin\nß' },
  { name: 'UTF-8 with its mark', content: '\ufeffvin', text: 'vin' },
  { name: 'the Unicode text of Excel', content: [0xff, 0xfe, 0x76, 0, 0x69, 0, 0x6e, 0], text: 'vin' },
  { name: 'the old Western encoding', content: [0x4d, 0xfc, 0x6e], text: 'Mün' },
])('$name is read', async ({ content, text }) => {
  expect(await textOfFile(file(content))).toEqual({ ok: true, text })
})

test.each<{ name: string; content: string | number[]; says: string }>([
  { name: 'an empty file', content: '', says: 'The file is empty.' },
  { name: 'an Excel workbook', content: [0x50, 0x4b, 3, 4, 20, 0], says: 'save the sheet as CSV' },
  { name: 'a picture', content: [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0], says: 'This is no text file' },
])('$name is told as such', async ({ content, says }) => {
  expect(await textOfFile(file(content))).toEqual({ ok: false, message: expect.stringContaining(says) })
})

test('a file of the largest size is read', async () => {
  expect(await textOfFile({ size: largestFileBytes, arrayBuffer: async () => new ArrayBuffer(0) })).toEqual({
    ok: true,
    text: '',
  })
})

test.each<{ name: string; size: number; says: string }>([
  { name: 'one byte more', size: largestFileBytes + 1, says: 'at most 5 are read' },
  { name: '20 MB', size: 20 * 1024 * 1024, says: 'The file has 20 MB' },
])('a file of $name is refused unopened', async ({ size, says }) => {
  expect(await textOfFile(unopened(size))).toEqual({ ok: false, message: expect.stringContaining(says) })
})

test('a folder is told, and any other fault is not hidden', async () => {
  const denied = { size: 1, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }
  expect(await textOfFile(denied)).toEqual({ ok: false, message: expect.stringContaining('choose it anew') })
  await expect(textOfFile(unopened(1))).rejects.toThrow(RangeError)
})
