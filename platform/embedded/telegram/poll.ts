import type { Update } from 'grammy/types'
import { ApiError } from './api-error.ts'
import type { Changes } from './changes.ts'
import type { Schedule } from './time.ts'
import type { Updates } from './updates.ts'

export interface PollOptions {
  offset: number
  limit: number
  timeoutMs: number
}

/** `getUpdates`: waits for something to tell; a newer request ends an older one. */
export function createPoll(deps: { updates: Updates; changes: Changes; schedule: Schedule }) {
  const { updates, changes, schedule } = deps
  let endCurrent: ((reason: string) => void) | undefined

  function poll({ offset, limit, timeoutMs }: PollOptions): Promise<Update[]> {
    endCurrent?.('terminated by other getUpdates request; make sure that only one bot instance is running')
    if (offset !== 0) updates.confirm(offset)
    const waiting = (): Update[] =>
      updates
        .pending()
        .slice(0, limit)
        .map(({ update }) => update)
    if (waiting().length > 0 || timeoutMs <= 0) return Promise.resolve(waiting())

    return new Promise((resolve, reject) => {
      const leave = (): void => {
        cancel()
        unsubscribe()
        endCurrent = undefined
      }
      const answer = (): void => {
        leave()
        resolve(waiting())
      }
      const cancel = schedule(timeoutMs, answer)
      const unsubscribe = changes.subscribe(({ type }) => {
        if (type === 'updates' && waiting().length > 0) answer()
      })
      endCurrent = (reason) => {
        leave()
        reject(new ApiError(409, `Conflict: ${reason}`))
      }
      changes.emit({ type: 'poll' })
    })
  }

  return {
    poll,
    isWaiting: (): boolean => endCurrent !== undefined,
    /** Ends a waiting request with 409. */
    end: (reason: string): void => endCurrent?.(reason),
  }
}

export type Poll = ReturnType<typeof createPoll>
