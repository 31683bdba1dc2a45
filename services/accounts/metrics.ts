import { Counter, type Registry } from 'prom-client'

/** Plans: free, professional, enterprise. */
export function createQuotaMetrics(registry: Registry) {
  const registers = [registry]
  return {
    refusals: new Counter({
      name: 'quota_refusals_total',
      help: 'Requests refused because the lookups of the month are used up.',
      labelNames: ['plan'] as const,
      registers,
    }),
    uncounted: new Counter({
      name: 'quota_uncounted_lookups_total',
      help: 'Lookups of accounts that were not counted because the database was out.',
      registers,
    }),
  }
}

export type QuotaMetrics = ReturnType<typeof createQuotaMetrics>
