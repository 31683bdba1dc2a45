import { PromqlError } from './error.ts'

export interface Limits {
  /** Samples that one query may hold at a time. */
  readonly maxSamples: number
  /** Points of one series in a range query. */
  readonly maxPoints: number
  readonly timeoutMs: number
}

export const defaultLimits: Limits = { maxSamples: 5_000_000, maxPoints: 11_000, timeoutMs: 2_000 }

/** What one query may still spend; spending more throws a PromqlError. */
export interface Budget {
  /** Samples held now. */
  readonly held: number
  take(samples: number): void
  /** Says that what is held now is `samples`, because everything else was let go. */
  settle(samples: number): void
  /** To be called in every loop whose length the data decides. */
  checkTime(): void
}

/** Reading the clock costs more than most of the loops that ask. */
const ASK_CLOCK_EVERY = 64

export function createBudget(limits: Limits, now: () => number): Budget {
  const deadline = now() + limits.timeoutMs
  let held = 0
  let asked = 0

  const checkSamples = (): void => {
    if (held > limits.maxSamples) {
      throw new PromqlError('limit', 'query processing would load too many samples into memory in query execution')
    }
  }

  return {
    get held() {
      return held
    },
    take(samples) {
      held += samples
      checkSamples()
    },
    settle(samples) {
      held = samples
      checkSamples()
    },
    checkTime() {
      if (asked++ % ASK_CLOCK_EVERY !== 0) return
      if (now() > deadline) throw new PromqlError('timeout', 'query timed out in expression evaluation')
    },
  }
}
