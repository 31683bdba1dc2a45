import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from 'grammy'
import type { Log } from '../platform/log.ts'

const firstPauseMs = 1000
const longestPauseMs = 30_000

/** grammY's types name the signal of a package of its own; any signal will do. */
type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]> & AbortSignal

export interface UntilDone {
  /** Gives up quietly when it comes. */
  signal: AbortSignal
  log: Log
  /** What is logged before each pause. */
  failure: string
  /** False for errors that trying again cannot mend; they are thrown. */
  mayPass?: (error: unknown) => boolean
}

/** Does the work, which ends early with the signal that it gets; after a failure again, with pauses from 1 s, doubling to 30 s. */
export async function untilDone(work: (signal: GrammySignal) => Promise<unknown>, options: UntilDone): Promise<void> {
  const { signal, log, failure, mayPass = () => true } = options
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      await work(signal as GrammySignal)
      return
    } catch (error) {
      if (signal.aborted) return
      if (!mayPass(error)) throw error
      log.warn({ err: error, pauseMs }, failure)
      await sleep(pauseMs, undefined, { signal }).catch(() => {})
    }
  }
}
