import { describe, expect, test } from 'vitest'
import { type CacheResult, createNamedCache, type TextStore } from './named-cache.ts'

interface Report {
  make: string
}

const honda: Report = { make: 'Honda' }
const bmw: Report = { make: 'BMW' }

/** A store in memory whose next writes can be held back, to look in between. */
function createSubject(start: Record<string, string> = {}) {
  const texts = new Map(Object.entries(start))
  const counts: CacheResult[] = []
  const held: PromiseWithResolvers<void>[] = []
  let holding = false
  const turn = async () => {
    if (!holding) return
    const gate = Promise.withResolvers<void>()
    held.push(gate)
    await gate.promise
  }
  const store: TextStore = {
    get: async (key) => ({ text: texts.get(key) ?? null, failed: false }),
    async set(key, text) {
      await turn()
      texts.set(key, text)
    },
    async delete(key) {
      texts.delete(key)
    },
  }
  return {
    cache: createNamedCache<Report>({ store, count: (result) => counts.push(result) }),
    texts,
    counts,
    hold: () => {
      holding = true
    },
    release: () => {
      for (const gate of held.splice(0)) gate.resolve()
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  }
}

const neverLoads = () => Promise.reject(new Error('must not be loaded'))

describe('get', () => {
  test.each<{ name: string; text?: string; value: unknown; counted: CacheResult; left: boolean }>([
    { name: 'what is not there is a miss', value: null, counted: 'miss', left: false },
    { name: 'what is there is a hit', text: '{"make":"Honda"}', value: honda, counted: 'hit', left: true },
    { name: 'a false value is a value', text: 'false', value: false, counted: 'hit', left: true },
    {
      name: 'a text cut short is a miss and is deleted',
      text: '{"make":"Hon',
      value: null,
      counted: 'miss',
      left: false,
    },
    { name: 'an empty text is a miss and is deleted', text: '', value: null, counted: 'miss', left: false },
  ])('$name', async ({ text, value, counted, left }) => {
    const { cache, counts, texts } = createSubject(text === undefined ? {} : { k: text })
    expect(await cache.get('k')).toEqual(value)
    expect(counts).toEqual([counted])
    expect(texts.has('k')).toBe(left)
  })

  test('a store that fails is null, counted as an error', async () => {
    const counts: CacheResult[] = []
    const store: TextStore = {
      get: async () => ({ text: null, failed: true }),
      set: async () => {},
      delete: async () => {},
    }
    const cache = createNamedCache<Report>({ store, count: (result) => counts.push(result) })
    expect(await cache.get('k')).toBeNull()
    expect(await cache.remember('k', async () => honda)).toBe(honda)
    expect(counts).toEqual(['error', 'error'])
  })
})

describe('set', () => {
  test('what was set can be read and deleted', async () => {
    const { cache } = createSubject()
    await cache.set('k', honda)
    expect(await cache.get('k')).toEqual(honda)
    await cache.delete('k')
    expect(await cache.get('k')).toBeNull()
  })

  test.each([
    { name: 'nothing', value: undefined },
    { name: 'a function', value: () => {} },
    { name: 'a bigint', value: 1n },
  ])('$name is refused, since JSON cannot hold it', async ({ value }) => {
    const { cache, texts } = createSubject()
    await expect(cache.set('k', value as unknown as Report)).rejects.toThrow(TypeError)
    expect(texts.size).toBe(0)
  })
})

describe('remember', () => {
  test('what is cached is not loaded', async () => {
    const { cache } = createSubject({ k: '{"make":"Honda"}' })
    expect(await cache.remember('k', neverLoads)).toEqual(honda)
  })

  test('what is loaded is cached', async () => {
    const { cache, settled } = createSubject()
    await cache.remember('k', async () => honda)
    await settled()
    expect(await cache.remember('k', neverLoads)).toEqual(honda)
  })

  test('what is cached but cannot be read is loaded', async () => {
    const { cache } = createSubject({ k: '{' })
    expect(await cache.remember('k', async () => bmw)).toEqual(bmw)
  })

  test('many who ask for one key at once share one load, and other keys have their own', async () => {
    const { cache } = createSubject()
    const loaded: string[] = []
    const ask = (key: string) =>
      cache.remember(key, async () => {
        loaded.push(key)
        return { make: key }
      })
    const answers = await Promise.all([...Array.from({ length: 100 }, () => ask('a')), ask('b')])
    expect(loaded.sort()).toEqual(['a', 'b'])
    expect(answers.map(({ make }) => make)).toEqual([...Array.from({ length: 100 }, () => 'a'), 'b'])
  })

  test('an error reaches all who share the load, and the next one loads again', async () => {
    const { cache } = createSubject()
    const failing = async () => {
      throw new Error('the decoder is away')
    }
    const answers = await Promise.allSettled([cache.remember('k', failing), cache.remember('k', neverLoads)])
    expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.message)).toEqual([
      'the decoder is away',
      'the decoder is away',
    ])
    expect(await cache.remember('k', async () => honda)).toEqual(honda)
  })

  test('a loader that throws at once is an error like any other', async () => {
    const { cache } = createSubject()
    const throwing = () => {
      throw new Error('at once')
    }
    await expect(cache.remember('k', throwing)).rejects.toThrow('at once')
    expect(await cache.remember('k', async () => honda)).toEqual(honda)
  })

  test('the answer does not wait for the writing', async () => {
    const { cache, hold, texts, release, settled } = createSubject()
    hold()
    expect(await cache.remember('k', async () => honda)).toBe(honda)
    expect(texts.has('k')).toBe(false)
    release()
    await settled()
    expect(texts.get('k')).toBe('{"make":"Honda"}')
  })

  test.each([
    { name: 'a key deleted while it is loaded stays deleted', change: 'delete', left: undefined },
    { name: 'a key set while it is loaded keeps what was set', change: 'set', left: '{"make":"BMW"}' },
  ])('$name', async ({ change, left }) => {
    const { cache, texts, settled } = createSubject()
    const loading = Promise.withResolvers<Report>()
    const answer = cache.remember('k', () => loading.promise)
    await settled()
    await (change === 'set' ? cache.set('k', bmw) : cache.delete('k'))
    loading.resolve(honda)
    expect(await answer).toEqual(honda)
    await settled()
    expect(texts.get('k')).toBe(left)
  })

  test('a key deleted while what was loaded is written stays deleted', async () => {
    const { cache, texts, hold, release } = createSubject()
    hold()
    await cache.remember('k', async () => honda)
    const deleted = cache.delete('k')
    release()
    await deleted
    expect(texts.has('k')).toBe(false)
  })

  test('who asks after a change does not get what was loaded before it', async () => {
    const { cache, settled } = createSubject()
    const old = Promise.withResolvers<Report>()
    const first = cache.remember('k', () => old.promise)
    await settled()
    await cache.delete('k')
    expect(await cache.remember('k', async () => bmw)).toEqual(bmw)
    old.resolve(honda)
    expect(await first).toEqual(honda)
    await settled()
    expect(await cache.get('k')).toEqual(bmw)
  })
})
