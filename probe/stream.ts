import { randomUUID } from 'node:crypto'
import type { BoardMessage, IncidentView, Overview, TargetView } from '../alerts/model/overview.ts'
import { createFeed, type Reader } from '../platform/feed.ts'

export interface StreamDeps {
  overview: () => Overview
  now: () => number
}

/** The board as it changes: a snapshot, then deltas without holes. */
export function createStream({ overview, now }: StreamDeps) {
  const stream = randomUUID()
  let seq = 0
  const feed = createFeed({
    snapshot: (): BoardMessage => ({ type: 'snapshot', stream, seq, at: now(), overview: overview() }),
  })
  return {
    /** Whole changed targets, and changed incidents; a resolved one comes once more. */
    publish(targets: TargetView[], incidents: IncidentView[]): void {
      seq += 1
      const message: BoardMessage = { type: 'delta', stream, seq, at: now(), targets, incidents }
      feed.push(message)
    },
    join: (reader: Reader, since: string | undefined) => feed.join(reader, since),
    close: feed.close,
  }
}
