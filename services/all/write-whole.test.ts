import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StartError } from '../../platform/lifecycle.ts'
import { writeWhole } from './write-whole.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'intelauto-write-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('a file is replaced whole, and its owner alone may read it', () => {
  const file = join(dir, 'a')
  writeWhole(file, 'long before')
  writeWhole(file, 'short')
  expect(readFileSync(file, 'utf8')).toBe('short')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir)).toEqual(['a'])
})

test('what cannot be written is one line for a person', () => {
  expect(() => writeWhole(join(dir, 'no-such-folder', 'a'), 'x')).toThrow(StartError)
})
