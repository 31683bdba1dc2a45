const tickMs = 1000
/** A hidden page may be woken only once a minute; what is longer is a sleep or a stepped clock. */
const longestTickMs = 90_000
const backwardsMs = 2000

/** The one clock of a page: everything that ages reads `now`. */
export class PageClock {
  /** Unix milliseconds, renewed each second. */
  now = $state(Date.now())

  /** @param jumped is told when the time did not pass evenly: the device slept, or its clock was set. */
  constructor(jumped: () => void = () => {}) {
    setInterval(() => {
      const passedMs = Date.now() - this.now
      this.now += passedMs
      if (passedMs > longestTickMs || passedMs < -backwardsMs) jumped()
    }, tickMs)
  }
}
