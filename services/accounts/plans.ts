import type { Queryable } from '../../platform/postgres/pool.ts'
import { type Plan, toPlan } from './model/plan.ts'

/** Plans by account. */
export function createPlans(database: Queryable) {
  return {
    /** An account that never signed in has no row, and the smallest plan. @throws DatabaseError. */
    async planOf(account: string): Promise<Plan> {
      const [row] = await database.query<{ plan: string }>('select plan from accounts where id = $1', [account])
      return toPlan(row?.plan ?? '')
    },
  }
}

export type Plans = ReturnType<typeof createPlans>
