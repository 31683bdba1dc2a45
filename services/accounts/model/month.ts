export interface Month {
  /** Its first day, `2026-11-01`. */
  firstDay: string
  /** The first moment after it, Unix milliseconds. */
  endsAt: number
}

/** The calendar month in UTC. */
export function monthOf(now: number): Month {
  const date = new Date(now)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  return {
    firstDay: new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10),
    endsAt: Date.UTC(year, month + 1, 1),
  }
}
