import { type Condition, readCondition } from './condition.ts'
import type { Rule } from './model/rule.ts'
import { readTemplate, type Template } from './model/template.ts'

/** A rule whose texts were read. */
export interface WatchedRule extends Rule {
  readonly condition: Condition
  readonly template: Template
}

/** @throws PromqlError for the expression; Error for the summary. */
export function watchRule(rule: Rule): WatchedRule {
  const reading = readTemplate(rule.summary)
  if (!reading.ok) throw new Error(`summary of rule ${rule.id}: ${reading.complaint}`)
  return { ...rule, condition: readCondition(rule.expr), template: reading.template }
}
