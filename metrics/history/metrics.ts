import { Counter, type Registry } from 'prom-client'

/** `spooled` results are `stored` later, or `lost`. */
export type ResultOutcome = 'stored' | 'spooled' | 'lost'

/** What history says about itself; `outcome` has three values. */
export function createHistoryMetrics(registry: Registry) {
  const results = new Counter({
    name: 'history_results_total',
    help: 'Results of checks by what became of them; spooled ones are stored later.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
  return { count: (outcome: ResultOutcome, count: number) => results.inc({ outcome }, count) }
}
