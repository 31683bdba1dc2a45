import { expect, test } from 'vitest'
import type { Cache, NamedCache } from '../../platform/cache.ts'
import { silentLog } from '../../platform/log.ts'
import { createPlatformStats } from './platform-stats.ts'
import type { VehicleStats } from './stats.ts'

const hour = 3_600_000
const numbers = (vehicles: number): VehicleStats => ({ vehicles, manufacturers: 1, recent: 0 })

/** The counts are answered by hand, in their order; the cache keeps nothing unless told to. */
function open(cached: object | null = null) {
  let at = 0
  const counts: PromiseWithResolvers<VehicleStats>[] = []
  const named = {
    remember: async (_key: string, load: () => Promise<unknown>) => cached ?? load(),
  } as unknown as NamedCache<unknown>
  const cache = { of: () => named } as unknown as Cache
  const count = () => {
    const counting = Promise.withResolvers<VehicleStats>()
    counts.push(counting)
    return counting.promise
  }
  return {
    stats: createPlatformStats({ count, cache, now: () => at, log: silentLog }),
    counts,
    pass(ms: number) {
      at += ms
    },
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('all who ask at first wait for one count', async () => {
  const { stats, counts } = open()
  const asked = [stats(), stats()]
  await settled()
  expect(counts).toHaveLength(1)
  counts[0]?.resolve(numbers(3))
  expect(await Promise.all(asked)).toEqual([numbers(3), numbers(3)])
})

test('within the hour nothing is counted again', async () => {
  const { stats, counts, pass } = open()
  const first = stats()
  await settled()
  counts[0]?.resolve(numbers(3))
  await first
  pass(hour - 1)
  expect(await stats()).toEqual(numbers(3))
  await settled()
  expect(counts).toHaveLength(1)
})

test('after the hour the old numbers are told while new ones are counted', async () => {
  const { stats, counts, pass } = open()
  const first = stats()
  await settled()
  counts[0]?.resolve(numbers(3))
  await first
  pass(hour)
  expect(await stats()).toEqual(numbers(3))
  await settled()
  counts[1]?.resolve(numbers(4))
  await settled()
  expect(await stats()).toEqual(numbers(4))
  expect(counts).toHaveLength(2)
})

test('what could not be counted is null, and counted when asked again', async () => {
  const { stats, counts } = open()
  const first = stats()
  await settled()
  counts[0]?.reject(new Error('away'))
  expect(await first).toBeNull()
  const second = stats()
  await settled()
  counts[1]?.resolve(numbers(5))
  expect(await second).toEqual(numbers(5))
})

test('what another process counted is taken from the cache', async () => {
  const { stats, counts } = open({ stats: numbers(9), at: 0 })
  expect(await stats()).toEqual(numbers(9))
  expect(counts).toEqual([])
})
