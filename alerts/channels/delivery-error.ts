/** `no-answer`: the request was written and nothing came back, so the chat may have read it. */
export type DeliveryFailure =
  | 'unauthorized'
  | 'receiver-gone'
  | 'receiver-moved'
  | 'rate-limited'
  | 'unreachable'
  | 'no-answer'
  | 'rejected'

interface DeliveryFacts {
  /** Wait at least this long before trying again, milliseconds; 0 when nothing was said. */
  retryAfterMs?: number
  /** Where a chat has moved. */
  movedTo?: number
}

/** A notice could not be handed to its receiver. The message holds no secret. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
  readonly reason: DeliveryFailure
  readonly retryAfterMs: number
  readonly movedTo: number | null

  constructor(reason: DeliveryFailure, message: string, { retryAfterMs = 0, movedTo }: DeliveryFacts = {}) {
    super(message)
    this.reason = reason
    this.retryAfterMs = retryAfterMs
    this.movedTo = movedTo ?? null
  }

  /** True when trying again cannot help. */
  get permanent(): boolean {
    return this.reason === 'receiver-gone' || this.reason === 'rejected'
  }
}
