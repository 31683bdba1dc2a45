/** What a check came to. `unknown`: it could not tell, such as a probe that is cut off. */
export type Outcome = 'up' | 'down' | 'unknown'

/** One look at a target. Times are Unix milliseconds. */
export interface HistoryResult {
  readonly target: string
  /** Where it was seen from. */
  readonly location: string
  /** When the check ended. A target has one result of that moment and location. */
  readonly at: number
  readonly intervalMs: number
  readonly outcome: Outcome
  /** Null when there was no answer. */
  readonly latencyMs: number | null
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Nobody speaks longer than this, however long the interval. */
export const longestSpeechMs = 24 * HOUR

/** For how long a result speaks when no other follows. */
export function speechMs({ intervalMs }: Pick<HistoryResult, 'intervalMs'>): number {
  return Math.min(2 * intervalMs, longestSpeechMs)
}

export function floorTo(at: number, stepMs: number): number {
  return Math.floor(at / stepMs) * stepMs
}

/** The starts of the minutes that the results can speak in, in order. */
export function minutesOf(results: readonly HistoryResult[]): number[] {
  const minutes = new Set<number>()
  for (const result of results) {
    const end = result.at + speechMs(result)
    for (let start = floorTo(result.at, MINUTE); start < end; start += MINUTE) minutes.add(start)
  }
  return [...minutes].sort((a, b) => a - b)
}

export interface Run {
  readonly from: number
  readonly to: number
}

/** The starts put together where they follow on each other, at most so many in one; the newest first. */
export function runsOf(starts: readonly number[], stepMs: number, most: number): Run[] {
  const runs: Run[] = []
  for (const start of [...starts].sort((a, b) => b - a)) {
    const last = runs.at(-1)
    const joins = last !== undefined && last.from === start + stepMs && last.to - last.from < most * stepMs
    if (joins) runs[runs.length - 1] = { from: start, to: last.to }
    else runs.push({ from: start, to: start + stepMs })
  }
  return runs
}
