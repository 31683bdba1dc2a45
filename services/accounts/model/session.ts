const minute = 60_000
const day = 24 * 60 * minute
/** A session ends after this, however busy. */
export const sessionLastsMs = 30 * day
/** And after this without a request. */
export const idleEndsMs = 7 * day
export const breakGlassLastsMs = 60 * minute
/** `seen_at` is as exact as this. */
export const seenEveryMs = minute
export const linkLastsMs = 5 * minute
/** From asking for a code to opening the link. */
export const browserWaitsMs = 10 * minute
/** A browser in which an operator signed in is known for so long. */
export const knownForMs = 180 * day

/** The account of whoever signs in with the secret of the dashboard. */
export const breakGlassAccount = 'break-glass'

/** Unix milliseconds. */
export interface SessionTimes {
  expiresAt: number
  seenAt: number
}

export function isLive({ expiresAt, seenAt }: SessionTimes, now: number): boolean {
  return now < expiresAt && now < seenAt + idleEndsMs
}
