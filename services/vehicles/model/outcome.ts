import type { Facts } from './facts.ts'

/** The decoders that are asked over the network. */
export type OnlineSource = 'autodev' | 'nhtsa'

/** Why a decoder told nothing of use. Also a label of the metrics. */
export type FailureReason =
  /** 401, 403: the key is missing or wrong. */
  | 'unauthorized'
  /** 402: the plan does not pay for it. */
  | 'plan'
  | 'rate-limited'
  /** Any other answer that says no. */
  | 'refused'
  | 'timeout'
  /** No connection, or one that broke. */
  | 'unreachable'
  | 'server'
  /** The decoder serves, but what it asks itself does not (`SOURCE_ERROR`). */
  | 'source'
  | 'too-large'
  /** Not what is documented: HTML, half a JSON, other members. */
  | 'malformed'
  /** It speaks of another vehicle. */
  | 'wrong-vin'
  /** Nothing was sent: it rests, its breaker is open, or too many questions are under way. */
  | 'not-asked'

export interface Failure {
  kind: 'failure'
  reason: FailureReason
  /** It asked to be left alone for so long. */
  retryAfterMs: number | null
}

/** What a decoder said of a vehicle. `partial`: make, model or year is missing, or is not sure enough to be told. */
export interface Told {
  kind: 'whole' | 'partial'
  facts: Facts
  /** Its own attributes under its own names. */
  raw: Record<string, unknown>
}

/** `nothing`: it knows no such vehicle, which is an answer. */
export type Outcome = Told | { kind: 'nothing' } | Failure

export function failure(reason: FailureReason, retryAfterMs: number | null = null): Failure {
  return { kind: 'failure', reason, retryAfterMs }
}

/** The failure that an HTTP status stands for; undefined for those that are none. */
export function failureOfStatus(status: number, retryAfterMs: number | null): Failure | undefined {
  if (status >= 200 && status < 300) return undefined
  const reason = reasons[status] ?? (status >= 500 ? 'server' : 'refused')
  return failure(reason, retryAfterMs)
}

const reasons: Record<number, FailureReason> = {
  401: 'unauthorized',
  402: 'plan',
  403: 'unauthorized',
  408: 'timeout',
  429: 'rate-limited',
}

/** Facts as an answer: whole with make, model and year. */
export function told(facts: Facts, raw: Record<string, unknown>): Outcome {
  if (facts.make === undefined && facts.manufacturer === undefined) return { kind: 'nothing' }
  const isWhole = facts.make !== undefined && facts.model !== undefined && facts.year !== undefined
  return { kind: isWhole ? 'whole' : 'partial', facts, raw }
}
