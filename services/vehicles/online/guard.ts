import type { Failure, OnlineSource, Outcome } from '../model/outcome.ts'
import type { Vin } from '../model/vin.ts'
import type { OnlineDecoder, OutcomesOfMany } from './decoder.ts'
import { createKeeper, type KeeperDeps } from './keeper.ts'

/** An online decoder behind all that keeps its faults from us; nothing here rejects. */
export interface GuardedDecoder {
  readonly name: OnlineSource
  /** Settles within the decoder's own deadline. The same VIN asked again meanwhile is the same question. */
  ask(vin: Vin): Promise<Outcome>
  many?: { mostAtOnce: number; ask(vins: readonly Vin[]): Promise<OutcomesOfMany | Failure> }
  /** Ends the questions under way as if their time were up. */
  close(): void
}

export function guard(decoder: OnlineDecoder, deps: KeeperDeps): GuardedDecoder {
  const { name, many } = decoder
  const keeper = createKeeper(name, deps)
  const asked = new Map<Vin, Promise<Outcome>>()
  return {
    name,
    ask(vin) {
      const running = asked.get(vin)
      if (running !== undefined) return running
      const asking = keeper.ask((signal) => decoder.decode(vin, signal)).finally(() => asked.delete(vin))
      asked.set(vin, asking)
      return asking
    },
    ...(many && {
      many: {
        mostAtOnce: many.mostAtOnce,
        ask: (vins: readonly Vin[]) => keeper.ask((signal) => many.decode(vins, signal)),
      },
    }),
    close: keeper.close,
  }
}
