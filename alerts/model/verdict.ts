import type { Labels } from '../../metrics/model/labels.ts'

/** `unknown`: there was no fresh sample. No proof of harm, none of health. */
export type Verdict = 'breached' | 'clear' | 'unknown'

/** A rule's value for one label set; the labels have no metric name. */
export interface Reading {
  readonly labels: Labels
  readonly value: number
}

/** What one evaluation of a rule saw. */
export interface Evidence {
  /** The result of the expression. */
  readonly breached: readonly Reading[]
  /** Every label set that its root comparison could compare; null when its root is no comparison. */
  readonly compared: readonly Labels[] | null
  /** Whether every selector outside `absent()` has a fresh sample. */
  readonly selectorsFresh: boolean
}

/** @returns the verdict on a label set that the rule has seen before, or sees now. */
export function createJudge({ breached, compared, selectorsFresh }: Evidence): (labels: Labels) => Verdict {
  const inResult = new Set(breached.map(({ labels }) => labels.key))
  const inComparison = compared === null ? null : new Set(compared.map(({ key }) => key))
  return ({ key }) => {
    if (inResult.has(key)) return 'breached'
    const isClear = inComparison === null ? selectorsFresh : inComparison.has(key)
    return isClear ? 'clear' : 'unknown'
  }
}

/** An evaluation that failed saw nothing. */
export const noEvidence: Evidence = { breached: [], compared: null, selectorsFresh: false }
