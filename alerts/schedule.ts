/** Runs something later, once. @returns what takes it back. */
export type Schedule = (delayMs: number, run: () => void) => () => void

/** In real time; what is still to come does not keep the process alive. */
export const inRealTime: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, Math.min(delayMs, longestTimeoutMs))
  timer.unref()
  return () => clearTimeout(timer)
}

/** A longer one would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1

/** The value, or `undefined` when the deadline passes first; a rejection before it is passed on. */
export function before<T>(deadlineMs: number, value: Promise<T>, schedule: Schedule): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = schedule(deadlineMs, () => resolve(undefined))
    value.then(resolve, reject).finally(cancel)
  })
}
