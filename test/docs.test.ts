import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settings } from '../platform/config/settings.ts'

const documents = ['README.md', ...globSync('docs/**/*.md')]

test('README names every setting, and no setting that does not exist', () => {
  const table = readFileSync('README.md', 'utf8').split('## Settings')[1]?.split('\n## ')[0] ?? ''
  const firstCells = table.split('\n').map((line) => line.split('|')[1] ?? '')
  const told = firstCells.flatMap((cell) => cell.match(/`[A-Z_]+`/g) ?? []).map((name) => name.replaceAll('`', ''))
  const existing = Object.values<{ name: string; alias?: string }>(settings).flatMap(({ name, alias }) =>
    [name, alias ?? []].flat(),
  )
  expect(told.sort()).toEqual(existing.sort())
})

test('README has at most 200 lines', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(200)
})

test.each(documents)('%s cites only paths that exist', (document) => {
  const cited =
    readFileSync(document, 'utf8').match(
      /`(?:platform|metrics|alerts|probe|services|dashboard|test|docs|bench)\/[^`*\s]*`/g,
    ) ?? []
  const missing = cited.map((path) => path.replaceAll('`', '')).filter((path) => !existsSync(path))
  expect(missing).toEqual([])
})
