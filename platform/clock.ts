/** Unix milliseconds. Everything that needs the time is handed one of these, so that tests own it. */
export type Clock = () => number

/**
 * The starting wall clock plus the monotonic clock: it never goes back and never jumps,
 * however the machine's wall clock is stepped.
 */
export function createClock(): Clock {
  const startedAt = Date.now()
  const origin = performance.now()
  return () => Math.round(startedAt + performance.now() - origin)
}
