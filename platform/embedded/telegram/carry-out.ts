import type { Log } from '../../log.ts'
import { ApiError, tooMany } from './api-error.ts'
import type { Calls } from './calls.ts'
import type { ApiCall } from './changes.ts'
import { errorOf, type Fault, type Faults } from './faults.ts'
import type { Limiter } from './limits.ts'
import { Described, type Method } from './methods/method.ts'
import type { Params } from './params.ts'
import type { Schedule } from './time.ts'

/** What goes back to the bot: a body of the Bot API, a proxy's page, or nothing and a cut connection. */
export type Answer =
  | { kind: 'json'; status: number; body: object; retryAfterS?: number }
  | { kind: 'page' }
  | { kind: 'cut' }

interface CarryOutDeps {
  methods: Record<string, Method>
  faults: Faults
  limiter: Limiter
  calls: Calls
  schedule: Schedule
  log: Log
}

/** Carries out one request: faults that were asked for first, then the limits, then the method. Each is noted. */
export function createCarryOut({ methods, faults, limiter, calls, schedule, log }: CarryOutDeps) {
  const byName = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]))

  return async (name: string, params: Params, via: ApiCall['via']): Promise<Answer> => {
    const call = calls.begin(name, params.raw, via)
    const fault = faults.next(name, call.chatId)
    const isDue = fault?.kind === 'slow' ? passed(schedule, fault.delayMs) : undefined
    const early = fault && withoutEffect(fault)
    const answer = early ?? (await attempt(name, params, call.chatId))
    await isDue
    const told: Answer = fault?.kind === 'drop-after' ? { kind: 'cut' } : answer
    calls.end(call, outcomeOf(told, !early && answer.kind === 'json' && answer.status === 200))
    log.debug({ method: name, outcome: call.outcome }, 'bot API call')
    return told
  }

  async function attempt(name: string, params: Params, chatId: string | undefined): Promise<Answer> {
    const method = byName.get(name.toLowerCase())
    const waitS = method ? limiter.take(name, chatId) : 0
    try {
      if (!method) throw new ApiError(404, 'Not Found: method not found')
      if (waitS > 0) throw tooMany(waitS)
      return success(await method(params))
    } catch (error) {
      if (error instanceof ApiError) return refusal(error)
      // The edge: whatever a request breaks is its own 500 and ends nothing else.
      log.error({ err: error, method: name }, 'a method of the Telegram simulator failed')
      return refusal(new ApiError(500, 'Internal Server Error'))
    }
  }
}

export type CarryOut = ReturnType<typeof createCarryOut>

export function refusal({ code, description, parameters }: ApiError): Answer {
  const body = { ok: false, error_code: code, description, ...(parameters && { parameters }) }
  const retryAfterS = parameters?.retry_after
  return { kind: 'json', status: code, body, ...(retryAfterS !== undefined && { retryAfterS }) }
}

function success(result: unknown): Answer {
  const body =
    result instanceof Described
      ? { ok: true, result: result.result, description: result.description }
      : { ok: true, result }
  return { kind: 'json', status: 200, body }
}

function withoutEffect(fault: Fault): Answer | undefined {
  if (fault.kind === 'proxy') return { kind: 'page' }
  if (fault.kind === 'drop-before') return { kind: 'cut' }
  const error = errorOf(fault)
  return error && refusal(error)
}

function outcomeOf(answer: Answer, carriedOut: boolean): NonNullable<ApiCall['outcome']> {
  if (answer.kind !== 'json') return { status: answer.kind === 'page' ? 502 : 0, carriedOut }
  const description = 'description' in answer.body ? String(answer.body.description) : undefined
  return { status: answer.status, carriedOut, ...(description !== undefined && { description }) }
}

function passed(schedule: Schedule, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    schedule(delayMs, resolve)
  })
}
