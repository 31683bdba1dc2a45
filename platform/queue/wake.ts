/** A bell that is not missed: a ring while nobody waits ends the next wait at once. */
export function createWake() {
  let rung = false
  let answer = () => {}
  return {
    ring(): void {
      rung = true
      answer()
    },
    /** Resolves at the next ring, or after `longestMs`. */
    async next(longestMs: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs)
          answer = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
    },
  }
}
