import type { Clock } from '../../platform/clock.ts'
import { isUnavailable, type Queryable } from '../../platform/postgres/pool.ts'
import { inTime } from './in-time.ts'
import type { QuotaMetrics } from './metrics.ts'
import { monthOf } from './model/month.ts'
import { monthlyLookups, type Plan } from './model/plan.ts'

export interface QuotaDeps {
  database: Queryable
  metrics: QuotaMetrics
  now: Clock
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

/** `usage` is null when Postgres was away: then all may be looked up, and nothing is counted. */
export interface Share {
  lookups: number
  usage: Usage | null
}

export interface Quota {
  /** Takes as many of these lookups as the month has left. Many at once never take more than there is. */
  chargeUpTo(payer: Payer, lookups: number): Promise<Share>
  /** Puts back what was taken and not worth it. While Postgres is away nothing is put back. */
  giveBack(payer: Payer, lookups: number): Promise<void>
  /** @throws DatabaseError. */
  usage(payer: Payer): Promise<Usage>
}

/** A lookup waits no longer for being counted. */
const countedWithinMs = 800

/** What accounts may look up in a calendar month, and did. */
export function createQuota({ database, metrics, now }: QuotaDeps): Quota {
  const usage = async ({ account, plan }: Payer): Promise<Usage> => {
    const month = monthOf(now())
    const [row] = await database.query<{ used: number }>(
      'select used from account_usage where account = $1 and month = $2',
      [account, month.firstDay],
    )
    return { used: row?.used ?? 0, limit: monthlyLookups[plan], resetsAt: month.endsAt }
  }

  const take = async (payer: Payer, wanted: number): Promise<Share> => {
    const { firstDay, endsAt } = monthOf(now())
    const limit = monthlyLookups[payer.plan]
    const [row] = await database.query<{ used: number; taken: number }>(takeText, [
      payer.account,
      firstDay,
      wanted,
      limit,
    ])
    // The month's first row was made by another while this statement ran, which does not see it.
    if (row === undefined) return take(payer, wanted)
    return { lookups: row.taken, usage: { used: row.used, limit, resetsAt: endsAt } }
  }

  return {
    usage,
    async chargeUpTo(payer, lookups) {
      const share = await inTime(take(payer, lookups).catch(awayAs('late' as const)), countedWithinMs)
      if (share === 'late') {
        metrics.uncounted.inc(lookups)
        return { lookups, usage: null }
      }
      if (share.lookups < lookups) metrics.refusals.inc({ plan: payer.plan })
      return share
    },
    async giveBack({ account }, lookups) {
      const given = database.query(giveBackText, [account, monthOf(now()).firstDay, lookups])
      await inTime(given.catch(awayAs('late' as const)), countedWithinMs)
    },
  }
}

const giveBackText =
  'update account_usage set used = greatest(0, used - $3::integer) where account = $1 and month = $2::date'

/** One statement, so that no two read the same rest. A row that is there is locked before it is read. */
const takeText = `
  with first as (
    insert into account_usage (account, month, used) values ($1::text, $2::date, least($3::integer, $4::integer))
    on conflict do nothing returning used, used as taken
  ), held as (
    select used from account_usage where account = $1 and month = $2 for update
  ), further as (
    update account_usage as so_far set used = greatest(held.used, least(held.used + $3, $4))
      from held where so_far.account = $1 and so_far.month = $2 and not exists (select from first)
    returning so_far.used, so_far.used - held.used as taken
  )
  select used, taken from first union all select used, taken from further`

function awayAs<V>(value: V): (error: unknown) => V {
  return (error) => {
    if (isUnavailable(error)) return value
    throw error
  }
}
