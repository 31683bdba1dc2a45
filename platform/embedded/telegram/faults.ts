import { ApiError, forbidden, tooMany } from './api-error.ts'

/**
 * What goes wrong with a request.
 * Carried out all the same: `drop-after` (the connection is cut instead of an answer), `slow` (answered `delayMs` later).
 * Not carried out: the others. `proxy` is a 502 with an HTML page; `drop-before` cuts the connection.
 */
export type Fault =
  | { kind: 'rate-limited'; retryAfterS: number }
  | { kind: 'blocked' | 'kicked' | 'deactivated' }
  | { kind: 'server-error'; status?: number }
  | { kind: 'error'; code: number; description: string }
  | { kind: 'proxy' | 'drop-before' | 'drop-after' }
  | { kind: 'slow'; delayMs: number }

export interface FaultScript {
  /** Only for this method. */
  method?: string
  /** Only for requests to this chat. */
  chat?: number
  /** For how many requests; until `clear` when left out. */
  count?: number
  fault: Fault
}

/** Faults that are to come, in the order in which they were asked for. */
export function createFaults() {
  let scripts: { script: FaultScript; left: number }[] = []
  return {
    add(script: FaultScript): void {
      scripts.push({ script, left: script.count ?? Number.POSITIVE_INFINITY })
    },
    clear(): void {
      scripts = []
    },
    /** Takes the first fault meant for this request. */
    next(method: string, chatId: string | undefined): Fault | undefined {
      const found = scripts.find(({ script, left }) => left > 0 && isMeant(script, method, chatId))
      if (!found) return undefined
      found.left -= 1
      return found.script.fault
    },
  }
}

export type Faults = ReturnType<typeof createFaults>

/** The answer of a fault that has one of the API's own. */
export function errorOf(fault: Fault): ApiError | undefined {
  switch (fault.kind) {
    case 'rate-limited':
      return tooMany(fault.retryAfterS)
    case 'blocked':
      return forbidden('bot was blocked by the user')
    case 'kicked':
      return forbidden('bot was kicked from the group chat')
    case 'deactivated':
      return forbidden('user is deactivated')
    case 'server-error':
      return new ApiError(fault.status ?? 500, 'Internal Server Error')
    case 'error':
      return new ApiError(fault.code, fault.description)
    default:
      return undefined
  }
}

function isMeant({ method, chat }: FaultScript, asked: string, chatId: string | undefined): boolean {
  const sameMethod = method === undefined || method.toLowerCase() === asked.toLowerCase()
  return sameMethod && (chat === undefined || String(chat) === chatId)
}
