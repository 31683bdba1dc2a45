import type { HistoryResult } from '../model/history-result.ts'

/** A result of one target, seen from one place every 10 s, unless said otherwise. */
export function resultAt(at: number, over: Partial<HistoryResult> = {}): HistoryResult {
  return { target: 'web', location: 'here', at, intervalMs: 10_000, outcome: 'up', latencyMs: 12, ...over }
}

/** Results every so often over [from, to). */
export function resultsOver(from: number, to: number, over: Partial<HistoryResult> = {}): HistoryResult[] {
  const { intervalMs = 10_000 } = over
  return Array.from({ length: Math.ceil((to - from) / intervalMs) }, (_, n) => resultAt(from + n * intervalMs, over))
}
