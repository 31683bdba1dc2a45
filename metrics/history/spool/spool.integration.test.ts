import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { resultAt, resultsOver } from '../test-bench.ts'
import { openHistoryFile } from './file.ts'
import { openHistorySpool } from './spool.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'intelauto-history-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const path = () => join(dir, 'history.sqlite')
const open = (over: object = {}) => openHistoryFile({ dir, now: 5, maxBytes: 1 << 26, ...over })
const odd = resultAt(3, { target: '"\n\ud83d', outcome: 'unknown', latencyMs: null })

test('what was added is read back after a restart, the oldest first', () => {
  const first = open()
  first.add([resultAt(1), resultAt(2)])
  first.add([odd])
  first.close()
  const again = open()
  expect(again.state).toEqual({ waiting: 3, setAside: null })
  const oldest = again.oldest()
  expect(oldest?.results).toEqual([resultAt(1), resultAt(2)])
  again.forget(oldest?.number ?? 0)
  expect(again.oldest()?.results).toEqual([odd])
  again.close()
})

test('forgetting a batch twice forgets no other', () => {
  const file = open()
  file.add([resultAt(1)])
  file.add([resultAt(2)])
  const number = file.oldest()?.number ?? 0
  file.forget(number)
  file.forget(number)
  expect(file.oldest()?.results).toEqual([resultAt(2)])
  file.close()
})

test('the file never grows beyond its limit: the oldest go, and are counted', () => {
  const maxBytes = 80 * 4096
  const file = open({ maxBytes })
  let dropped = 0
  const batch = (n: number) =>
    resultsOver(n, n + 1000, { intervalMs: 10 }).map((result, i) => ({ ...result, latencyMs: (i * 7919 + n) % 9973 }))
  for (let n = 0; n < 600; n++) dropped += file.add(batch(n * 1000))
  expect(dropped).toBeGreaterThan(0)
  expect(file.oldest()?.results[0]?.at).toBe(dropped * 10)
  expect(statSync(path()).size).toBeLessThanOrEqual(maxBytes)
  file.close()
  expect(open().state.waiting).toBe(60_000 - dropped)
})

test('a batch that has no room even alone is refused by name, and the file stays sound', () => {
  const file = open({ maxBytes: 4 * 4096 })
  const large = resultsOver(0, 200_000_000).map((result, n) => ({ ...result, latencyMs: (n * 7919) % 9973 }))
  expect(() => file.add(large)).toThrow(expect.objectContaining({ name: 'SpoolError', reason: 'full' }))
  file.add([resultAt(1)])
  expect(file.oldest()?.results).toEqual([resultAt(1)])
  file.close()
})

test('an empty file gives its room back', () => {
  const file = open()
  for (let n = 0; n < 200; n++) file.add(resultsOver(n * 10_000_000, n * 10_000_000 + 5_000_000))
  expect(statSync(path()).size + statSync(`${path()}-wal`).size).toBeGreaterThan(100_000)
  for (let batch = file.oldest(); batch !== null; batch = file.oldest()) file.forget(batch.number)
  expect(statSync(path()).size).toBeLessThan(30_000)
  file.close()
})

test('a batch that cannot be read is told as so many lost, and can be forgotten', () => {
  const file = open()
  file.add([resultAt(1), resultAt(2)])
  file.add([resultAt(3)])
  const other = new DatabaseSync(path())
  other.exec(`update batches set body = x'00ff' where number = 1`)
  other.close()
  expect(file.oldest()).toEqual({ number: 1, results: [], unreadable: 2 })
  file.forget(1)
  expect(file.oldest()?.results).toEqual([resultAt(3)])
  file.close()
})

test.each<{ name: string; damage: () => void }>([
  {
    name: 'a file of something else',
    damage: () => writeFileSync(path(), 'no database, but long enough to be read as one'),
  },
  {
    name: 'a file of another layout',
    damage: () => {
      const other = new DatabaseSync(path())
      other.exec('pragma user_version = 99')
      other.close()
    },
  },
])('$name is moved aside, told, and begun afresh', ({ damage }) => {
  const before = open()
  before.add([resultAt(1)])
  before.close()
  damage()
  const after = open({ now: 77 })
  expect(after.state).toEqual({ waiting: 0, setAside: `${path()}.damaged-77` })
  expect(readdirSync(dir)).toContain('history.sqlite.damaged-77')
  after.add([resultAt(1)])
  after.close()
})

test('the thread answers in order, and is gone after the end', async () => {
  const { spool, state } = await openHistorySpool({ dir, now: 5 })
  expect(state.waiting).toBe(0)
  await Promise.all([spool.add([resultAt(1)]), spool.add([resultAt(2)])])
  const oldest = await spool.oldest()
  expect(oldest?.results).toEqual([resultAt(1)])
  await spool.forget(oldest?.number ?? 0)
  expect((await spool.oldest())?.results).toEqual([resultAt(2)])
  await spool.close()
  await expect(spool.oldest()).rejects.toMatchObject({ name: 'SpoolError', reason: 'broken' })
})

test('a folder that cannot be used fails with a name', async () => {
  writeFileSync(join(dir, 'taken'), '')
  await expect(openHistorySpool({ dir: join(dir, 'taken'), now: 5 })).rejects.toMatchObject({
    ...{ name: 'SpoolError', reason: 'broken' },
  })
})
