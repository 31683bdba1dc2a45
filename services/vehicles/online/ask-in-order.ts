import type { Reply } from '../model/replies.ts'
import type { Vin } from '../model/vin.ts'
import type { RunLater } from './decoder.ts'
import type { GuardedDecoder } from './guard.ts'

export interface Asked {
  /** Settles with the first whole answer, once all have answered, or when the budget is spent. */
  inTime: Promise<readonly Reply[]>
  /** Settles once everything that was asked has answered. Nobody has to wait for it. */
  inTheEnd: Promise<readonly Reply[]>
}

/** All online decoders of one lookup together. */
export const budgetMs = 2_000
/** After so long without a word the next decoder is asked as well: one that hangs must not use up the budget. */
export const patienceMs = 1_000

/** Asks one decoder after the other until one knows the vehicle whole. Replies are in the order of the decoders. */
export function askInOrder(decoders: readonly GuardedDecoder[], vin: Vin, later: RunLater): Asked {
  const nobody = Promise.resolve([])
  if (decoders.length === 0) return { inTime: nobody, inTheEnd: nobody }
  const replies: Reply[] = decoders.map(({ name }) => ({ source: name, outcome: undefined }))
  const questions: Promise<void>[] = []
  const enough = Promise.withResolvers<void>()
  const callOffs = [later(budgetMs, enough.resolve)]
  let isOver = false

  function askNext(): void {
    const place = questions.length
    const decoder = decoders[place]
    if (decoder === undefined) return
    questions.push(ask(decoder, place))
    callOffs.push(later(patienceMs, () => askAfter(place)))
  }

  async function ask(decoder: GuardedDecoder, place: number): Promise<void> {
    const outcome = await decoder.ask(vin)
    replies[place] = { source: decoder.name, outcome }
    if (outcome.kind === 'whole' || replies.every((reply) => reply.outcome !== undefined)) enough.resolve()
    else askAfter(place)
  }

  function askAfter(place: number): void {
    if (!isOver && place === questions.length - 1) askNext()
  }

  askNext()
  const inTime = enough.promise.then(() => {
    isOver = true
    for (const callOff of callOffs) callOff()
    return [...replies]
  })
  const inTheEnd = inTime.then(() => Promise.all(questions)).then(() => [...replies])
  return { inTime, inTheEnd }
}
