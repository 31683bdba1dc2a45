import type { Answer } from './merge.ts'
import type { OnlineSource, Outcome } from './outcome.ts'

/** What came of asking one online decoder; undefined while it has not answered or was not asked yet. */
export interface Reply {
  source: OnlineSource
  outcome: Outcome | undefined
}

export function answersIn(replies: readonly Reply[]): Answer[] {
  return replies.flatMap(({ source, outcome }) =>
    outcome?.kind === 'whole' || outcome?.kind === 'partial' ? [{ ...outcome, source }] : [],
  )
}

/** Decoders were wanted, and not one of them answered, not even that it knows nothing. */
export function noneAnswered(replies: readonly Reply[]): boolean {
  return replies.length > 0 && !replies.some(isAnswered)
}

/** Whether a later question would be told the same: some decoder told all, or all have answered. */
export function isLasting(replies: readonly Reply[]): boolean {
  return replies.some(({ outcome }) => outcome?.kind === 'whole') || replies.every(isAnswered)
}

function isAnswered({ outcome }: Reply): boolean {
  return outcome !== undefined && outcome.kind !== 'failure'
}
