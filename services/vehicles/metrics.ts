import { Counter, Histogram, type Registry } from 'prom-client'

/** Sources: cache, offline, nhtsa, autodev; outcomes: found, unknown_maker, rejected. */
export function createLookupMetrics(registry: Registry) {
  const registers = [registry]
  return {
    lookups: new Counter({
      name: 'vin_lookups_total',
      help: 'Questions for a vehicle, by who answered and how.',
      labelNames: ['source', 'outcome'] as const,
      registers,
    }),
    duration: new Histogram({
      name: 'vin_lookup_duration_seconds',
      help: 'Time from the question to the report, storing included.',
      labelNames: ['source'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
  }
}

export type LookupMetrics = ReturnType<typeof createLookupMetrics>
