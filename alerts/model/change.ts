import type { Incident } from './incident.ts'
import type { Notice } from './notice.ts'
import type { Fact } from './subscription.ts'

/** What is stored together or not at all. Every value is whole and replaces the one with its id. */
export interface Change {
  readonly incidents: readonly Incident[]
  readonly notices: readonly Notice[]
  readonly facts: readonly Fact[]
}

/** A change with its place in the order in which changes were made. */
export interface NumberedChange extends Change {
  readonly number: number
}

export const noChange: Change = { incidents: [], notices: [], facts: [] }

export function isEmpty({ incidents, notices, facts }: Change): boolean {
  return incidents.length + notices.length + facts.length === 0
}

export function together(...changes: readonly Change[]): Change {
  return {
    incidents: changes.flatMap(({ incidents }) => incidents),
    notices: changes.flatMap(({ notices }) => notices),
    facts: changes.flatMap(({ facts }) => facts),
  }
}
