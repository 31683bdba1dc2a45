/** The parts of a check that can be told apart, in their order; `total` is all of it. */
export const phases = ['dns', 'connect', 'tls', 'first_byte', 'total'] as const
export type Phase = (typeof phases)[number]

/** Milliseconds each; what did not happen or took part in no time is left out. */
export type PhaseTimes = Readonly<Partial<Record<Phase, number>>>

/** A number that a check brought. */
export interface Reading {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * `refused`, `unreachable`, `dns`, `tls`, `closed`: the network said so; `timeout`: nobody said anything in time;
 * `unauthorized`: our key is not taken; `too-large`: more than we read; `malformed`: no answer of this kind of server;
 * `unexpected`: an answer that was not wanted; `no-instance`: nothing stands behind the name; `broken`: the check itself failed.
 */
export type FailureReason =
  | 'refused'
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'closed'
  | 'timeout'
  | 'unauthorized'
  | 'too-large'
  | 'malformed'
  | 'unexpected'
  | 'no-instance'
  | 'broken'

export interface Failure {
  readonly reason: FailureReason
  /** For operators: what was wanted and what was seen, without a secret. */
  readonly message: string
}

/** What a check saw. A target that is down is an observation, not an error. */
export interface Observation {
  readonly phases: PhaseTimes
  readonly readings: readonly Reading[]
  /** Null when all was as wanted. */
  readonly failure: Failure | null
}

/** What a check saw, and when. */
export interface Result extends Observation {
  /** Unix milliseconds. */
  readonly startedAt: number
  readonly endedAt: number
}

export function failed(reason: FailureReason, message: string, phases: PhaseTimes = {}): Observation {
  return { phases, readings: [], failure: { reason, message } }
}

export function passed(phases: PhaseTimes, readings: readonly Reading[] = []): Observation {
  return { phases, readings, failure: null }
}
