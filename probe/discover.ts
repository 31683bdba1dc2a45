import type { Log } from '../platform/log.ts'
import type { ResolveName } from './resolve-name.ts'

export interface DiscoveryDeps {
  resolve: ResolveName
  /** Hears every answer: the addresses, or null when the name service did not say. */
  onAnswer: (name: string, addresses: readonly string[] | null) => void
  log: Log
}

export interface Discovery {
  /** Asks the name service once; one that does not answer takes nothing away from what was known. */
  refresh(name: string): Promise<void>
  /**
   * The addresses behind a name as they were known last; waits for the first answer.
   * @returns null when the name service has not told them yet.
   */
  addressesOf(name: string): Promise<readonly string[] | null>
}

interface Known {
  addresses: readonly string[] | null
  /** The name service answered last time. */
  isTold: boolean
  first: PromiseWithResolvers<void>
}

/** Which instances stand behind each name, kept while the name service is out: what is watched does not hang on it. */
export function createDiscovery({ resolve, onAnswer, log }: DiscoveryDeps): Discovery {
  const names = new Map<string, Known>()

  function knownOf(name: string): Known {
    const known = names.get(name) ?? { addresses: null, isTold: true, first: Promise.withResolvers<void>() }
    names.set(name, known)
    return known
  }

  function learn(name: string, known: Known, addresses: readonly string[]): void {
    const before = known.addresses
    if (!known.isTold) log.info({ name }, 'the name service answers again')
    if (before !== null && String(before) !== String(addresses))
      log.info({ name, before: before.length, now: addresses.length }, 'the instances behind a name have changed')
    known.addresses = addresses
  }

  return {
    async refresh(name) {
      const known = knownOf(name)
      const answer = await resolve(name)
      if (answer.known) learn(name, known, answer.addresses)
      else if (known.isTold) log.warn({ name, reason: answer.reason }, 'the name service does not tell who is there')
      known.isTold = answer.known
      onAnswer(name, answer.known ? answer.addresses : null)
      known.first.resolve()
    },

    async addressesOf(name) {
      const known = knownOf(name)
      await known.first.promise
      return known.addresses
    },
  }
}
