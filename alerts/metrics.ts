import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { End, NoticeKind } from './model/notice.ts'
import type { IncidentSeverity } from './model/overview.ts'

/** What a notice came to; `possible-duplicate` is none of its ends: it may be read twice. */
export type NoticeOutcome = End['kind'] | 'possible-duplicate'

const severities: IncidentSeverity[] = ['critical', 'warning', 'info']

/**
 * What alerts say about themselves. `severity` has three values, `kind` two, `outcome` five, `rule` as many as rules.
 *
 * @param openIncidents asked when the metrics are read.
 */
export function createAlertMetrics(registry: Registry, openIncidents: () => { severity: IncidentSeverity }[]) {
  const registers = [registry]
  new Gauge({
    name: 'alerts_incidents_open',
    help: 'Incidents that are open now.',
    labelNames: ['severity'] as const,
    registers,
    collect() {
      const open = openIncidents()
      for (const severity of severities) this.set({ severity }, open.filter((one) => one.severity === severity).length)
    },
  })
  const notices = new Counter({
    name: 'alerts_notices_total',
    help: 'Notices by what they came to; a possible duplicate was sent again because no answer came.',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  })
  const detection = new Histogram({
    name: 'alerts_detection_to_delivery_seconds',
    help: 'Time from the end of the first failed check to the delivered notice.',
    buckets: [0.25, 0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 30, 60, 300],
    registers,
  })
  const ruleFailures = new Counter({
    name: 'alerts_rule_failures_total',
    help: 'Evaluations of a rule that gave no answer.',
    labelNames: ['rule'] as const,
    registers,
  })
  return {
    countNotice: (kind: NoticeKind, outcome: NoticeOutcome) => notices.inc({ kind, outcome }),
    observeDelivery: (milliseconds: number) => detection.observe(Math.max(0, milliseconds) / 1_000),
    countRuleFailure: (rule: string) => ruleFailures.inc({ rule }),
  }
}

export type AlertMetrics = ReturnType<typeof createAlertMetrics>
