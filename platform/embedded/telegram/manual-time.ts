import type { Clock } from '../../clock.ts'
import type { Schedule } from './time.ts'

export interface ManualTime {
  clock: Clock
  schedule: Schedule
  /** Moves the clock on and runs everything that falls due on the way, in order. */
  advance(ms: number): void
}

/** A clock that stands still until a test moves it. */
export function createManualTime(startMs = 1_800_000_000_000): ManualTime {
  let nowMs = startMs
  let waiting: { at: number; run: () => void }[] = []

  const schedule: Schedule = (delayMs, run) => {
    const entry = { at: nowMs + delayMs, run }
    waiting.push(entry)
    return () => {
      waiting = waiting.filter((other) => other !== entry)
    }
  }

  function advance(ms: number): void {
    const until = nowMs + ms
    for (;;) {
      const due = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      waiting = waiting.filter((other) => other !== due)
      nowMs = Math.max(nowMs, due.at)
      due.run()
    }
    nowMs = until
  }

  return { clock: () => nowMs, schedule, advance }
}
