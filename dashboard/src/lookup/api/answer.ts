import { type CallApi, notUnderstood, type Reply, record, type Trouble, texts } from '../../parts/call.ts'
import { isVehicle, type Vehicle } from '../report/vehicle.ts'

/** How a lookup can end, all of it expected. */
export type Answer =
  | { kind: 'found'; vehicle: Vehicle }
  /** What was typed is no VIN. */
  | { kind: 'refused'; message: string; suggestions: string[] }
  | Trouble

export interface AskOptions {
  forceRefresh: boolean
  signal: AbortSignal
}

export type Ask = (vin: string, options: AskOptions) => Promise<Answer>

/** Asks `POST /api/decode`. Rejects only when `signal` aborts. */
export function createAsk(call: CallApi): Ask {
  return async (vin, { forceRefresh, signal }) => {
    const body = forceRefresh ? { vin, force_refresh: true } : { vin }
    return toAnswer(await call('/api/decode', { method: 'POST', body, signal }))
  }
}

function toAnswer(reply: Reply): Answer {
  if (reply.kind === 'ok') {
    const { vehicle } = record(reply.body)
    return isVehicle(vehicle) ? { kind: 'found', vehicle } : notUnderstood
  }
  const { details = {}, ...trouble } = reply
  if (trouble.kind === 'failed' && trouble.code === 'invalid_vin' && trouble.message !== null) {
    return { kind: 'refused', message: trouble.message, suggestions: texts(details.suggestions) }
  }
  return trouble
}
