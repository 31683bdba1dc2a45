/** Lookups a calendar month (UTC). */
export const monthlyLookups = { free: 100, professional: 2500, enterprise: 10_000 } as const

export type Plan = keyof typeof monthlyLookups

/** A plan that this version does not know, as after a rollback, counts as the smallest. */
export function toPlan(text: string): Plan {
  return Object.hasOwn(monthlyLookups, text) ? (text as Plan) : 'free'
}
