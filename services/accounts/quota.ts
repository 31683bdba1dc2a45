import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { isUnavailable, type Queryable } from '../../platform/postgres/pool.ts'
import { inTime } from './in-time.ts'
import type { QuotaMetrics } from './metrics.ts'
import { monthOf } from './model/month.ts'
import { monthlyLookups, type Plan } from './model/plan.ts'

export interface QuotaDeps {
  database: Queryable
  metrics: QuotaMetrics
  now: Clock
  log: Log
}

export interface Payer {
  account: string
  plan: Plan
}

export interface Usage {
  used: number
  limit: number
  /** Unix milliseconds: the start of the next month. */
  resetsAt: number
}

/** What was taken, to be given back by `refund`. */
export interface Charge {
  account: string
  month: string
  lookups: number
}

export type ChargeOutcome =
  /** Both are null when Postgres was away: the lookups go on and are not counted. */
  { ok: true; charge: Charge | null; usage: Usage | null } | { ok: false; usage: Usage }

export interface Quota {
  /** Takes so many lookups of this month, all or none. Many at once never take more than there is. */
  charge(payer: Payer, lookups: number): Promise<ChargeOutcome>
  /** Gives back lookups of a charge that turned out to cost nothing. */
  refund(charge: Charge | null, lookups: number): Promise<void>
  /** @throws DatabaseError. */
  usage(payer: Payer): Promise<Usage>
}

/** A lookup waits no longer for being counted. */
const countedWithinMs = 800

/** What accounts may look up in a calendar month, and did. */
export function createQuota({ database, metrics, now, log }: QuotaDeps): Quota {
  const usage = async ({ account, plan }: Payer): Promise<Usage> => {
    const month = monthOf(now())
    const [row] = await database.query<{ used: number }>(
      'select used from account_usage where account = $1 and month = $2',
      [account, month.firstDay],
    )
    return { used: row?.used ?? 0, limit: monthlyLookups[plan], resetsAt: month.endsAt }
  }

  const take = async (payer: Payer, lookups: number): Promise<ChargeOutcome> => {
    const { firstDay, endsAt } = monthOf(now())
    const limit = monthlyLookups[payer.plan]
    const [row] = await database.query<{ used: number }>(
      `insert into account_usage as so_far (account, month, used)
       select $1::text, $2::date, $3::integer where $3::integer <= $4::integer
       on conflict (account, month) do update set used = so_far.used + excluded.used
         where so_far.used + excluded.used <= $4::integer
       returning used`,
      [payer.account, firstDay, lookups, limit],
    )
    if (row === undefined) return { ok: false, usage: await usage(payer) }
    const charge = { account: payer.account, month: firstDay, lookups }
    return { ok: true, charge, usage: { used: row.used, limit, resetsAt: endsAt } }
  }

  return {
    usage,
    async charge(payer, lookups) {
      const outcome = await inTime(take(payer, lookups).catch(awayAs('late' as const)), countedWithinMs)
      if (outcome === 'late') {
        metrics.uncounted.inc(lookups)
        return { ok: true, charge: null, usage: null }
      }
      if (!outcome.ok) metrics.refusals.inc({ plan: payer.plan })
      return outcome
    },
    async refund(charge, lookups) {
      const given = Math.min(lookups, charge?.lookups ?? 0)
      if (charge === null || given === 0) return
      const gone = await giveBack(database, { ...charge, lookups: given }).catch(awayAs('away' as const))
      if (gone === 'away') log.warn({ lookups: given }, 'lookups that cost nothing were not given back')
    },
  }
}

async function giveBack(database: Queryable, { account, month, lookups }: Charge): Promise<void> {
  await database.query('update account_usage set used = greatest(0, used - $3) where account = $1 and month = $2', [
    account,
    month,
    lookups,
  ])
}

function awayAs<V>(value: V): (error: unknown) => V {
  return (error) => {
    if (isUnavailable(error)) return value
    throw error
  }
}
