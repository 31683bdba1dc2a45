export interface NamedCache<T> {
  /** The value, or null when there is none, it cannot be read, or the cache fails. */
  get(key: string): Promise<T | null>
  /** Resolves when the cache has it or failed to take it. @throws {TypeError} for a value JSON cannot hold. */
  set(key: string, value: T): Promise<void>
  delete(key: string): Promise<void>
  /**
   * The cached value, else what `load` gives, which is then cached. All who ask for a key at the same time in this
   * process share one load. Rejects as `load` does, and that is not cached. Writing does not hold up the answer.
   */
  remember(key: string, load: () => Promise<T>): Promise<T>
}

/** The store under its namespace; nothing here rejects. */
export interface TextStore {
  get(key: string): Promise<{ text: string | null; failed: boolean }>
  set(key: string, text: string): Promise<void>
  delete(key: string): Promise<void>
}

export type CacheResult = 'hit' | 'miss' | 'error'

export interface NamedCacheDeps {
  store: TextStore
  count(result: CacheResult): void
}

export function createNamedCache<T>({ store, count }: NamedCacheDeps): NamedCache<T> {
  const loads = new Map<string, Promise<T>>()
  const writes = new Map<string, Promise<void>>()

  async function get(key: string): Promise<T | null> {
    const { text, failed } = await store.get(key)
    const found = text === null ? undefined : parse<T>(text)
    count(failed ? 'error' : found ? 'hit' : 'miss')
    if (text !== null && !found) await store.delete(key)
    return found?.value ?? null
  }

  async function load(key: string, loader: () => Promise<T>, isWanted: () => boolean): Promise<T> {
    const found = await get(key)
    if (found !== null) return found
    const value = await loader()
    if (isWanted()) writeBehind(key, value)
    return value
  }

  function writeBehind(key: string, value: T): void {
    const text = JSON.stringify(value)
    if (text === undefined) return
    const writing: Promise<void> = store.set(key, text).then(() => forget(writes, key, writing))
    writes.set(key, writing)
  }

  /** What was loaded before an explicit change must not overwrite it. */
  async function afterEarlier(key: string): Promise<void> {
    loads.delete(key)
    await writes.get(key)
  }

  return {
    get,
    async set(key, value) {
      const text = JSON.stringify(value)
      if (text === undefined) throw new TypeError('a value that JSON can hold was wanted')
      await afterEarlier(key)
      await store.set(key, text)
    },
    async delete(key) {
      await afterEarlier(key)
      await store.delete(key)
    },
    async remember(key, loader) {
      const running = loads.get(key)
      if (running) return running
      const mine: Promise<T> = load(key, loader, () => loads.get(key) === mine)
      loads.set(key, mine)
      try {
        return await mine
      } finally {
        forget(loads, key, mine)
      }
    },
  }
}

function forget<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.get(key) === value) map.delete(key)
}

/** Wrapped, since a cached value may be null itself; undefined when the text is no JSON. */
function parse<T>(text: string): { value: T } | undefined {
  try {
    return { value: JSON.parse(text) as T }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
