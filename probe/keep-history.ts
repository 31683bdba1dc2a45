import type { TargetView } from '../alerts/model/overview.ts'
import type { HistoryResult, Outcome } from '../metrics/model/history-result.ts'

/**
 * Tells history what was seen of a target. A view that comes again for another reason than a check is not told twice.
 *
 * @param location where this probe looks from.
 */
export function createHistoryNotes(keep: (result: HistoryResult) => void, location: string) {
  const noted = new Map<string, number>()
  return ({ id, checkedAt, intervalMs, latencyMs, status }: TargetView): void => {
    if (checkedAt === null || checkedAt <= (noted.get(id) ?? 0)) return
    noted.set(id, checkedAt)
    keep({ target: id, location, at: checkedAt, intervalMs, outcome: outcomeOf[status], latencyMs })
  }
}

/** Maintenance is no time of which anything is promised. */
const outcomeOf: Readonly<Record<TargetView['status'], Outcome>> = {
  up: 'up',
  down: 'down',
  unknown: 'unknown',
  maintenance: 'unknown',
}
