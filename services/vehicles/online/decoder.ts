import type { Failure, OnlineSource, Outcome } from '../model/outcome.ts'
import type { Vin } from '../model/vin.ts'

export interface OutcomesOfMany {
  kind: 'many'
  byVin: ReadonlyMap<Vin, Outcome>
}

/** A decoder that is asked over the network: one question, one request. It settles once the signal is aborted. */
export interface OnlineDecoder {
  name: OnlineSource
  decode(vin: Vin, signal: AbortSignal): Promise<Outcome>
  /** Up to `mostAtOnce` VINs in one request; left out by those that cannot. */
  many?: { mostAtOnce: number; decode(vins: readonly Vin[], signal: AbortSignal): Promise<OutcomesOfMany | Failure> }
}

/** Runs something after a delay, unless it is called off before. */
export type RunLater = (delayMs: number, run: () => void) => () => void
