import type { Entry } from './state.ts'
import type { Schedule } from './time.ts'

/** One request at the Bot API. */
export interface ApiCall {
  id: number
  method: string
  chatId?: string
  /** As it came, files left out. */
  params: Record<string, unknown>
  via: 'http' | 'webhook'
  startedAtMs: number
  /** Missing while it is being carried out. */
  endedAtMs?: number
  outcome?: CallOutcome
}

export interface CallOutcome {
  /** HTTP status; 0 when the connection was cut instead. */
  status: number
  description?: string
  /** True when the request was carried out, whatever the bot was told. */
  carriedOut: boolean
}

export interface CallbackAnswer {
  queryId: string
  /** Who pressed. */
  userId: number
  text: string
  showAlert: boolean
  url?: string
}

/** One try to hand an update to the webhook. */
export interface Delivery {
  updateId: number
  startedAtMs: number
  endedAtMs: number
  /** HTTP status; 0 when no answer came. */
  status: number
  /** As `last_error_message` tells it; missing when it went well. */
  error?: string
}

/** What happened in the simulator, for the page, for those who wait and for the state file. */
type Change =
  | { type: 'message'; chatId: number; entry: Entry }
  | { type: 'chats' }
  | { type: 'commands' }
  | { type: 'action'; chatId: number; action: string }
  | { type: 'answer'; answer: CallbackAnswer }
  | { type: 'call'; call: ApiCall }
  | { type: 'delivery'; delivery: Delivery }
  | { type: 'updates' }
  | { type: 'poll' }

export interface Changes {
  emit(change: Change): void
  /** @returns the function that ends it. */
  subscribe(listener: (change: Change) => void): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>()
  return {
    emit(change) {
      for (const listener of [...listeners]) listener(change)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Looks now and after every change until there is something to see; undefined when `timeoutMs` passed first. */
export function createWaitFor({ changes, schedule }: { changes: Changes; schedule: Schedule }) {
  return <T>(look: () => T | undefined, timeoutMs: number): Promise<T | undefined> => {
    const seen = look()
    if (seen !== undefined) return Promise.resolve(seen)
    return new Promise((resolve) => {
      const finish = (value: T | undefined): void => {
        cancel()
        unsubscribe()
        resolve(value)
      }
      const cancel = schedule(timeoutMs, () => finish(undefined))
      const unsubscribe = changes.subscribe(() => {
        const value = look()
        if (value !== undefined) finish(value)
      })
    })
  }
}
