export interface Kept {
  /** Null when nothing is kept or the browser keeps nothing. */
  read(): string | null
  /** Null forgets it. */
  write(text: string | null): void
}

/**
 * One text that stays in this browser. Where storage is forbidden or full the page works on without it.
 *
 * @param storage is called each time: to read `localStorage` alone throws where cookies are blocked.
 */
export function createKept(key: string, storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Kept {
  return {
    read: () => allowed(() => storage().getItem(key)) ?? null,
    write: (text) => allowed(() => (text === null ? storage().removeItem(key) : storage().setItem(key, text))),
  }
}

function allowed<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    // SecurityError or QuotaExceededError.
    if (error instanceof DOMException) return undefined
    throw error
  }
}
