import { Gauge, Histogram, type Registry } from 'prom-client'

/** What the probe says about itself. `target` has as many values as there are targets, `phase` five. */
export function createProbeMetrics(registry: Registry) {
  const registers = [registry]
  const labelNames = ['target', 'location'] as const
  return {
    success: new Gauge({
      name: 'probe_success',
      help: '1 when the last check of the grid passed, else 0.',
      labelNames,
      registers,
    }),
    failures: new Gauge({
      name: 'probe_failures_in_a_row',
      help: 'Checks that failed since the last that passed, confirmations included.',
      labelNames,
      registers,
    }),
    duration: new Gauge({
      name: 'probe_duration_seconds',
      help: 'Time that a part of the last check took.',
      labelNames: ['target', 'phase'] as const,
      registers,
    }),
    lag: new Histogram({
      name: 'probe_check_lag_seconds',
      help: 'How late checks began.',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    /** A gauge for what a check reads, such as the depth of the webhook queue; null when the name means something else. */
    reading(name: string, labelNames: string[]): Gauge | null {
      const known = registry.getSingleMetric(name)
      if (known !== undefined) return known instanceof Gauge ? known : null
      return new Gauge({ name, help: 'As a check of the probe read it.', labelNames, registers })
    },
  }
}

export type ProbeMetrics = ReturnType<typeof createProbeMetrics>
