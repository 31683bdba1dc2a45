import type { Incident } from './model/incident.ts'
import { oneLine, openedLine, openedText, resolvedLine, resolvedText } from './model/message.ts'
import type { Wording } from './model/notice.ts'
import { proposeScaling } from './model/scaling.ts'
import { fillTemplate } from './model/template.ts'
import type { WatchedRule } from './watched-rule.ts'

/** An incident with its summary, in the words of its rule. */
export function summarized(incident: Incident, { template }: WatchedRule, value: number): Incident {
  return { ...incident, summary: oneLine(fillTemplate(template, incident.labels, value)) }
}

export interface Finding {
  value: number
  /** How many instances of the rule's process run; null when that is not known. */
  present: number | null
  detectedAt: number
}

export function openedWording(incident: Incident, rule: WatchedRule, finding: Finding, statusUrl: string): Wording {
  const { value, present, detectedAt } = finding
  const proposal = rule.scale === undefined ? null : proposeScaling(rule.scale, present, value)
  const { description, runbook = rule.id } = rule
  const text = openedText({ incident, description, runbook, statusUrl }, value, proposal)
  return { text, line: openedLine(incident), detectedAt }
}

export function resolvedWording(incident: Incident, statusUrl: string): Wording {
  const text = resolvedText(incident, statusUrl)
  return { text, line: resolvedLine(incident), detectedAt: incident.openedAt ?? incident.since }
}
