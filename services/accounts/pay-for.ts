import type { Payer, Quota, Usage } from './quota.ts'

/** How one lookup, or one batch of them, is paid for. */
export interface Payment {
  /** For `pay` of a lookup. */
  pay: (lookups: number) => Promise<number>
  /** The month that did not suffice, for whoever is told `unpaid`. @throws {Error} when all was paid. */
  refusal(): Usage
}

/** The lookups of the payer's month pay for it; without a payer it is free. */
export function payFor(quota: Pick<Quota, 'chargeUpTo'>, payer: Payer | null): Payment {
  let short: Usage | null = null
  return {
    async pay(lookups) {
      if (payer === null) return lookups
      const share = await quota.chargeUpTo(payer, lookups)
      if (share.lookups < lookups) short = share.usage
      return share.lookups
    },
    refusal() {
      if (short === null) throw new Error('a refusal was asked for, and all was paid')
      return short
    },
  }
}
