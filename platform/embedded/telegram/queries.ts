import type { Clock } from '../../clock.ts'
import { badRequest } from './api-error.ts'
import type { CallbackAnswer, Changes } from './changes.ts'

/** Pressed buttons that wait for an answer. They are not kept over a restart: by then they are too old. */
export function createQueries(deps: { clock: Clock; changes: Changes; lifeMs: number }) {
  const { clock, changes, lifeMs } = deps
  const open = new Map<string, { userId: number; atMs: number }>()
  const answers = new Map<string, CallbackAnswer>()

  return {
    ask(queryId: string, userId: number): void {
      open.set(queryId, { userId, atMs: clock() })
    },
    /** @throws ApiError 400 when the query is unknown, answered or older than `lifeMs`. */
    answer(queryId: string, said: Pick<CallbackAnswer, 'text' | 'showAlert' | 'url'>): void {
      const query = open.get(queryId)
      open.delete(queryId)
      if (!query || clock() - query.atMs >= lifeMs) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid')
      }
      const answer = { queryId, userId: query.userId, ...said }
      answers.set(queryId, answer)
      changes.emit({ type: 'answer', answer })
    },
    answerTo: (queryId: string): CallbackAnswer | undefined => answers.get(queryId),
  }
}

export type Queries = ReturnType<typeof createQueries>
