import type { Clock } from '../../platform/clock.ts'
import { type Charging, payFor } from '../accounts/pay-for.ts'
import type { Plans } from '../accounts/plans.ts'
import type { Usage } from '../accounts/quota.ts'
import type { LookUp, LookupAnswer, Vehicle } from '../vehicles/lookup.ts'
import type { KeptVehicle, SavedVehicles } from '../vehicles/saved.ts'
import { accountOf } from './in-private.ts'
import { orWhenAway } from './when-away.ts'

export interface GarageDeps {
  lookUp: LookUp
  quota: Charging
  planOf: Plans['planOf']
  saved: SavedVehicles
  now: Clock
}

export interface LookedUp {
  answers: LookupAnswer[]
  /** The month that did not suffice; null when nothing was refused. */
  usedUp: Usage | null
}

export type Opened = { ok: true; vehicle: Vehicle; isSaved: boolean } | { ok: false; usedUp: Usage | null }

/** Refreshes that are known again when the queue brings their update anew. */
const mostRefreshed = 1000

/** The vehicles of the people who write to the bot: looked up and kept in their accounts, and paid by these. */
export function createGarage({ lookUp, quota, planOf, saved, now }: GarageDeps) {
  /** @param person null for whoever speaks without a name, and has no account. */
  async function ask(person: number | null, inputs: readonly string[], forceRefresh = false): Promise<LookedUp> {
    const account = person === null ? null : accountOf({ id: person })
    const { refusal, ...paying } = payFor(quota, account === null ? null : { account, plan: await planNow(account) })
    const answers: LookupAnswer[] = []
    // One after the other, so that a month that does not suffice pays for the first ones.
    for (const input of inputs) answers.push(await lookUp(input, { account, forceRefresh, ...paying }))
    return { answers, usedUp: answers.some(isUnpaid) ? refusal() : null }
  }

  const refreshed = new Set<number>()

  function noteRefreshed(updateId: number): void {
    refreshed.add(updateId)
    const [oldest] = refreshed
    if (oldest !== undefined && refreshed.size > mostRefreshed) refreshed.delete(oldest)
  }

  /** A vehicle that the person asked for before: as it is kept, else looked up again. */
  async function open(person: number | null, vin: string): Promise<Opened> {
    const known = person === null ? null : await kept(person, vin)
    if (known !== null) return { ok: true, ...known }
    return openedBy(await ask(person, [vin]), false)
  }

  /** Whoever is not known counts as on the smallest plan. */
  const planNow = (account: string) => orWhenAway(planOf(account), 'free' as const)
  const kept = (person: number, vin: string): Promise<KeptVehicle | null> =>
    orWhenAway(saved.find(accountOf({ id: person }), vin), null)

  return {
    lookUp: ask,

    open,

    /** Decoded anew and paid once for an update, however often the queue brings it to this process. */
    async refresh(person: number, vin: string, updateId: number): Promise<Opened> {
      if (refreshed.has(updateId)) return open(person, vin)
      const isSaved = (await kept(person, vin))?.isSaved ?? false
      const opened = openedBy(await ask(person, [vin], true), isSaved)
      if (opened.ok) noteRefreshed(updateId)
      return opened
    },

    async isSaved(person: number, vin: string): Promise<boolean> {
      return (await kept(person, vin))?.isSaved ?? false
    },

    /** @returns false when the person never looked it up. @throws DatabaseError. */
    setSaved(person: number, vin: string, isSaved: boolean): Promise<boolean> {
      const account = accountOf({ id: person })
      return isSaved ? saved.save(account, vin, now()) : saved.unsave(account, vin)
    },
  }
}

export type Garage = ReturnType<typeof createGarage>

function openedBy({ answers: [answer], usedUp }: LookedUp, isSaved: boolean): Opened {
  return answer?.ok ? { ok: true, vehicle: answer.vehicle, isSaved } : { ok: false, usedUp }
}

function isUnpaid(answer: LookupAnswer): boolean {
  return 'unpaid' in answer
}
