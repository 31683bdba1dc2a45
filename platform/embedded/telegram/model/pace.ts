/** How fast the bot may send: `burst` at once, then `perSecond`. */
export interface Limit {
  perSecond: number
  burst: number
}

/** How many sends are left at a time (Unix milliseconds). */
export interface Bucket {
  left: number
  at: number
}

export function filled(bucket: Bucket | undefined, limit: Limit, now: number): Bucket {
  if (!bucket) return { left: limit.burst, at: now }
  const gained = ((now - bucket.at) / 1000) * limit.perSecond
  return { left: Math.min(limit.burst, bucket.left + gained), at: now }
}

/** Whole seconds until the next send is allowed, as `retry_after` tells them; 0 is now. */
export function retryAfterSeconds(bucket: Bucket, limit: Limit): number {
  const missing = 1 - bucket.left
  // What floating point loses must not cost a client a second.
  return missing < 1e-6 ? 0 : Math.max(1, Math.ceil(missing / limit.perSecond - 1e-6))
}
