import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase } from '../../platform/postgres/pool.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { type HistoryResult, HOUR, MINUTE, speechMs } from '../model/history-result.ts'
import { readHistory } from './read.ts'
import { rollUp } from './roll-up.ts'
import { createHistoryStore } from './store.ts'
import { resultAt } from './test-bench.ts'

const start = Date.parse('2028-02-28T23:00:00Z')
const second = 1_000

/** The rule of the product, millisecond by millisecond; slow, and too simple to be wrong in the same way. */
function seenAt(results: readonly HistoryResult[], at: number): HistoryResult['outcome'] | null {
  const last = results.filter((result) => result.at <= at).sort((a, b) => b.at - a.at)[0]
  return last !== undefined && at < last.at + speechMs(last) ? last.outcome : null
}

function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

test('whatever comes in whatever order and batches, the rows say what the rule says', async () => {
  const place = await createTestDatabase()
  const database = createDatabase({ url: place.url, service: 'test', max: 2, registry: new Registry(), log: silentLog })
  const store = createHistoryStore(database)
  const dice = createDice(11)
  const outcomes = ['up', 'down', 'unknown'] as const
  const ends = [...new Set(Array.from({ length: 60 }, () => start + Math.floor(dice() * 600) * second))]
  const results = ends.map((end) =>
    resultAt(end, { outcome: outcomes[Math.floor(dice() * 3)] ?? 'up', intervalMs: 15_000 }),
  )
  const shuffled = results.map((result) => ({ result, key: dice() })).sort((a, b) => a.key - b.key)
  for (let from = 0; from < shuffled.length; from += 7) {
    await store.save(shuffled.slice(from, from + 7).map(({ result }) => result))
    await rollUp(database, start + Math.floor(dice() * 12) * MINUTE)
  }
  await rollUp(database, start + HOUR)
  const rows = await readHistory(database, { target: 'web', from: start, to: start + HOUR, step: 'minute' })
  const told = new Map(rows.map((row) => [row.start, [row.upMs, row.downMs, row.unknownMs].map((ms) => ms / second)]))
  for (let minute = start; minute < start + 12 * MINUTE; minute += MINUTE) {
    const seen = Array.from({ length: 60 }, (_, n) => seenAt(results, minute + n * second))
    const wanted = outcomes.map((outcome) => seen.filter((each) => each === outcome).length)
    expect(told.get(minute) ?? [0, 0, 0]).toEqual(wanted)
  }
  await database.close()
  await place.drop()
})
