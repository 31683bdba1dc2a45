/** A clock that goes only when told to, and runs what is due on the way, in order. */
export function createHandClock(startMs = 1_000_000) {
  let at = startMs
  let timers: { due: number; run: () => void }[] = []
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    now: () => at,
    later: (delayMs: number, run: () => void) => {
      const timer = { due: at + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async pass(ms: number): Promise<void> {
      const end = at + ms
      for (;;) {
        await settle()
        const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        at = Math.max(at, next.due)
        next.run()
      }
      at = end
      await settle()
    },
  }
}
