import { setImmediate } from 'node:timers/promises'

/** Others are let in after so long: health answers within a second, whatever is decoded. */
const workWithoutPauseMs = 20

/** @returns to be awaited between two pieces of work; most of the time it costs nothing. */
export function createPauses(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < workWithoutPauseMs) return
    await setImmediate()
    since = performance.now()
  }
}
