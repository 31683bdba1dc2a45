import { collectDefaultMetrics, Registry } from 'prom-client'

/** Gauges that prom-client names like counters: `promtool check metrics` refuses them. */
const refusedByPromtool = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

/** The registry of one process with Node's own metrics; never prom-client's global one. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of refusedByPromtool) registry.removeSingleMetric(name)
  return registry
}
