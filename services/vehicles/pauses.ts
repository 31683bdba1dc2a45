import { setImmediate } from 'node:timers/promises'

/** Others are let in after so long: health answers within a second, whatever is decoded. */
const workWithoutPauseMs = 20

/** Of the process, as its event loop is: twenty at work at once are let go on one after the other. */
let turns: Promise<void> = Promise.resolve()

/** @returns to be awaited between two pieces of work; most of the time it costs nothing. */
export function createPauses(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < workWithoutPauseMs) return
    turns = turns.then(() => setImmediate())
    await turns
    since = performance.now()
  }
}
