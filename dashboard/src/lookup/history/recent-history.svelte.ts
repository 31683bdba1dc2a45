import type { Kept } from '../../parts/kept.ts'
import { matching, parseRecent, type RecentLookup, withLookup } from './recent.ts'

/** What was looked up in this browser, for those who are not signed in. */
export class RecentHistory {
  #kept: Kept
  lookups: readonly RecentLookup[] = $state.raw([])
  words = $state('')
  found = $derived(matching(this.lookups, this.words))

  constructor(kept: Kept) {
    this.#kept = kept
    this.lookups = parseRecent(kept.read())
  }

  add(lookup: RecentLookup): void {
    this.#keep(withLookup(this.lookups, lookup))
  }

  forget(vin: string): void {
    this.#keep(this.lookups.filter((lookup) => lookup.vin !== vin))
  }

  forgetAll(): void {
    this.words = ''
    this.#keep([])
  }

  #keep(lookups: readonly RecentLookup[]): void {
    this.lookups = lookups
    this.#kept.write(lookups.length === 0 ? null : JSON.stringify(lookups))
  }
}
