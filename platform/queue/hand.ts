import type { Job } from './queue.ts'

/** A job that a worker holds, until its end is stored. Times are of the monotonic clock, milliseconds. */
export interface InHand<Payload> {
  job: Job<Payload>
  abort: AbortController
  startedAt: number
  heldUntil: number
  /** The handler has come to its end; only storing that is left. */
  ended: boolean
}

/** The jobs that one worker holds, by lease. */
export function createHand<Payload>(leaseMs: number, longestRunMs: number) {
  const entries = new Map<string, InHand<Payload>>()

  function drop(entry: InHand<Payload>): void {
    entry.abort.abort()
    entries.delete(entry.job.lease)
  }

  return {
    size: () => entries.size,
    jobs: () => [...entries.values()].map(({ job }) => job),
    entries: () => [...entries.values()],

    take(job: Job<Payload>, now: number, heldUntil: number): InHand<Payload> {
      const entry = { job, abort: new AbortController(), startedAt: now, heldUntil, ended: false }
      entries.set(job.lease, entry)
      return entry
    },

    letGo(jobs: readonly Job<Payload>[]): void {
      for (const { lease } of jobs) entries.delete(lease)
    },

    /** Gives up what runs too long; tells handlers whose lease may be over to stop. */
    review(now: number): void {
      for (const entry of entries.values()) {
        if (entry.ended) continue
        if (now - entry.startedAt >= longestRunMs) drop(entry)
        else if (now >= entry.heldUntil) entry.abort.abort()
      }
    },

    /** @param askedAt when the renewal was sent. @param kept the ids that the queue renewed. @returns what was lost. */
    renewed(asked: readonly Job<Payload>[], kept: readonly string[], askedAt: number): Job<Payload>[] {
      const lost: Job<Payload>[] = []
      for (const job of asked) {
        const entry = entries.get(job.lease)
        if (!entry) continue
        if (kept.includes(job.id)) entry.heldUntil = askedAt + leaseMs
        else if (!entry.ended) {
          drop(entry)
          lost.push(job)
        }
      }
      return lost
    },
  }
}
