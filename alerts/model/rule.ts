import type { IncidentSeverity } from './overview.ts'

/** What should not hold, and what to say and propose when it does. As monitoring.yaml gives it. */
export interface Rule {
  /** Stable: incidents and the headings of docs/runbook.md go by it. */
  readonly id: string
  /** PromQL of an instant vector; each label set of its result is an incident of its own. */
  readonly expr: string
  /** How long a breach must last before it counts; 0 fires at once. */
  readonly forMs: number
  /** How long a breach must stay away before the incident resolves. */
  readonly keepFiringMs: number
  readonly severity: IncidentSeverity
  /** One line in Prometheus's template spelling (template.ts has the known part). Every subscriber reads it: no hosts in it. */
  readonly summary: string
  readonly description?: string
  /** The heading in docs/runbook.md that tells what to do; the rule's id when left out. */
  readonly runbook?: string
  readonly labels?: Readonly<Record<string, string>>
  /** The tile of the board that an incident belongs to; the label `target` of its series when left out. */
  readonly target?: string
  readonly scale?: Scale
}

/** More machines as the answer to a rule. */
export interface Scale {
  readonly process: 'web' | 'bot'
  /** Machines added in one step; 1 when left out. */
  readonly by?: number
  /** Never propose more machines than this. */
  readonly max: number
  /** How much of the rule's value one machine can carry; without it the answer is always one step. */
  readonly perInstance?: number
}
