import { type Breaker, type BreakerSettings, createBreaker } from '../../../platform/breaker.ts'
import type { Log } from '../../../platform/log.ts'
import { type Failure, type FailureReason, failure, type OnlineSource } from '../model/outcome.ts'
import { createTries, type Question, type Result, type TriesDeps } from './tries.ts'

export interface KeeperDeps extends Omit<TriesDeps, 'decoder' | 'onFailure'> {
  log: Log
}

/** More questions under way than this are not sent. */
export const mostUnderWay = 32
export const breakerSettings: BreakerSettings = { failures: 3, restMs: 5_000, maxRestMs: 60_000 }
/** The rest after a 429 that does not say how long. */
export const unsaidRestMs = 10_000
/** About the one question, or followed by a rest anyway: they say nothing of the decoder's health. */
const noFaults: ReadonlySet<FailureReason> = new Set(['refused', 'rate-limited'])

/** Decides whether a decoder may be asked now: not while it rests, its breaker is open, or much is under way. */
export function createKeeper(decoder: OnlineSource, deps: KeeperDeps) {
  const { now, log } = deps
  const breaker = createReportedBreaker(decoder, deps)
  let underWay = 0
  let restsUntil = Number.NEGATIVE_INFINITY
  const tries = createTries({
    ...deps,
    decoder,
    onFailure({ reason, retryAfterMs }) {
      restsUntil = Math.max(restsUntil, now() + (retryAfterMs ?? (reason === 'rate-limited' ? unsaidRestMs : 0)))
    },
  })

  return {
    async ask<T extends Result>(question: Question<T>): Promise<T | Failure> {
      if (now() < restsUntil || underWay >= mostUnderWay) return failure('not-asked')
      underWay += 1
      const outcome = await breaker.run(() => tries.run(question).then(faultsThrown)).finally(() => (underWay -= 1))
      if (outcome.ok) return outcome.value
      if (outcome.reason === 'open') return failure('not-asked')
      if (outcome.error instanceof DecoderFault) return outcome.error.failure
      log.error({ decoder, err: outcome.error }, 'the answer of an online decoder could not be read')
      return failure('malformed')
    },
    close: tries.close,
  }
}

/** Thrown inside the breaker, so that it counts. */
class DecoderFault extends Error {
  override readonly name = 'DecoderFault'
  readonly failure: Failure

  constructor(fault: Failure) {
    super(`the decoder failed: ${fault.reason}`)
    this.failure = fault
  }
}

function faultsThrown<T extends Result>(result: T | Failure): T | Failure {
  if (result.kind === 'failure' && !noFaults.has(result.reason)) throw new DecoderFault(result)
  return result
}

function createReportedBreaker(decoder: OnlineSource, { now, log, metrics }: KeeperDeps): Breaker {
  metrics.breakerOpen.set({ decoder }, 0)
  return createBreaker({
    ...breakerSettings,
    clock: now,
    onChange(phase) {
      metrics.breakerOpen.set({ decoder }, phase === 'closed' ? 0 : 1)
      if (phase === 'open') log.warn({ decoder }, 'an online decoder fails and is not asked for a while')
      if (phase === 'closed') log.info({ decoder }, 'an online decoder answers again')
    },
  })
}
