import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

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

/** Decoders: nhtsa, autodev; outcomes: whole, partial, nothing, many (a batch), and the reasons of model/outcome.ts. */
export function createDecoderMetrics(registry: Registry) {
  const registers = [registry]
  return {
    duration: new Histogram({
      name: 'vin_decoder_duration_seconds',
      help: 'Time of one request to an online decoder, by what came of it.',
      labelNames: ['decoder', 'outcome'] as const,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
      registers,
    }),
    breakerOpen: new Gauge({
      name: 'vin_decoder_breaker_open',
      help: '1 while an online decoder is not asked because it failed several times in a row, else 0.',
      labelNames: ['decoder'] as const,
      registers,
    }),
  }
}

export type DecoderMetrics = ReturnType<typeof createDecoderMetrics>
