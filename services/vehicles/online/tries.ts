import type { Clock } from '../../../platform/clock.ts'
import type { DecoderMetrics } from '../metrics.ts'
import type { Failure, OnlineSource, Outcome } from '../model/outcome.ts'
import type { OutcomesOfMany, RunLater } from './decoder.ts'
import { retryDelayMs } from './retry.ts'

export type Result = Outcome | OutcomesOfMany
export type Question<T extends Result> = (signal: AbortSignal) => Promise<T | Failure>

export interface TriesDeps {
  decoder: OnlineSource
  now: Clock
  later: RunLater
  /** From 0 up to 1, for the jitter. */
  random: () => number
  metrics: DecoderMetrics
  /** Told of the failure of every try. */
  onFailure: (failure: Failure) => void
}

/** Of one question, the retry included: vPIC takes seconds on a bad day. */
export const ownDeadlineMs = 8_000

/** Asks once, and once more where that can help and the deadline allows it. */
export function createTries(deps: TriesDeps) {
  const { now, later } = deps
  const underWay = new Set<AbortController>()
  return {
    async run<T extends Result>(question: Question<T>): Promise<T | Failure> {
      const ending = new AbortController()
      const endsAt = now() + ownDeadlineMs
      const callOff = later(ownDeadlineMs, () => ending.abort())
      underWay.add(ending)
      try {
        const first = await tryOnce(question, ending.signal, deps)
        const delayMs = first.kind === 'failure' ? retryDelayMs(first, deps.random()) : undefined
        if (delayMs === undefined || now() + delayMs >= endsAt) return first
        await pause(delayMs, later, ending.signal)
        return ending.signal.aborted ? first : await tryOnce(question, ending.signal, deps)
      } finally {
        callOff()
        underWay.delete(ending)
      }
    },
    close() {
      for (const ending of underWay) ending.abort()
    },
  }
}

async function tryOnce<T extends Result>(question: Question<T>, signal: AbortSignal, deps: TriesDeps) {
  const { decoder, now, metrics, onFailure } = deps
  const startedAt = now()
  const result = await question(signal)
  const outcome = result.kind === 'failure' ? result.reason : result.kind
  metrics.duration.observe({ decoder, outcome }, (now() - startedAt) / 1000)
  if (result.kind === 'failure') onFailure(result)
  return result
}

function pause(ms: number, later: RunLater, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = later(ms, resolve)
    signal.addEventListener('abort', () => {
      callOff()
      resolve()
    })
  })
}
