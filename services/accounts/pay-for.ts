import type { Payer, Quota, Usage } from './quota.ts'

/** How one lookup, or one batch of them, is paid for. */
export interface Payment {
  /** For `pay` of a lookup. */
  pay: (lookups: number) => Promise<number>
  /** For `giveBack` of a lookup. */
  giveBack: (lookups: number) => Promise<void>
  /** The month that did not suffice, for whoever is told `unpaid`. @throws {Error} when all was paid. */
  refusal(): Usage
}

export type Charging = Pick<Quota, 'chargeUpTo' | 'giveBack'>

/** The lookups of the payer's month pay for it; without a payer it is free. */
export function payFor(quota: Charging, payer: Payer | null): Payment {
  let short: Usage | null = null
  let isCounted = false
  return {
    async pay(lookups) {
      if (payer === null) return lookups
      const share = await quota.chargeUpTo(payer, lookups)
      isCounted ||= share.usage !== null
      if (share.lookups < lookups) short = share.usage
      return share.lookups
    },
    async giveBack(lookups) {
      if (payer !== null && isCounted) await quota.giveBack(payer, lookups)
    },
    refusal() {
      if (short === null) throw new Error('a refusal was asked for, and all was paid')
      return short
    },
  }
}
