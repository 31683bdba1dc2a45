import type { Failure, Observation } from '../model/result.ts'

/**
 * Looks at one thing over a connection of its own, which is gone when the promise resolves.
 * The caller owns the deadline: an aborted check ends at once, with `timeout` as its reason.
 * What a target does is an observation. Rejects only for what is wrong with the check.
 */
export type Check<Spec> = (spec: Spec, signal: AbortSignal) => Promise<Observation>

export const tooLate: Failure = { reason: 'timeout', message: 'the time was over before the answer was whole' }
