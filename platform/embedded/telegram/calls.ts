import type { Clock } from '../../clock.ts'
import type { ApiCall, CallOutcome, Changes } from './changes.ts'

const maxKept = 10_000

/** The last requests, oldest first. */
export function createCalls({ clock, changes }: { clock: Clock; changes: Changes }) {
  const kept: ApiCall[] = []
  let nextId = 1
  return {
    list: (): readonly ApiCall[] => kept,
    begin(method: string, params: Record<string, unknown>, via: ApiCall['via']): ApiCall {
      const call: ApiCall = { id: nextId++, method, params, via, startedAtMs: clock() }
      if (params.chat_id !== undefined) call.chatId = String(params.chat_id)
      kept.push(call)
      if (kept.length > maxKept) kept.shift()
      return call
    },
    end(call: ApiCall, outcome: CallOutcome): void {
      call.endedAtMs = clock()
      call.outcome = outcome
      changes.emit({ type: 'call', call })
    },
  }
}

export type Calls = ReturnType<typeof createCalls>
