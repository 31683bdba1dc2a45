import type { Scale } from './rule.ts'

/** What could be done about a breach with more machines. */
export type Proposal =
  | { readonly kind: 'scale'; readonly present: number; readonly proposed: number; readonly command: string }
  | { readonly kind: 'at-maximum'; readonly present: number; readonly max: number }
  /** The present count could not be learned, so no count can be proposed. */
  | { readonly kind: 'count-unknown'; readonly max: number }

/**
 * @param present how many machines run; null when that is not known.
 * @param value of the rule: what the machines together have to carry.
 */
export function proposeScaling(scale: Scale, present: number | null, value: number): Proposal {
  const { process, max } = scale
  if (present === null) return { kind: 'count-unknown', max }
  if (present >= max) return { kind: 'at-maximum', present, max }
  const proposed = Math.min(max, Math.max(1, present + stepsFor(scale, present, value)))
  return { kind: 'scale', present, proposed, command: `fly scale count ${process}=${proposed}` }
}

/** How many machines to add: what the value asks for, at least one and at most one step. */
function stepsFor({ by = 1, perInstance }: Scale, present: number, value: number): number {
  if (perInstance === undefined || !Number.isFinite(value)) return by
  const missing = Math.ceil(value / perInstance) - present
  return Math.min(by, Math.max(1, missing))
}
