import type { Log } from '../../platform/log.ts'

/** A lookup waits so long for its row, and a batch so much longer for each of its; they may still come after it. */
const waitMs = 800
const moreForEachMs = 2

/** @returns what storing gave; empty when the database did not take it in time. */
export async function inTime<T>(
  all: readonly T[],
  store: (all: readonly T[]) => Promise<ReadonlyMap<string, number>>,
  log: Log,
): Promise<ReadonlyMap<string, number>> {
  const none = new Map<string, number>()
  if (all.length === 0) return none
  const late = Promise.withResolvers<typeof none>()
  const timer = setTimeout(() => late.resolve(none), waitMs + moreForEachMs * all.length)
  const stored = store(all).catch((error) => {
    log.warn({ err: error }, 'a lookup could not be stored')
    return none
  })
  return Promise.race([stored, late.promise]).finally(() => clearTimeout(timer))
}
